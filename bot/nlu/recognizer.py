"""All that can be recognised in a message: what the store knows, amounts, ordinals and years."""

from __future__ import annotations

import re

from bot.nlu.amounts import find_amounts
from bot.nlu.mention import Mention
from bot.nlu.ordinals import find_ordinals, find_years
from bot.nlu.vocabulary import Vocabulary
from bot.nlu.words import Words
from knowledge.store import Store
from knowledge.vocabulary import CITY, phrases

# Words for a facet are words of the question, not names; a city of no posting says as little by itself.
KEPT = frozenset({"facet", CITY})


class Recognizer:
    """Reads the vocabulary from the store, and again when the store has changed."""

    def __init__(self, store: Store, words: Words) -> None:
        self._store = store
        self._words = words
        self._version: int | None = None
        self._vocabulary: Vocabulary | None = None

    def mentions(self, text: str) -> list[Mention]:
        """Everything recognised in `text`, without overlaps, ordered by place."""
        found = find_amounts(text)
        for more in (find_ordinals(text), find_years(text), self._current().find(text)):
            found += [m for m in more if not any(m.overlaps(other) for other in found)]
        return sorted(found, key=lambda m: m.start)

    def close(self) -> None:
        """Give back the connection to the store, and keep the vocabulary; the next message opens another."""
        self._store.close()

    def _current(self) -> Vocabulary:
        version = self._store.version()
        if self._vocabulary is None or version != self._version:
            with self._store.session() as session:
                self._vocabulary = Vocabulary(phrases(session), self._words.common)
            self._version = version
        return self._vocabulary


def mask(text: str, mentions: list[Mention]) -> str:
    """Return `text` with every mention replaced by its kind, so that names carry no weight of their own."""
    parts: list[str] = []
    at = 0
    for mention in mentions:
        if mention.kind in KEPT:
            continue
        parts += [text[at : mention.start], f" _{mention.kind}_ "]
        at = mention.end
    return re.sub(r"\s+", " ", "".join(parts) + text[at:]).strip().lower()
