"""Trains a `Convolution` by Adam (Kingma and Ba 2015), with dropout and smoothed labels, beside whatever else is trained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.nlu.convolution import TAPS, WIDTHS, Convolution, Floats
from bot.nlu.other_process import result_of
from bot.nlu.words import DIMENSIONS, Words

Numbers = NDArray[np.intp]

# Chosen on the fixed split; docs/evaluation.md keeps the comparison.
FILTERS = 128
EPOCHS = 10
_BATCH = 128
_RATE = 0.0025
# Few texts have a given piece: its vector would hardly move at the rate of the rest.
_RATE_OF_VECTORS = 2 * _RATE
_DROPPED_OF_VECTORS = 0.2
_DROPPED_OF_RESPONSES = 0.4
_SMOOTHED = 0.05
# Texts of like length are trained together, out of so many batches at a time: little of a batch is then blank.
_SORTED_TOGETHER = 16


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


class _Adam:
    """Moves an array, or some of its rows, against a gradient; means of rows that are not moved stand still."""

    def __init__(self, moved: Floats) -> None:
        self._moved = moved
        self._mean = np.zeros_like(moved)
        self._square = np.zeros_like(moved)
        self._steps = 0

    def step(self, gradient: Floats, rate: float, rows: Numbers | slice = slice(None)) -> None:
        self._steps += 1
        mean, square = self._mean[rows], self._square[rows]
        mean = mean + np.float32(0.1) * (gradient - mean)
        square = square + np.float32(0.001) * (gradient * gradient - square)
        self._mean[rows], self._square[rows] = mean, square
        corrected = np.float32(rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps))
        self._moved[rows] -= corrected * mean / (np.sqrt(square) + np.float32(1e-8))


class _Network:
    """The parameters while they are trained; row 0 of the vectors is the blank."""

    def __init__(self, vectors: Floats, classes: int, random: np.random.Generator) -> None:
        self._random = random
        self._classes = classes
        self.vectors = vectors
        self.taps = np.concatenate(
            [self._drawn((DIMENSIONS, len(width) * FILTERS), len(width) * DIMENSIONS) for width in WIDTHS], axis=1
        )
        self.bias = np.zeros(len(WIDTHS) * FILTERS, dtype=np.float32)
        self.outputs = self._drawn((len(self.bias), classes), len(self.bias))
        self.output_bias = np.zeros(classes, dtype=np.float32)
        self._by_vectors = _Adam(self.vectors)
        self._by_others = [_Adam(part) for part in (self.taps, self.bias, self.outputs, self.output_bias)]

    def _drawn(self, shape: tuple[int, int], inputs: int) -> Floats:
        bound = 1 / np.sqrt(inputs)
        return self._random.uniform(-bound, bound, shape).astype(np.float32)

    def _kept(self, shape: tuple[int, ...], dropped: float) -> Floats:
        kept = self._random.random(shape, dtype=np.float32) >= dropped
        return kept.astype(np.float32) / np.float32(1 - dropped)

    def learn(self, texts: Numbers, classes: Numbers, remaining: float) -> None:
        """Take one step; `texts` are rows of the vectors, padded with blanks, `remaining` falls from 1 to 0."""
        used, places = np.unique(texts, return_inverse=True)
        places = places.reshape(texts.shape)
        kept = self._kept((len(used), DIMENSIONS), _DROPPED_OF_VECTORS)
        seen = self.vectors[used] * kept
        projected = (seen @ self.taps).reshape(-1, TAPS, FILTERS)
        found, where = strongest(projected, places, texts[:, 1:-1] == 0)
        active = np.maximum(found.reshape(len(texts), -1) + self.bias, 0)
        let_through = self._kept(active.shape, _DROPPED_OF_RESPONSES)
        active *= let_through

        errors = self._errors(active @ self.outputs + self.output_bias, classes)
        felt = (errors @ self.outputs.T) * let_through * (active > 0)
        traced = self._traced(felt.reshape(found.shape), where, places, len(used))
        of_vectors = (traced @ self.taps.T) * kept
        of_vectors[used == 0] = 0
        gradients = (seen.T @ traced, felt.sum(axis=0), active.T @ errors, errors.sum(axis=0))
        for adam, gradient in zip(self._by_others, gradients):
            adam.step(gradient, _RATE * remaining)
        self._by_vectors.step(of_vectors, _RATE_OF_VECTORS * remaining, used)

    def _errors(self, scores: Floats, classes: Numbers) -> Floats:
        """The gradient of the mean cross-entropy by the scores."""
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        chances -= np.float32(_SMOOTHED / self._classes)
        chances[np.arange(len(classes)), classes] -= np.float32(1 - _SMOOTHED)
        result: Floats = chances / np.float32(len(classes))
        return result

    def _traced(self, felt: Floats, where: Numbers, places: Numbers, used: int) -> Floats:
        """The gradient by the projections: only the pieces at which a filter answered most strongly have a part."""
        traced = np.empty((used, TAPS * FILTERS), dtype=np.float32)
        texts, filters = np.arange(len(places))[:, None], np.arange(FILTERS)
        tap = 0
        for block, width in enumerate(WIDTHS):
            for distance in width:
                piece = places[texts, where[:, block] + 1 + distance]
                summed = np.bincount((piece * FILTERS + filters).ravel(), felt[:, block].ravel(), used * FILTERS)
                traced[:, tap * FILTERS : (tap + 1) * FILTERS] = summed.reshape(used, FILTERS)
                tap += 1
        return traced


def begun(words: Words, texts: Sequence[str], classes: NDArray[np.int64]) -> Callable[[], Convolution]:
    """Begin to train on `texts` in a process of its own; what is returned waits for the network.

    `classes` has the class of each text, counted from 0. The same texts give the same network.
    """
    cut = words.pieces(texts)
    pieces = sorted(set(chain.from_iterable(cut)))
    rows = {piece: row for row, piece in enumerate(pieces, start=1)}
    vectors = np.zeros((len(pieces) + 1, DIMENSIONS), dtype=np.float32)
    for piece, row in rows.items():
        vectors[row] = words.vector(piece)
    scale = np.float32(1 / np.linalg.norm(vectors, axis=1).mean())
    numbered = [[rows[piece] for piece in text] for text in cut]
    trained = result_of(_trained, vectors * scale, numbered, classes)
    return lambda: Convolution(words, pieces, trained() | {"scale": np.array(scale)})


def _trained(vectors: Floats, texts: Sequence[Sequence[int]], classes: NDArray[np.int64]) -> dict[str, Floats]:
    random = np.random.default_rng(0)
    network = _Network(vectors, int(classes.max()) + 1, random)
    steps = EPOCHS * -(-len(texts) // _BATCH)
    batches = chain.from_iterable(_batches(texts, random) for _ in range(EPOCHS))
    for step, batch in enumerate(batches):
        network.learn(_padded([texts[text] for text in batch]), classes[batch], 1 - step / steps)
    return {
        "vectors": network.vectors[1:],
        "taps": network.taps,
        "bias": network.bias,
        "outputs": network.outputs,
        "output_bias": network.output_bias,
    }


def _batches(texts: Sequence[Sequence[int]], random: np.random.Generator) -> Iterator[Numbers]:
    lengths = np.array([len(text) for text in texts])
    order = random.permutation(len(texts))
    found: list[Numbers] = []
    for start in range(0, len(texts), _BATCH * _SORTED_TOGETHER):
        pool = order[start : start + _BATCH * _SORTED_TOGETHER]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        found += [pool[first : first + _BATCH] for first in range(0, len(pool), _BATCH)]
    return (found[i] for i in random.permutation(len(found)))


def _padded(texts: Sequence[Sequence[int]]) -> Numbers:
    """One row a text, with a blank before and after, and further ones after the shorter."""
    padded = np.zeros((len(texts), max(1, *map(len, texts)) + 2), dtype=np.intp)
    for row, text in zip(padded, texts):
        row[1 : 1 + len(text)] = text
    return padded
