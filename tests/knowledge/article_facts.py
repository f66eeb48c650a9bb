"""The facts that a raw article states, as the YAML file beside it lists them, against those that were read from it.

A statement is listed by its beginning, or, where it is a line `Category: a, b`, by its category; `beginning: [a, b]`
lists the terms that it names too. A listing is `title | company | place | employment | level | pay`, "-" where it is
not stated.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.document import Document, ListingEntry, StatementEntry
from knowledge.ingest.article import ParsedArticle, parse_article
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.page import read_page
from knowledge.ingest.raw_file import read_raw

ARTICLES = sorted(path for path in (Path(__file__).parent / "articles").iterdir() if path.suffix != ".yaml")

Fact = tuple[str, ...]
# Statements by role and facet: their beginning, and the terms they name, if these are listed.
_Listed = dict[tuple[str, str], list[tuple[str, "list[str] | None"]]]


def read(path: Path, lexicon: Lexicon) -> ParsedArticle:
    """The article in a file, as an ingest reads it."""
    return parse_article(read_page(path) if path.suffix == ".html" else read_raw(path), lexicon)


def facts(path: Path, document: Document) -> tuple[set[Fact], set[Fact]]:
    """The facts that the article in `path` states, and those that `document` has."""
    given: Any = YAML(typ="safe").load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    stated: set[Fact] = {("title", given["title"]), ("published", str(given["published"]))}
    read: set[Fact] = {("title", document.source.title), ("published", str(document.source.published))}
    stated |= {("role", role) for role in given["roles"]}
    read |= {("role", role.name) for role in document.roles}
    stated |= {("tip", tip) for tip in given.get("tips", ())}
    read |= {("tip", tip.title) for tip in document.tips}
    stated |= {("listing", listing) for listing in given.get("listings", ())}
    read |= {("listing", _told(listing)) for listing in document.listings}
    listed: _Listed = {
        (role, facet): [_entry(entry) for entry in entries]
        for role, facets in given["roles"].items()
        for facet, entries in facets.items()
    }
    for (role, facet), entries in listed.items():
        for number, (start, terms) in enumerate(entries):
            stated |= {("statement", role, facet, start, str(number))}
            stated |= {("term", role, facet, start, str(number), term) for term in terms or ()}
    open_entries = {place: list(enumerate(entries)) for place, entries in listed.items()}
    for statement in document.statements:
        read |= _found(statement, open_entries)
    return stated, read


def _entry(entry: Any) -> tuple[str, list[str] | None]:
    if isinstance(entry, str):
        return entry, None
    ((start, terms),) = entry.items()
    return str(start), [str(term) for term in terms]


def _found(
    statement: StatementEntry, open_entries: dict[tuple[str, str], list[tuple[int, tuple[str, list[str] | None]]]]
) -> set[Fact]:
    role, facet = statement.role, statement.facet.value
    entries = open_entries.get((role, facet), [])
    text = statement.text.casefold()
    match = next((e for e in entries if text.startswith(e[1][0].casefold()) or statement.category == e[1][0]), None)
    if match is None:
        return {("statement", role, facet, f"{statement.category}: {statement.text[:50]}")}
    entries.remove(match)
    number, (start, terms) = match
    named = [] if terms is None else statement.terms
    return {
        ("statement", role, facet, start, str(number)),
        *(("term", role, facet, start, str(number), term) for term in named),
    }


def _told(listing: ListingEntry) -> str:
    pay = "-"
    if listing.currency:
        pay = f"{listing.currency} {listing.pay_min or ''}-{listing.pay_max or ''}"
    kind, level = listing.employment_type, listing.level
    return " | ".join(
        (listing.title, listing.company, listing.place, kind.value if kind else "-", level.value if level else "-", pay)
    )
