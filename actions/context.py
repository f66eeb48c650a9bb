"""What a conversation carries from one question to the next: the slots, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from knowledge.listings import ListingFilter
from knowledge.survey_answers import PayFilter

Filter = TypeVar("Filter", PayFilter, ListingFilter)


LISTING_TOPICS = frozenset({"find_listings", "count_listings", "rank_listings", "open_listing", "more_listings"})
# "Them" and "both" mean two; "the first of these four" counts further back.
_RECENT, _NAMED, _SEEN = 2, 6, 10


@dataclass(frozen=True)
class Context:
    """Each field is a slot of the domain.

    `topic` is the intent last answered, `things` the skills and tools last spoken of, `known` those the person has,
    `salary_filter` what the last salary question asked for besides roles, `salary_by` what it was told by, `least`
    whether of those compared the one that earns less was asked for, `listing_filter` the last search, `shown` the
    ids of the listings last shown, in order, `opened` that of the one told of by itself, `seen` those of all told
    of lately, the last one last, `recent_roles` the roles of the last few answers, as they came up: what "them" may
    mean; `named_roles` those of all answers, in the order in which they first came up; `topics` the intents of a
    message that asked several things of a role, `asked_of_listing` the condition (kind, value) that was last asked
    of one listing: "is it remote?", `asked_of_two` what a message asked of one role and of another (intent, role,
    intent, role), `lately` a role and what was asked of it in the last messages (role, intent, intent …), `people`
    what "he" and "she" were told to be (he, role, she, role).
    """

    topic: str | None = None
    roles: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    salary_filter: PayFilter = PayFilter()
    salary_by: str | None = None
    least: bool = False
    listing_filter: ListingFilter = ListingFilter()
    listing_sort: str = "relevance"
    listing_offset: int = 0
    shown: tuple[int, ...] = ()
    opened: int | None = None
    seen: tuple[int, ...] = ()
    recent_roles: tuple[str, ...] = ()
    named_roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    asked_of_listing: tuple[str, ...] = ()
    asked_of_two: tuple[str, ...] = ()
    lately: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Context:
        """Read the slots; an unset slot is the field's default."""
        values = {f.name: slots[f.name] for f in fields(cls) if slots.get(f.name) is not None}
        for f in fields(cls):
            if isinstance(f.default, tuple):
                values[f.name] = tuple(values.get(f.name, ()))
        values["salary_filter"] = _filter(PayFilter, values.get("salary_filter"))
        values["listing_filter"] = _filter(ListingFilter, values.get("listing_filter"))
        return cls(**values)

    def as_slots(self) -> dict[str, Any]:
        """As slot values: JSON, empty ones None."""
        slots: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, (PayFilter, ListingFilter)):
                value = {
                    name: list(v) if isinstance(v, tuple) else v
                    for name, v in vars(value).items()
                    if v not in (None, ())
                }
            elif isinstance(value, tuple):
                value = list(value)
            slots[field.name] = value if value or value == 0 else None
        return slots

    def remembering(self) -> Context:
        """This context with its roles among the recent ones, each once, the last two of them."""
        # More than two were offered when a question was asked back, and are no more to be thought of when one is chosen.
        named = tuple(dict.fromkeys((*self.named_roles, *self.roles)))[-_NAMED:]
        self = replace(self, named_roles=named, seen=self._all_seen())
        before = self.recent_roles if len(self.recent_roles) <= _RECENT else ()
        if not self.roles or set(self.roles) <= set(before):
            return self  # "the former" stays what it was
        recent = tuple(dict.fromkeys(reversed((*before, *self.roles))))[:_RECENT]
        return replace(self, recent_roles=tuple(reversed(recent)))

    def _all_seen(self) -> tuple[int, ...]:
        told = (self.opened,) if self.opened is not None else self.shown
        if self.topic not in LISTING_TOPICS or set(told) <= set(self.seen[-len(told) :]):
            return self.seen
        return (*(id for id in self.seen if id not in told), *told)[-_SEEN:]

    def about(self, topic: str, **changes: Any) -> Context:
        """This context after a question on `topic`."""
        return replace(
            self, topic=topic, **{"topics": (), "least": False, "asked_of_listing": (), "asked_of_two": (), **changes}
        )


def _filter(kind: type[Filter], values: Mapping[str, Any] | None) -> Filter:
    known = {f.name for f in fields(kind)}
    given = (values or {}).items()
    return kind(**{name: _frozen(value) for name, value in given if name in known})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, (list, tuple)) else value
