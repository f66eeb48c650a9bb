"""The words of the field, as vocabulary.yaml holds them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, Extra, validator

from knowledge.document import CompanySize, EmploymentType, Level, Remote, TermKind
from knowledge.table import key
from knowledge.yaml_file import read_model

SOURCES = Path(__file__).parent / "sources"


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


class LabelEntry(_Part):
    """How a value is shown, and what people call it."""

    label: str
    aliases: tuple[str, ...] = ()


class CountryEntry(LabelEntry):
    regions: dict[str, LabelEntry] = {}


class KnownTerm(_Part):
    """What is known of a term before a source names it."""

    category: str | None = None
    aliases: tuple[str, ...] = ()


class Vocabulary(_Part):
    """See sources/README.md for what each part is used for."""

    facets: dict[str, LabelEntry] = {}
    levels: dict[Level, LabelEntry] = {}
    employment_types: dict[EmploymentType, LabelEntry] = {}
    remote: dict[Remote, LabelEntry] = {}
    company_sizes: dict[CompanySize, LabelEntry] = {}
    places: dict[str, CountryEntry] = {}
    categories: dict[str, tuple[str, ...]] = {}
    terms: dict[TermKind, dict[str, KnownTerm]] = {}
    abbreviations: dict[str, tuple[str, ...]] = {}
    practices: dict[str, str] = {}
    strangers: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    no_heads: tuple[str, ...] = ()
    title_levels: tuple[str, ...] = ()
    address_words: tuple[str, ...] = ()
    remote_words: tuple[str, ...] = ()
    ambiguous_regions: tuple[str, ...] = ()

    @validator("terms", pre=True)
    def _nothing_known_is_known(cls, terms: object) -> object:
        """A term without a category and aliases may stand as `Name:`."""
        if not isinstance(terms, dict):
            return terms
        return {
            kind: {name: {} if known is None else known for name, known in named.items()}
            if isinstance(named, dict)
            else named
            for kind, named in terms.items()
        }

    @property
    def fingerprint(self) -> str:
        return sha256(self.json(sort_keys=True).encode()).hexdigest()

    def known_term(self, name: str, kind: TermKind | None = None) -> tuple[str, TermKind, KnownTerm] | None:
        """The canonical name, kind and the rest of what is known of the term of that name or alias."""
        wanted = key(name)
        for aliases in (False, True):
            for its_kind, named in self.terms.items():
                if kind is not None and its_kind != kind:
                    continue
                for its_name, known in named.items():
                    if wanted in (map(key, known.aliases) if aliases else (key(its_name),)):
                        return its_name, its_kind, known
        return None


def read_vocabulary(path: Path = SOURCES / "vocabulary.yaml") -> Vocabulary:
    """The vocabulary in `path`; SourceRefused where it is broken."""
    return read_model(Vocabulary, path)
