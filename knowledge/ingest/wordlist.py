"""Lists in running text: "a, b (c, d), and e"."""

from __future__ import annotations

import re

_OPENS, _CLOSES = "([", ")]"
_JOINED = re.compile(r"\s+(?:and/or|and|or|&)\s+", re.IGNORECASE)
_FILLERS = frozenset(("etc", "others", "other", "more", "similar", "so on"))
_LED = re.compile(r"(?:and/or|and|or|&)\s+", re.IGNORECASE)


def at_commas(text: str) -> list[str]:
    """The parts between commas and semicolons outside brackets, a leading "and" taken off, without empty ones and "etc"."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in _OPENS:
            depth += 1
        elif char in _CLOSES:
            depth = max(0, depth - 1)
        elif char in ",;" and not depth:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    trimmed = (_LED.sub("", part.strip(), count=1) if _LED.match(part.strip()) else part.strip() for part in parts)
    return [part for part in (part.rstrip(".").strip() for part in trimmed) if part and part.lower() not in _FILLERS]


def at_conjunctions(text: str) -> list[str]:
    """The parts between commas, "and" and "or"."""
    return [part.strip() for item in at_commas(text) for part in _JOINED.split(item) if part.strip()]


def names(text: str) -> list[str]:
    """The names in a list: between commas, and at "and" or "or" before the last one ("R, Python or Java")."""
    items = at_commas(text)
    if not items:
        return []
    last = items[-1]
    return [*items[:-1], *(part.strip() for part in _JOINED.split(last) if part.strip())]
