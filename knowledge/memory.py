"""What was asked of the store before, as long as nothing has changed there.

To build a statement and to map its rows takes an object mapper longer than SQLite takes to find them; most questions
ask for the same few roles.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")

# Results that are larger are worth their query; so many small ones are a few MB at the most.
_LARGEST = 200
_RESULTS = 2_000
_ABSENT = object()


class Memory:
    """Results of queries at one version of the store, on one day: listings are offered until a date."""

    def __init__(self) -> None:
        self._at: tuple[int, date] | None = None
        self._results: dict[Any, Any] = {}

    def at(self, version: int) -> dict[Any, Any]:
        """The results so far, to be read and added to; those of another version or day are dropped."""
        moment = (version, date.today())
        if moment != self._at or len(self._results) > _RESULTS:
            self._at, self._results = moment, {}
        return self._results


def remembered(query: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """Asks each question once, in sessions that have results (`Store.session`); lists, sets and dicts are copied."""

    @wraps(query)
    def ask(session: Session, *args: P.args, **kwargs: P.kwargs) -> T:
        results = session.info.get("results")
        if results is None:
            return query(session, *args, **kwargs)
        question = (query, args, tuple(kwargs.items()))
        found = results.get(question, _ABSENT)
        if found is _ABSENT:
            found = query(session, *args, **kwargs)
            if not (isinstance(found, (list, set, dict)) and len(found) > _LARGEST):
                results[question] = found
        return cast(T, found.copy() if isinstance(found, (list, set, dict)) else found)

    return cast(Callable[Concatenate[Session, P], T], ask)
