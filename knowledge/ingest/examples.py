"""Examples named in running text: "(e.g., X, Y)" and "such as X, Y, or Z"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.ingest.wordlist import names

_BRACKETED = re.compile(
    r"\(\s*(?:e\.?\s?g\.?|i\.?\s?e\.?|for example|for instance|such as|like|including)[\s,:]+([^()]*)\)", re.IGNORECASE
)
_RUNNING = re.compile(r",?\s+(?:such as|for example|for instance|including|e\.g\.)[\s,:]+([^()]*)", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]+)\)")
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
    return Examples(head, tuple(names(listed.rstrip(". "))), f"{head} {after.strip()}".strip())


def bracketed(text: str) -> Examples:
    """What stands in the first brackets of a text, with or without "e.g."; a short form of the head is none."""
    match = _BRACKETS.search(text)
    if match is None or is_acronym(match[1], text[: match.start()]):
        return Examples(text, (), text)
    head = text[: match.start()].strip()
    return Examples(head, tuple(names(match[1].rstrip(". "))), f"{head} {text[match.end() :].strip()}".strip())


def is_acronym(short: str, phrase: str) -> bool:
    """Whether `short` has the first letters of the words before it: "neural networks (NNs)"."""
    letters = short.strip().rstrip("s").casefold()
    initials = "".join(word[0] for word in re.split(r"[\s-]+", phrase.strip()) if word).casefold()
    return bool(letters) and initials.endswith(letters)
