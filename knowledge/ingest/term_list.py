"""The terms that an article names: known ones under their known names, new ones once each."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.document import TermEntry, TermKind
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.naming import key

# Longer than any name; such a piece of text is prose.
MAX_WORDS = 6
MAX_LENGTH = 80


def is_name(text: str, words: int = MAX_WORDS) -> bool:
    """Whether a text is short enough for a name and has a letter."""
    return len(text) <= MAX_LENGTH and len(text.split()) <= words and any(map(str.isalpha, text))


class TermList:
    """Collects the terms of one article; each `add` returns the name under which statements link the term."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._terms: dict[str, TermEntry] = {}

    @property
    def entries(self) -> tuple[TermEntry, ...]:
        """The terms in the order of their first mention."""
        return tuple(self._terms.values())

    def add_known(self, term: TermEntry) -> str:
        """Take up a term of the lexicon; its aliases are known already."""
        return self._taken(TermEntry(name=term.name, kind=term.kind, category=term.category))

    def add(
        self,
        name: str,
        kind: TermKind,
        category: str | None = None,
        also: Sequence[TermKind] = (),
        aliases: Sequence[str] = (),
    ) -> str:
        """Take up the term that `name` is known to mean as `kind`, or as one of `also`; else a new one of `kind`."""
        known = self._lexicon.term(name, (kind,)) or self._lexicon.term(name, tuple(also))
        if known:
            name, kind, category = known.name, known.kind, known.category
        return self._taken(TermEntry(name=name, kind=kind, category=category, aliases=tuple(aliases)))

    def _taken(self, term: TermEntry) -> str:
        # One name is one term, whatever kind a later line takes it for.
        return self._terms.setdefault(key(term.name), term).name
