"""The names that are known before an article is read, so that it adds to them and does not double them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge.document import EmploymentType, Level, TermEntry, TermKind
from knowledge.ingest.grammar import Grammar, read_grammar
from knowledge.ingest.headings import Headings
from knowledge.ingest.naming import key
from knowledge.plural import plural
from knowledge.vocabulary_file import SOURCES, Vocabulary, read_vocabulary

# Names so short are words or letters of other things unless their case is right: R, Go, py.
_SHORT = 2


class Named(Protocol):
    """A role, of a document or of the store."""

    @property
    def name(self) -> str: ...

    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, repr=False)
class Lexicon:
    """Known roles, terms, categories and labels, and the grammar that goes with them."""

    vocabulary: Vocabulary
    grammar: Grammar
    roles: dict[str, str]
    terms: dict[str, list[TermEntry]]
    categories: dict[str, str]
    headings: Headings
    employment_types: dict[str, EmploymentType]
    levels: dict[str, Level]
    written: frozenset[str]

    def role(self, text: str) -> str | None:
        """The known role that `text` names, in singular or plural."""
        return self.roles.get(key(text))

    def term(self, text: str, kinds: Sequence[TermKind]) -> TermEntry | None:
        """The known term of one of the kinds that `text` names."""
        if len(text) <= _SHORT and text not in self.written:
            return None
        return next((term for term in self.terms.get(key(text), ()) if term.kind in kinds), None)

    def category(self, text: str) -> str | None:
        """The known category that `text` names, in singular or plural."""
        return self.categories.get(key(text)) or self.categories.get(key(plural(text)))

    def terms_in(self, text: str, kinds: Sequence[TermKind]) -> list[TermEntry]:
        """The known terms of the kinds that stand in `text`, in its order; of overlapping ones the longest."""
        words = [match.group().rstrip(".") for match in re.finditer(r"[^\s,;:()\[\]\"“”/]+", text)]
        found: list[TermEntry] = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + 6), start, -1):
                surface = " ".join(words[start:end])
                term = self.term(surface, kinds)
                if term and _written_as_a_name(surface, term):
                    found.append(term)
                    start = end - 1
                    break
            start += 1
        return list(dict.fromkeys(found))


def _written_as_a_name(surface: str, term: TermEntry) -> bool:
    """Whether running text means the product: "Teams" may, "teams" does not."""
    return term.kind not in (TermKind.TOOL, TermKind.PLATFORM) or term.name[0].islower() or not surface[0].islower()


def read_lexicon(sources: Path = SOURCES, roles: Iterable[Named] = (), terms: Iterable[TermEntry] = ()) -> Lexicon:
    """The lexicon of vocabulary.yaml and reading.yaml in `sources`, with roles and terms known from elsewhere.

    SourceRefused, with the key, where one of the files is broken.
    """
    grammar = read_grammar(sources / "reading.yaml")
    return lexicon_of(read_vocabulary(sources / "vocabulary.yaml"), grammar, roles, terms)


def lexicon_of(
    vocabulary: Vocabulary, grammar: Grammar, roles: Iterable[Named] = (), terms: Iterable[TermEntry] = ()
) -> Lexicon:
    """A lexicon of these names; of two things with one name the first is meant."""
    by_role: dict[str, str] = {}
    for role in roles:
        for form in (role.name, *role.aliases):
            for number in (form, plural(form)):
                by_role.setdefault(key(number), role.name)
    known = [
        TermEntry(name=name, kind=kind, category=entry.category, aliases=entry.aliases)
        for kind, entries in vocabulary.terms.items()
        for name, entry in entries.items()
    ]
    by_term: dict[str, list[TermEntry]] = {}
    written: set[str] = set()
    for term in (*known, *terms):
        written.update((term.name, *term.aliases))
        for form in dict.fromkeys(map(key, (term.name, *term.aliases))):
            by_term.setdefault(form, []).append(term)
    return Lexicon(
        vocabulary,
        grammar,
        by_role,
        by_term,
        {key(form): name for name, forms in vocabulary.categories.items() for form in (name, *forms)},
        Headings(vocabulary, grammar),
        {
            key(form): kind
            for kind, entry in vocabulary.employment_types.items()
            for form in (kind.value, *entry.aliases)
        },
        {key(form): level for level, entry in vocabulary.levels.items() for form in (level.value, *entry.aliases)},
        frozenset(written),
    )
