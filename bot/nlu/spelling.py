"""Misspelt ordinary words, put right before a text is classified."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

# A word that this many examples share belongs to how people ask, not to what they ask about.
_SHARED = 3
_WORD = re.compile(r"(?<![\w'’])[^\W\d_][^\W\d_'’]*(?:['’][^\W\d_]+)?(?![\w'’])")
_REMEMBERED = 20_000


def shared_words(texts: Iterable[str], common: frozenset[str]) -> frozenset[str]:
    """The words that several of the masked `texts` have; frequent misspellings are none of them."""
    counts = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    return frozenset(word for word, count in counts.items() if count >= _SHARED and (_is_free(word) or word in common))


def _is_free(word: str) -> bool:
    """Whether a word is too short, or too little of a plain word, to be told from a misspelling."""
    return len(word) < 4 or not word.isalpha() or not word.isascii()


class Spelling:
    """Corrects towards `familiar` words, and leaves alone what is itself a `common` word of English."""

    def __init__(self, familiar: frozenset[str], common: frozenset[str]) -> None:
        self.familiar = familiar
        self.common = common
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(familiar):
            if len(word) >= 4:
                self._by_letter.setdefault(word[0], []).append(word)
        self._nearest: dict[str, str | None] = {}

    def correct(self, text: str) -> str:
        """Return the lower-case `text` with misspelt words replaced by the familiar ones they are nearest to."""
        return _WORD.sub(lambda match: self.nearest(match[0]) or match[0], text)

    def nearest(self, word: str) -> str | None:
        """The familiar word that `word` misspells, if any; a first letter is seldom mistyped."""
        if len(word) < 4 or word in self.familiar or word in self.common:
            return None
        if word not in self._nearest:
            if len(self._nearest) > _REMEMBERED:
                self._nearest.clear()
            allowed = 1 if len(word) < 7 else 2
            found = process.extractOne(
                word, self._by_letter.get(word[0], ()), scorer=DamerauLevenshtein.distance, score_cutoff=allowed
            )
            self._nearest[word] = str(found[0]) if found else None
        return self._nearest[word]
