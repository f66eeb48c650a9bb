"""Examples named in running text: "(e.g., X, Y)" and "such as X, Y, or Z"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.ingest.wordlist import names

_BRACKETED = re.compile(r"\(\s*(?:e\.?\s?g\.?|i\.?\s?e\.?|for example|for instance|such as|like|including)[\s,:]+([^()]*)\)", re.IGNORECASE)
_RUNNING = re.compile(r",?\s+(?:such as|for example|for instance|including|e\.g\.)[\s,:]+([^()]*)", re.IGNORECASE)
_PURPOSE = re.compile(r"\s+(?:for|to|in order to|within|when|while)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Examples:
    """What a phrase names as examples of its `head`; `rest` is the text without them."""

    head: str
    names: tuple[str, ...]
    rest: str


def examples(text: str) -> Examples:
    """The first list of examples in a text; without one, the text is all head and rest."""
    if match := _BRACKETED.search(text):
        listed, after = match[1], text[match.end() :]
    elif match := _RUNNING.search(text):
        purpose = _PURPOSE.search(match[1])
        listed = match[1][: purpose.start()] if purpose else match[1]
        after = text[match.start(1) + len(listed) :]
    else:
        return Examples(text, (), text)
    head = text[: match.start()].strip()
    found = tuple(name for name in names(listed.rstrip(". ")) if name.lower() not in ("etc", "more", "others"))
    return Examples(head, found, f"{head} {after.strip()}".strip())
