"""The words by which raw articles are read, kept as data beside the sources."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel, Extra, validator

from knowledge.document import Facet, TermKind
from knowledge.ingest.yearly_pay import PayPeriod
from knowledge.vocabulary_file import SOURCES
from knowledge.yaml_file import read_model


class Grammar(BaseModel):
    """What `reading.yaml` holds; each key is explained there."""

    headings: dict[Facet, tuple[str, ...]]
    tips: tuple[str, ...]
    heading_words: dict[str, tuple[str, ...]]
    heading_fillers: tuple[str, ...]
    heading_stops: tuple[str, ...]
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
    listing_columns: dict[str, tuple[str, ...]]
    pay_periods: dict[PayPeriod, tuple[str, ...]]

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


def read_grammar(path: Path = SOURCES / "reading.yaml") -> Grammar:
    """The grammar in `path`; SourceRefused, with the key, where it is broken."""
    return read_model(Grammar, path)


def one_of(phrases: tuple[str, ...]) -> str:
    """A regular expression for any of the phrases, the longest first, as whole words."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
