"""The words by which raw articles are read, kept as data beside the sources."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel, Extra, ValidationError, validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.document import Facet, TermKind
from knowledge.errors import SourceRefused

DEFAULT = Path(__file__).parents[1] / "sources" / "reading.yaml"


class Grammar(BaseModel):
    """What `reading.yaml` holds; each key is explained there."""

    headings: dict[Facet, tuple[str, ...]]
    tips: tuple[str, ...]
    featured_job: tuple[str, ...]
    furniture: tuple[str, ...]
    furniture_blocks: tuple[str, ...]
    everyone: tuple[str, ...]
    lead_ins: tuple[str, ...]
    closings: tuple[str, ...]
    purposes: tuple[str, ...]
    class_words: dict[TermKind, tuple[str, ...]]
    category_endings: tuple[str, ...]
    fields_category: str
    fields_follow: tuple[str, ...]
    fields_end: tuple[str, ...]
    fields_stop: tuple[str, ...]
    currency_signs: dict[str, str]

    class Config:
        extra = Extra.forbid
        frozen = True

    @validator("furniture", each_item=True)
    def _is_a_pattern(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return pattern


def read_grammar(path: Path = DEFAULT) -> Grammar:
    """The grammar in `path`; SourceRefused, with the key, where it is broken."""
    try:
        return Grammar.parse_obj(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise SourceRefused(path, "file", f"it cannot be read as YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise SourceRefused(path, ".".join(map(str, first["loc"])), first["msg"]) from error


def one_of(phrases: tuple[str, ...]) -> str:
    """A regular expression for any of the phrases, the longest first, as whole words."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
