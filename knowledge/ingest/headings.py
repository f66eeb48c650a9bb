"""Which part of an article a heading opens, however it is worded."""

from __future__ import annotations

import re

from knowledge.ingest.grammar import Grammar
from knowledge.ingest.naming import key
from knowledge.vocabulary_file import Vocabulary

_WORD = re.compile(r"[\w+#]+|&")
_ARTICLES = frozenset(("a", "an", "the"))
# A heading may hold so many words that say nothing of its part: "Three Tips for the Way Up".
_OTHERS = 3


class Headings:
    """The wordings of `reading.yaml` and of the facets in `vocabulary.yaml`."""

    def __init__(self, vocabulary: Vocabulary, grammar: Grammar) -> None:
        self._phrases = {key(form): part for part, entry in vocabulary.facets.items() for form in entry.aliases}
        for part, forms in (*((f.value, forms) for f, forms in grammar.headings.items()), ("tips", grammar.tips)):
            self._phrases |= {key(form): part for form in forms}
        self._words = {word: part for part, words in grammar.heading_words.items() for word in words}
        self._fillers = frozenset(grammar.heading_fillers)
        self._stops = frozenset(grammar.heading_stops)

    def part(self, text: str, loosely: bool = False) -> str | None:
        """The part that a heading opens which says no more than `text`; `loosely`, also one that says a little more."""
        words = [word for word in _WORD.findall(key(text)) if word not in _ARTICLES]
        if self._stops.intersection(words):
            return None
        content = [word for word in words if word not in self._fillers]
        for phrase in (" ".join(words), " ".join(content)):
            if phrase in self._phrases:
                return self._phrases[phrase]
        found = {self._words[word] for word in content if word in self._words}
        others = sum(word not in self._words for word in content)
        return found.pop() if len(found) == 1 and others <= (_OTHERS if loosely else 0) else None

    def says_no_more(self, text: str) -> bool:
        """Whether a text has none but words that say nothing: what "Data Engineers need the following" has beside its role."""
        return all(word in self._fillers for word in _WORD.findall(key(text)))

    def name(self, text: str) -> str | None:
        """What a heading says beside the words of its part: "an AI Architect" of "Responsibilities of an AI Architect"."""
        tokens = text.strip(" :?.").split()
        plain = [key(token.strip(",")) for token in tokens]
        start, end = 0, len(tokens)
        while start < end and (plain[start] in self._fillers or self._opens(plain, start, end)):
            start += 1
        while end > start and (plain[end - 1] in self._fillers or plain[end - 1] in self._words):
            end -= 1
        name = " ".join(tokens[start:end]).removesuffix("'s")
        return name if name and (start or end < len(tokens)) else None

    def _opens(self, plain: list[str], at: int, end: int) -> bool:
        """Whether a part's word stands here that a filler follows: of "Software Engineer Skills" none is left out."""
        return (
            plain[at] in self._words
            and at + 1 < end
            and (plain[at + 1] in self._fillers or self._opens(plain, at + 1, end))
        )
