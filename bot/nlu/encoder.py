"""A small transformer that turns a masked text into numbers in which texts that ask the same lie close together.

It was fine-tuned on the examples beforehand, which takes minutes, and is used as it stands: `encoder/README.md` tells
from what it comes and how it is made anew. What is trained on a laptop are the classifiers over its numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.settings import ROOT

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = ROOT / "encoder"
DIMENSIONS = 384
# Word pieces of a text that are read; the network was trained on no more.
_LONGEST = 64
# Texts that are read together in training, of like length: little of a batch is then blank.
_BATCH = 64
_ERRORS_ONLY = 3


class EncoderMissing(Exception):
    """The network or its tokenizer is not where it should be."""


class Encoder:
    """Reads texts with the network of a folder, which is loaded when the first text is read."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """EncoderMissing where the folder holds no network."""
        self._files = (folder / "encoder.onnx", folder / "tokenizer.json")
        for file in self._files:
            if not file.is_file():
                raise EncoderMissing(
                    f"{file} is not there: it is a part of the repository, `git checkout` brings it back"
                )

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (len(texts), 384)."""
        read = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        found = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(read)), key=lambda place: len(read[place]))
        for first in range(0, len(by_length), _BATCH):
            places = by_length[first : first + _BATCH]
            found[places] = self._read([read[place] for place in places])
        return found

    def digest(self) -> str:
        """Of the files: what was trained over other numbers does not fit."""
        digest = hashlib.sha256()
        for file in self._files:
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def _read(self, texts: list[list[int]]) -> NDArray[np.float32]:
        pieces = np.zeros((len(texts), max(map(len, texts))), dtype=np.int64)
        there = np.zeros_like(pieces)
        for row, text in enumerate(texts):
            pieces[row, : len(text)] = text
            there[row, : len(text)] = 1
        (embedded,) = self._session.run(None, {"ids": pieces, "mask": there})
        result: NDArray[np.float32] = embedded
        return result

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._files[1]))
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        return tokenizer

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # A message is too little work for two threads to share.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        return onnxruntime.InferenceSession(str(self._files[0]), options, providers=["CPUExecutionProvider"])
