"""What is done to a message before it is read: cleaned, and refused where it can be no question."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Rasa takes "/intent{…}" at the start of a text for an order; from a person it is only text.
_COMMAND = re.compile(r"\s*/+\s*[\w.:-]+\s*(?:@[\d.]+)?\s*(?:\{.*)?$", re.S)
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")
_HELPLIKE = re.compile(r"\s*/+\s*(help|start)\s*$", re.I)


@dataclass(frozen=True)
class Screened:
    """`reason` is None for a text to be read, else why it is not: `too_long`, `no_words` or `command`."""

    text: str
    reason: str | None = None


def screen(text: str | None, limit: int) -> Screened:
    """Clean `text` of control characters and leading slashes; `limit` is its greatest length in characters."""
    if text is not None and len(text) > limit:
        return Screened(_clean(text[:200]) + "…", "too_long")
    cleaned = _clean(text or "")
    asked_for_help = _HELPLIKE.match(cleaned)
    if asked_for_help:
        return Screened("help")
    if _COMMAND.match(cleaned):
        return Screened(cleaned.lstrip("/ "), "command")
    cleaned = cleaned.lstrip("/ ")
    return Screened(cleaned) if re.search(r"\w|\$\$", cleaned) else Screened(cleaned, "no_words")


def _clean(text: str) -> str:
    text = _ESCAPE.sub("", text)
    kept = (
        " " if c.isspace() else c
        for c in text
        if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip()
