"""A small convolutional network over the vectors of word pieces (Kim 2014, "Convolutional Neural Networks for Sentence
Classification"), in numpy: what stands beside what, wherever in the message, which n-grams know only word for word.

Every filter looks at one, two or three pieces side by side and counts where it answers most strongly. The vectors begin
as those of the package and are trained along. PyTorch would do the same in eight times the time, for so small a network,
and is as large as all else that is installed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.nlu.words import DIMENSIONS, Words

Floats = NDArray[np.float32]

# The pieces that the filters of each width look at, as distances from where they stand.
WIDTHS: tuple[tuple[int, ...], ...] = ((0,), (-1, 0), (-1, 0, 1))
TAPS = sum(len(width) for width in WIDTHS)
# Stands for a text without word pieces.
_BLANK = -1
# Word pieces whose projections stay in memory, 3 KiB each: a message is mostly made of the same few hundred.
_KEPT = 1_000


class Convolution:
    """A trained network: gives every class a probability."""

    def __init__(self, words: Words, pieces: Sequence[int], arrays: dict[str, NDArray[np.floating]]) -> None:
        """`arrays` are those of `to_arrays`; `pieces` are the word pieces that have a row in its `vectors`."""
        self._words = words
        self._pieces = list(pieces)
        self._rows = {piece: row for row, piece in enumerate(self._pieces)}
        self._arrays = arrays
        self._read: dict[int, Floats] = {}

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Return an array of shape (len(texts), classes), each row summing to 1."""
        return np.stack([self._chances(pieces) for pieces in self._words.pieces(texts)])

    def _chances(self, pieces: list[int]) -> Floats:
        parts = self._arrays
        blank = np.zeros((1, TAPS, parts["taps"].shape[1] // TAPS), dtype=np.float32)
        rows = np.concatenate([blank, *map(self._projected, pieces or [_BLANK]), blank])
        found, tap = [], 0
        for width in WIDTHS:
            response = sum(rows[1 + d : len(rows) - 1 + d, tap + i] for i, d in enumerate(width))
            found.append(np.max(response, axis=0))
            tap += len(width)
        scores = np.maximum(np.concatenate(found) + parts["bias"], 0) @ parts["outputs"] + parts["output_bias"]
        scores = np.exp(scores - scores.max())
        result: Floats = scores / scores.sum()
        return result

    def _projected(self, piece: int) -> Floats:
        """What a word piece gives to each tap of each filter, of shape (1, TAPS, filters)."""
        projected = self._read.get(piece)
        if projected is None:
            projected = (self._vector(piece) @ self._arrays["taps"]).reshape(1, TAPS, -1)
            if len(self._read) < _KEPT:
                self._read[piece] = projected
        return projected

    def _vector(self, piece: int) -> Floats:
        """A piece's vector as trained, else as the package has it."""
        if piece == _BLANK:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        row = self._rows.get(piece)
        vector = self._words.vector(piece) * self._arrays["scale"] if row is None else self._arrays["vectors"][row]
        result: Floats = vector.astype(np.float32)
        return result

    def to_arrays(self) -> tuple[list[int], dict[str, NDArray[np.floating]]]:
        """Return the word pieces and the arrays; vectors in half precision, which changes no answer."""
        return self._pieces, self._arrays | {"vectors": self._arrays["vectors"].astype(np.float16)}
