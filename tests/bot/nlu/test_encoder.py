"""The encoder: what lies close together in its numbers, and that it reads the same alone and among others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from bot.nlu.encoder import DIMENSIONS, FOLDER, Encoder, EncoderMissing
from bot.nlu.shared import encoder

EARNS = ["what does a _role_ earn", "how much money do they take home", "is the pay any good"]
STUDIES = ["which degree is needed", "what must one have studied", "do i have to go to college for that"]


def alike(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_messages_that_ask_the_same_lie_closer_than_others() -> None:
    earns, studies = encoder().embed(EARNS), encoder().embed(STUDIES)
    within = [alike(earns[0], earns[2]), alike(studies[0], studies[1])]
    across = [alike(one, other) for one in earns for other in studies]

    assert earns.shape == (len(EARNS), DIMENSIONS)
    assert min(within) > max(across)


def test_a_message_reads_the_same_alone_and_among_longer_ones() -> None:
    texts = [*EARNS, "jobs", *STUDIES, "i was a teacher for ten years and now " + " and ".join(EARNS)]
    together = encoder().embed(texts)

    for text, numbers in zip(texts, together):
        assert alike(encoder().embed([text])[0], numbers) > 0.98


def test_a_mask_is_one_piece() -> None:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    assert tokenizer.encode("jobs for a _role_ in _place_", add_special_tokens=False).tokens[-3:] == [
        "_role_",
        "in",
        "_place_",
    ]


def test_nothing_and_very_long_messages_are_read() -> None:
    assert np.isfinite(encoder().embed(["", "jobs " * 10_000])).all()
    assert encoder().embed([]).shape == (0, DIMENSIONS)


def test_a_missing_network_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="encoder.onnx"):
        Encoder(tmp_path)
