"""How names are compared and written."""

from __future__ import annotations

import re


def key(name: str) -> str:
    """What spellings of one name share: no case, hyphens, dots or apostrophes."""
    plain = name.casefold().replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[-–./]", " ", plain).split()) or plain.strip()


def sentence_case(phrase: str) -> str:
    """A capital first letter, the rest small, but for words with capitals inside ("SQL", "DevOps")."""
    words = [word if word[1:] != word[1:].lower() else word.lower() for word in phrase.split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def without_end(phrase: str, pattern: re.Pattern[str]) -> str:
    """The phrase without whatever `pattern` matches at its end, taken off again and again."""
    while (match := pattern.search(phrase)) and match.start() < len(phrase):
        phrase = phrase[: match.start()].strip(" ,")
    return phrase
