"""The names that are known before an article is read, so that it adds to them and does not double them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.document import EmploymentType, Level, RoleEntry, TermEntry, TermKind
from knowledge.errors import SourceRefused
from knowledge.ingest.grammar import Grammar, read_grammar
from knowledge.plural import plural

SOURCES = Path(__file__).parents[1] / "sources"
# Names so short are words or letters of other things unless their case is right: R, Go, py.
_SHORT = 2


def key(name: str) -> str:
    """What spellings of one name share: no case, hyphens, dots or apostrophes."""
    plain = name.casefold().replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[-–./]", " ", plain).split()) or plain.strip()


@dataclass(frozen=True)
class Lexicon:
    """Known roles, terms, categories and labels, and the grammar that goes with them."""

    grammar: Grammar
    roles: dict[str, str] = field(default_factory=dict)
    terms: dict[str, list[TermEntry]] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    employment_types: dict[str, EmploymentType] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    written: frozenset[str] = frozenset()

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


class _Labels(BaseModel):
    aliases: tuple[str, ...] = ()


class _KnownTerm(BaseModel):
    category: str | None = None
    aliases: tuple[str, ...] = ()


class _Vocabulary(BaseModel):
    """Those parts of vocabulary.yaml that reading an article needs."""

    facets: dict[str, _Labels] = {}
    levels: dict[Level, _Labels] = {}
    employment_types: dict[EmploymentType, _Labels] = {}
    categories: dict[str, tuple[str, ...]] = {}
    terms: dict[TermKind, dict[str, _KnownTerm | None]] = {}


def read_lexicon(
    sources: Path = SOURCES, roles: Iterable[RoleEntry] = (), terms: Iterable[TermEntry] = ()
) -> Lexicon:
    """The lexicon of vocabulary.yaml and reading.yaml in `sources`, with roles and terms known from elsewhere.

    SourceRefused, with the key, where one of the files is broken.
    """
    path = sources / "vocabulary.yaml"
    try:
        vocabulary = _Vocabulary.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise SourceRefused(path, "file", f"it cannot be read as YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SourceRefused(path, ".".join(map(str, first["loc"])), first["msg"]) from error
    known = [
        TermEntry(name=name, kind=kind, category=entry.category if entry else None, aliases=entry.aliases if entry else ())
        for kind, entries in vocabulary.terms.items()
        for name, entry in entries.items()
    ]
    return lexicon_of(
        read_grammar(sources / "reading.yaml"),
        roles,
        (*known, *terms),
        vocabulary.categories,
        {facet: labels.aliases for facet, labels in vocabulary.facets.items()},
        {value: labels.aliases for value, labels in vocabulary.employment_types.items()},
        {value: labels.aliases for value, labels in vocabulary.levels.items()},
    )


def lexicon_of(
    grammar: Grammar,
    roles: Iterable[RoleEntry] = (),
    terms: Iterable[TermEntry] = (),
    categories: Mapping[str, Sequence[str]] | None = None,
    headings: Mapping[str, Sequence[str]] | None = None,
    employment_types: Mapping[EmploymentType, Sequence[str]] | None = None,
    levels: Mapping[Level, Sequence[str]] | None = None,
) -> Lexicon:
    """A lexicon of these names; of two things with one name the first is meant."""
    by_role: dict[str, str] = {}
    for role in roles:
        for form in (role.name, *role.aliases):
            for number in (form, plural(form)):
                by_role.setdefault(key(number), role.name)
    by_term: dict[str, list[TermEntry]] = {}
    written: set[str] = set()
    for term in terms:
        written.update((term.name, *term.aliases))
        for form in dict.fromkeys(map(key, (term.name, *term.aliases))):
            by_term.setdefault(form, []).append(term)
    of_grammar = {facet.value: forms for facet, forms in grammar.headings.items()} | {"tips": grammar.tips}
    by_heading: dict[str, str] = {}
    for facet, forms in (*of_grammar.items(), *(headings or {}).items()):
        for form in forms:
            by_heading.setdefault(key(form), facet)
    return Lexicon(
        grammar,
        by_role,
        by_term,
        {key(form): category for category, forms in (categories or {}).items() for form in (category, *forms)},
        by_heading,
        {key(form): value for value, forms in (employment_types or {}).items() for form in (value.value, *forms)},
        {key(form): value for value, forms in (levels or {}).items() for form in (value.value, *forms)},
        frozenset(written),
    )
