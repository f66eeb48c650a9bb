"""A question as the families of answers see it: intent, what it names, and what went before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from actions.answer import Answer
from actions.context import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


T = TypeVar("T")


@dataclass(frozen=True)
class Entity:
    """Something named in the message; `also` holds other readings of the same words, as (kind, value)."""

    kind: str
    value: Any
    text: str
    start: int
    end: int
    also: tuple[tuple[str, Any], ...] = ()


def unsaid(kind: str, *values: Any) -> tuple[Entity, ...]:
    """What the conversation says and the message does not, as if the message named it."""
    return tuple(Entity(kind, value, str(value), 0, 0) for value in values)


@dataclass(frozen=True)
class Question:
    """`text` is the clause that asks, `source` the whole message that the entities' places refer to.

    `ranking` has the likeliest intents with their confidence; `refused_before` tells that the last message had no
    answer either; `within` has how the message ranks where a "role" (or "it", where the message says so) or "listings" are
    spoken of; `pushes` that the channel can write first; `elliptic` that what the message leaves out is to be taken from the
    question before.
    """

    intent: str
    text: str
    entities: tuple[Entity, ...]
    context: Context
    source: str
    ranking: tuple[tuple[str, float], ...] = ()
    within: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)
    refused_before: bool = False
    pushes: bool = False
    elliptic: bool = False

    def values(self, *kinds: str, other_readings: bool = False) -> tuple[Any, ...]:
        """Values of the entities of `kinds`, in order, without repeats; with `also` where asked."""
        found: list[Any] = []
        for entity in self.entities:
            if entity.kind in kinds:
                found.append(entity.value)
            elif other_readings:
                found += [value for kind, value in entity.also if kind in kinds][:1]
        return tuple(value for i, value in enumerate(found) if value not in found[:i])

    def value(self, *kinds: str, other_readings: bool = False) -> Any:
        """The first of `values`, or None."""
        values = self.values(*kinds, other_readings=other_readings)
        return values[0] if values else None

    def counted(self, things: Sequence[T]) -> T | None:
        """The one of `things` that the message counts ("the second", "the last"); None where it counts none of them."""
        number = self.value("ordinal")
        index = None if number is None else number - 1 if number > 0 else len(things) + number
        return things[index] if index is not None and 0 <= index < len(things) else None

    def texts(self, kind: str) -> tuple[str, ...]:
        """The words of the entities of `kind`, as typed."""
        return tuple(e.text for e in self.entities if e.kind == kind)

    def texts_of(self, *kinds: str) -> tuple[str, ...]:
        """The words of the entities of `kinds`, as typed, in order."""
        return tuple(e.text for e in self.entities if e.kind in kinds)

    def besides(self, *kinds: str) -> tuple[Entity, ...]:
        """The entities of all other kinds."""
        return tuple(e for e in self.entities if e.kind not in kinds)

    def asking(self, intent: str, **changes: Any) -> Question:
        """The same words read as another intent."""
        return replace(self, intent=intent, **changes)


@dataclass(frozen=True)
class Reply:
    """An answer and the context that it leaves."""

    answer: Answer
    context: Context


# Reads a question anew in its conversation; None where it is as it seems.
Rule = Callable[[Question, "Session"], Question | None]


def entities_of(parsed: Sequence[Mapping[str, Any]], text: str) -> tuple[Entity, ...]:
    """Read the entities of a parsed message, those of other extractors too."""
    found = []
    for entity in parsed:
        start, end = entity.get("meant") or (entity.get("start") or 0, entity.get("end") or 0)
        also = tuple((kind, value) for kind, value in entity.get("also") or ())
        found.append(Entity(entity["entity"], entity["value"], entity.get("text") or text[start:end], start, end, also))
    return tuple(found)
