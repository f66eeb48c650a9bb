"""A small convolutional network over the vectors of word pieces (Kim 2014, "Convolutional Neural Networks for Sentence
Classification"), in numpy: what stands beside what, wherever in the message, which n-grams know only word for word.

Every filter looks at one, two or three pieces side by side and counts where it answers most strongly. The vectors begin
as those of the package and are trained along. PyTorch would do the same, at four times the time for so small a network
and three times the size of all else that is installed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.nlu.words import DIMENSIONS, Words

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

# The pieces that the filters of each width look at, as distances from where they stand.
WIDTHS: tuple[tuple[int, ...], ...] = ((0,), (-1, 0), (-1, 0, 1))
TAPS = sum(len(width) for width in WIDTHS)
_NOTHING = np.float32(-1e9)


def strongest(projected: Floats, places: Numbers, blank: NDArray[np.bool_]) -> tuple[Floats, Numbers]:
    """Return each filter's greatest response and where it was, both of shape (texts, widths, filters).

    `projected` is of shape (pieces, TAPS, filters), `places` has the row of each text's pieces, with one blank before and
    after, `blank` says which of the others are blanks too.
    """
    length = blank.shape[1]
    greatest, where = [], []
    tap = 0
    for width in WIDTHS:
        response = projected[places[:, 1 + width[0] : 1 + width[0] + length], tap]
        for further in width[1:]:
            tap += 1
            response += projected[places[:, 1 + further : 1 + further + length], tap]
        tap += 1
        response[blank] = _NOTHING
        place = response.argmax(axis=1)
        where.append(place)
        greatest.append(np.take_along_axis(response, place[:, None], axis=1)[:, 0])
    return np.stack(greatest, axis=1), np.stack(where, axis=1)


class Convolution:
    """A trained network: gives every class a probability."""

    def __init__(self, words: Words, pieces: Sequence[int], arrays: dict[str, NDArray[np.floating]]) -> None:
        """`arrays` are those of `to_arrays`; `pieces` are the word pieces that have a row in its `vectors`."""
        self._words = words
        self._pieces = list(pieces)
        self._rows = {piece: row for row, piece in enumerate(self._pieces)}
        self._arrays = arrays

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Return an array of shape (len(texts), classes), each row summing to 1."""
        return np.stack([self._chances(pieces) for pieces in self._words.pieces(texts)])

    def _chances(self, pieces: list[int]) -> Floats:
        parts = self._arrays
        filters = parts["taps"].shape[1] // TAPS
        vectors = np.zeros((len(pieces) + 2, DIMENSIONS), dtype=np.float32)
        for row, piece in enumerate(pieces, start=1):
            known = self._rows.get(piece)
            vectors[row] = self._words.vector(piece) * parts["scale"] if known is None else parts["vectors"][known]
        places = np.arange(max(len(pieces), 1) + 2)[None] % len(vectors)
        projected = (vectors @ parts["taps"]).reshape(-1, TAPS, filters)
        found, _ = strongest(projected, places, np.zeros((1, places.shape[1] - 2), dtype=bool))
        scores = np.maximum(found.ravel() + parts["bias"], 0) @ parts["outputs"] + parts["output_bias"]
        scores = np.exp(scores - scores.max())
        result: Floats = scores / scores.sum()
        return result

    def to_arrays(self) -> tuple[list[int], dict[str, NDArray[np.floating]]]:
        """Return the word pieces and the arrays; vectors in half precision, which changes no answer."""
        return self._pieces, self._arrays | {"vectors": self._arrays["vectors"].astype(np.float16)}
