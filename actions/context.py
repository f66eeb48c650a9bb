"""What a conversation carries from one question to the next: the slots, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from knowledge.listings import ListingFilter


@dataclass(frozen=True)
class Context:
    """Each field is a slot of the domain.

    `topic` is the intent last answered, `things` the skills and tools last spoken of, `known` those the person
    has, `listing_filter` the last search, `shown` the ids of the listings last shown, in order.
    """

    topic: str | None = None
    roles: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    level: str | None = None
    year: int | None = None
    listing_filter: ListingFilter = ListingFilter()
    listing_sort: str = "relevance"
    listing_offset: int = 0
    shown: tuple[int, ...] = ()

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Context:
        """Read the slots; an unset slot is the field's default."""
        values = {f.name: slots[f.name] for f in fields(cls) if slots.get(f.name) is not None}
        for name in ("roles", "things", "known", "shown"):
            values[name] = tuple(values.get(name, ()))
        values["listing_filter"] = _filter(values.get("listing_filter") or {})
        return cls(**values)

    def as_slots(self) -> dict[str, Any]:
        """As slot values: JSON, empty ones None."""
        slots: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, ListingFilter):
                value = {
                    name: list(v) if isinstance(v, tuple) else v
                    for name, v in vars(value).items()
                    if v not in (None, ())
                }
            elif isinstance(value, tuple):
                value = list(value)
            slots[field.name] = value if value or value == 0 else None
        return slots

    def about(self, topic: str, **changes: Any) -> Context:
        """This context after a question on `topic`."""
        return replace(self, topic=topic, **changes)


def _filter(values: Mapping[str, Any]) -> ListingFilter:
    known = {f.name for f in fields(ListingFilter)}
    kept: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known}
    return ListingFilter(**kept)
