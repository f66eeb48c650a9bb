"""The answers of all surveys in memory, column by column, as questions about pay read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.pay_sample import Pays, read_pays

# Places of kinds of answers in the columns, ascending.
Kinds = NDArray[np.intp]


class SurveyColumns:
    """One place in each column for each kind of answer, and the pays of all kinds in one array.

    A million answers take 4 MB, their some thousand kinds 40 bytes each. To choose among kinds takes microseconds, so
    that a question costs what it takes to copy and to partition the pays that it is about.
    """

    def __init__(self, names: Sequence[str], kinds: Iterable[Sequence[Any]]) -> None:
        """Of rows with a value for each of `names`, and then their pays as `stored_pays` wrote them.

        Rows that are often asked for together had best stand together.
        """
        *columns, stored = [*zip(*kinds)] or [()] * (len(names) + 1)
        self._values: dict[str, list[Any]] = {}
        self._codes: dict[str, NDArray[np.int32]] = {}
        for name, column in zip(names, columns):
            codes: dict[Any, int] = {}
            self._codes[name] = np.array([codes.setdefault(value, len(codes)) for value in column], np.int32)
            self._values[name] = list(codes)
        self._pays = read_pays(b"".join(stored))
        lengths = [0, *(len(pays) // self._pays.itemsize for pays in stored)]
        self._bounds: list[int] = np.cumsum(lengths).tolist()

    def choose(self, *conditions: tuple[str, Callable[[Any], bool]]) -> Kinds:
        """The kinds whose values in the columns named meet all conditions."""
        chosen = np.ones(len(self._bounds) - 1, bool)
        for name, wanted in conditions:
            values = self._values[name]
            chosen &= np.fromiter(map(wanted, values), bool, len(values))[self._codes[name]]
        return np.flatnonzero(chosen)

    def apart(self, kinds: Kinds, name: str) -> Iterator[tuple[Any, Kinds]]:
        """Each value that kinds have in a column, with those that have it."""
        codes = self._codes[name][kinds]
        order = np.argsort(codes, kind="stable")
        for start, end in _runs(codes[order], 0):
            yield self._values[name][codes[order[start]]], kinds[order[start:end]]

    def pays(self, kinds: Kinds) -> list[Pays]:
        """The pays of these kinds, to be read only; those of neighbours in one piece."""
        bounds = self._bounds
        return [self._pays[bounds[kinds[start]] : bounds[kinds[end - 1] + 1]] for start, end in _runs(kinds, 1)]


def _runs(values: NDArray[Any], step: int) -> list[tuple[int, int]]:
    """Start and end of each run of ascending values that are no more than `step` from one to the next."""
    if not len(values):
        return []
    starts = [0, *(np.flatnonzero(np.diff(values) > step) + 1).tolist()]
    return list(zip(starts, [*starts[1:], len(values)]))
