"""Splits a message into clauses that may each be a question of their own."""

from __future__ import annotations

import re

_OPENERS = (
    r"what(?:'s|s)?|which|how|who|where|why|when|is|are|do|does|can|could|should|would|will|show|list|give|tell|compare|find|"
    r"any|name|explain|describe|how's|whats"
)
_BORDER = re.compile(
    rf"(?<=[a-z)\d][?!.;])\s+|\s*[;\n]\s*|"
    rf"(?:\s*,)?\s+(?:and\s+(?:also\s+|then\s+)?|also\s+|plus\s+|but\s+|as well as\s+)(?=(?:{_OPENERS})\b)|"
    rf"\s*,\s+(?=(?:{_OPENERS})\b)|\s+/\s+|(?<=\?)(?=\S)",
    re.I,
)


def split(text: str) -> list[tuple[int, int]]:
    """Return the clauses of `text` as (start, end), in order, without the words that join them."""
    clauses: list[tuple[int, int]] = []
    start = 0
    for border in _BORDER.finditer(text):
        clauses.append((start, border.start()))
        start = border.end()
    clauses.append((start, len(text)))
    return [(a, b) for a, b in clauses if re.search(r"\w", text[a:b])]
