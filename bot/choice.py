"""A typed choice among the buttons of the question that was just asked back: "2", "the second", "yes", "skills"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"(?:the\s+|number\s+|no\.?\s*|option\s+|choice\s+|#\s*)*([1-9])[.):]?", re.I)
_WORDS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "former": 0, "latter": -1}
_PLACE = re.compile(rf"(?:the\s+)?({'|'.join(_WORDS)})(?:\s+(?:one|option|choice))?(?:\s+please)?", re.I)
_YES = re.compile(r"(?:yes|yep|yeah|yup|ya|sure|ok|okay|right|correct|exactly|that'?s it|that one)(?:\s+please)?", re.I)
_WORD = re.compile(r"[\w+#]+")
_NO_CONTENT = frozenset("a an the of for to i you me please what which is does do and or in on it its one ones".split())


def chosen(text: str, offers: Sequence[Mapping[str, str]]) -> str | None:
    """Return the payload that `text` chooses among `offers` (each with title and payload), or None.

    Words choose where all that carry content stand in one offer's title, and in no other that says as little else: "the
    data one" is the Data Analyst rather than the Data Quality Analyst.
    """
    said = text.strip().strip("!.,? ").lower()
    number, place = _NUMBER.fullmatch(said), _PLACE.fullmatch(said)
    index = int(number[1]) - 1 if number else _WORDS[place[1].lower()] if place else None
    if index is None and _YES.fullmatch(said):
        index = 0
    if index is not None:
        return offers[index]["payload"] if -1 <= index < len(offers) and offers else None
    words = _content(said)
    if not words:
        return None
    holding = (offer for offer in offers if words <= _content(offer["title"].lower()))
    matching = sorted((offer for offer in holding if not _skips(said, offer["title"].lower())), key=_length)
    plain = len(matching) == 1 or (len(matching) > 1 and _length(matching[0]) < _length(matching[1]))
    return matching[0]["payload"] if plain else None


def _skips(said: str, title: str) -> bool:
    """Whether words stand together that do not in the title: a "data manager" is no Data Science Manager."""
    spoken, written = (_WORD.findall(text) for text in (said, title))
    places = [written.index(word) for word in spoken if word in written]
    return any(second > first + 1 for first, second in zip(places, places[1:]))


def _length(offer: Mapping[str, str]) -> int:
    return len(_content(offer["title"].lower()))


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text)) - _NO_CONTENT
