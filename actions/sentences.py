"""The sentences of a message: of several the last one asks."""

from __future__ import annotations

import re


def last_sentence(text: str) -> str:
    """The last sentence of `text`, without the mark at its end."""
    return re.split(r"[.!?]\s+", text.rstrip(" .!?"))[-1]
