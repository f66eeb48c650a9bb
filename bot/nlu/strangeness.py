"""How strange a text is: what it says beside names and the words by which people ask."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

# Kinds that tie a text to the domain; a place or an amount of money can stand anywhere.
ANCHORS = frozenset({"role", "role_head", "skill", "tool", "platform", "degree", "industry", "category", "company"})
_WORD = re.compile(r"_\w+_|[^\W\d_]{3,}")
_MOST = 3


def with_marks(text: str, familiar: frozenset[str]) -> str:
    """Return the masked `text` with marks for its strange words and for a name of the domain, as further words.

    The classifier learns from them what a rule could only guess: strange words without any known name are foreign.
    """
    words = _WORD.findall(text)
    strange = sum(not word.startswith("_") and not _is_usual(word, familiar) for word in words)
    marks = ["_strange_"] * min(strange, _MOST)
    if strange > len(words) / 2:
        marks.append("_strangers_")
    if any(word.strip("_") in ANCHORS for word in words if word.startswith("_")):
        marks.append("_anchored_")
    elif strange:
        marks.append("_adrift_")
    return " ".join([text, *marks])


def _is_usual(word: str, familiar: frozenset[str]) -> bool:
    return any(form in familiar or form in STOP_WORDS for form in (word, word.rstrip("s")))
