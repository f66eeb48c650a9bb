"""The pays behind a figure, and the figures that they yield."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

# Whole USD a year, little-endian, so that a store can be carried from machine to machine.
_STORED = np.dtype("<u4")
Pays = NDArray[np.uint32]
_QUARTERS = (0.25, 0.5, 0.75)
# What lies further out goes into the first and the last range of a histogram.
_OUTERMOST = (0.01, 0.99)
# Pays are gone through by so many at a time: more than a processor's cache holds, and the system would have to find
# fresh memory for each step, which takes longer than the step.
_AT_ONCE = 32_768
# Of many pays, only those in the same range of this width, in USD, as a quantile are put in order; the last is open.
_RANGE, _RANGES = np.uint32(1_000), 1_024
# A picture of more ranges than these is no clearer.
_MOST_RANGES = 24
_WIDTHS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)


def quantile(ordered: Sequence[int], share: float) -> float:
    """Quantile of an ascending, non-empty sequence by linear interpolation (Hyndman and Fan's type 7)."""
    below, above, weight = _between(len(ordered), share)
    return ordered[below] + (ordered[above] - ordered[below]) * weight


def _between(count: int, share: float) -> tuple[int, int, float]:
    """The places of the two values that a quantile lies between, and how far it is from the first."""
    position = (count - 1) * share
    below = int(position)
    return below, min(below + 1, count - 1), position - below


@dataclass(frozen=True)
class Rank:
    """How many pays lie below an amount, equal it, and lie above it."""

    below: int
    equal: int
    above: int

    @property
    def percentile(self) -> float:
        """0 to 100; equal pays count half (https://en.wikipedia.org/wiki/Percentile_rank)."""
        return 100 * (self.below + self.equal / 2) / (self.below + self.equal + self.above)


@dataclass(frozen=True)
class Histogram:
    """`counts` of pays in neighbouring ranges `width` wide from `start` on.

    The first range takes in what lies below it, the last what lies above, where `open_below` and `open_above` say so.
    """

    start: int
    width: int
    counts: tuple[int, ...]
    open_below: bool
    open_above: bool

    def position(self, amount: int) -> float:
        """Where an amount lies among the ranges, counted from 0, within them."""
        return min(max((amount - self.start) / self.width, 0.0), float(len(self.counts)))


class PaySample:
    """Pays in whole USD a year, in any order; answers in milliseconds for a million of them."""

    def __init__(self, parts: Sequence[Pays]) -> None:
        """Of all pays in `parts`, which stay as they are."""
        self._pieces = list(_pieces(parts))
        self.count = sum(map(len, self._pieces))

    def quantiles(self, shares: Sequence[float]) -> tuple[int, ...]:
        """Quantiles in whole USD; ValueError where there are no pays."""
        if not self.count:
            raise ValueError("no pays have no quantile")
        between = [_between(self.count, share) for share in shares]
        found = self._at(sorted({place for below, above, _ in between for place in (below, above)}))
        return tuple(round(found[below] + (found[above] - found[below]) * weight) for below, above, weight in between)

    def _at(self, places: Sequence[int]) -> dict[int, int]:
        """The pays at ascending places of their order, counted from 0."""
        if len(self._pieces) == 1:
            return _partitioned(self._pieces[0], places)
        ranges, up_to = self._ranges
        found: dict[int, int] = {}
        for at, its in groupby(places, lambda place: int(np.searchsorted(up_to, place, side="right"))):
            within = np.concatenate([piece[its_range == at] for piece, its_range in zip(self._pieces, ranges)])
            before = int(up_to[at - 1]) if at else 0
            found |= {before + place: pay for place, pay in _partitioned(within, [p - before for p in its]).items()}
        return found

    @cached_property
    def _ranges(self) -> tuple[list[Pays], NDArray[np.int64]]:
        """For each piece the ranges in which its pays lie, and how many of all lie in each range or below."""
        ranges = [np.minimum(piece // _RANGE, np.uint32(_RANGES - 1)) for piece in self._pieces]
        return ranges, np.cumsum(np.sum([np.bincount(piece, minlength=_RANGES) for piece in ranges], axis=0))

    @cached_property
    def quartiles(self) -> tuple[int, int, int]:
        """25th, 50th and 75th percentile; ValueError where there are no pays."""
        p25, median, p75 = self.quantiles(_QUARTERS)
        return p25, median, p75

    def rank(self, amount: int) -> Rank:
        """Where an amount stands among the pays."""
        below = sum(int(np.count_nonzero(piece < amount)) for piece in self._pieces)
        equal = sum(int(np.count_nonzero(piece == amount)) for piece in self._pieces)
        return Rank(below, equal, self.count - below - equal)

    def histogram(self) -> Histogram:
        """Round ranges over about all but the outermost hundredths, which the first and last range take in.

        ValueError where there are no pays.
        """
        low, high = self.quantiles(_OUTERMOST)
        width = next((w for w in _WIDTHS if high // w - low // w < _MOST_RANGES), (high - low) // _MOST_RANGES + 1)
        first, last = low // width, high // width
        # Divided as the unsigned numbers that they are: ten times as fast as signed ones.
        ranges = (np.minimum(piece // np.uint32(width), np.uint32(last + 1)) for piece in self._pieces)
        counts = np.sum([np.bincount(piece, minlength=last + 2) for piece in ranges], axis=0)
        below, above = int(counts[:first].sum()), int(counts[last + 1])
        within = counts[first : last + 1].tolist()
        within[0] += below
        within[-1] += above
        return Histogram(first * width, width, tuple(within), below > 0, above > 0)


def _pieces(parts: Sequence[Pays]) -> Iterator[Pays]:
    """The same pays in pieces of `_AT_ONCE` or a little more."""
    held: list[Pays] = []
    holding = 0
    for part in parts:
        for start in range(0, len(part), _AT_ONCE):
            held.append(part[start : start + _AT_ONCE])
            holding += len(held[-1])
            if holding >= _AT_ONCE:
                yield np.concatenate(held)
                held, holding = [], 0
    if held:
        yield np.concatenate(held)


def _partitioned(pays: Pays, places: Sequence[int]) -> dict[int, int]:
    """The pays at these places of their order; they are put in another order."""
    # A partition puts the values of these places where a sort would, in a tenth of its time.
    pays.partition(places)
    return {place: int(pays[place]) for place in places}


def read_pays(stored: bytes) -> Pays:
    """What `stored_pays` wrote, to be read only."""
    return np.frombuffer(stored, _STORED)


def stored_pays(pays: Iterable[int]) -> bytes:
    """Pays in whole USD below 2**32, in the form that the store keeps: ascending, for runs partition four times as fast."""
    return np.sort(np.fromiter(pays, _STORED)).tobytes()


def merged_pays(stored: Iterable[bytes]) -> bytes:
    """Several of what `stored_pays` made, as one."""
    return np.sort(np.frombuffer(b"".join(stored), _STORED), kind="stable").tobytes()
