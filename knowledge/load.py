"""A document put into the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.document import Document, ListingEntry, StatementEntry, TermEntry
from knowledge.errors import DocumentRefused
from knowledge.listings import ListingRow
from knowledge.naming import name_category, name_role, name_role_of_listing, name_term
from knowledge.places import Place, parse_place
from knowledge.replacement import add_source, drop_orphans, remove_source, same_source
from knowledge.roles import RoleRow, role_id_of
from knowledge.statements import StatementRow, StatementTermRow
from knowledge.stems import stems
from knowledge.table import key
from knowledge.terms import CategoryRow, TermRow, term_ids_of
from knowledge.tips import TipRow
from knowledge.vocabulary_file import Vocabulary


@dataclass(frozen=True)
class LoadReport:
    """What a source brought; `added` counts what was not there before, by table.

    `replaced` tells that a source of the same title and date gave way, `unchanged` that it said just the same.
    """

    title: str
    added: dict[str, int] = field(default_factory=dict)
    replaced: bool = False
    unchanged: bool = False


def load(session: Session, document: Document, vocabulary: Vocabulary, curated: bool = False) -> LoadReport:
    """Put a document into the store, in place of the source of the same title and date.

    Raises:
        DocumentRefused: a statement names a role or term that is nowhere defined.
    """
    title = document.source.title
    fingerprint = sha256((document.json() + vocabulary.fingerprint).encode()).hexdigest()
    earlier = same_source(session, document.source)
    if earlier is not None and earlier.fingerprint == fingerprint:
        if curated and not earlier.curated:
            earlier.curated = True
        return LoadReport(title, unchanged=True)
    before = {table: set(session.scalars(select(table.key))) for table in (RoleRow, TermRow, CategoryRow)}
    if earlier is not None:
        remove_source(session, earlier)
    source_id = int(add_source(session, document.source, fingerprint, curated).id)
    for role in document.roles:
        name_role(session, source_id, role.name, vocabulary, role.aliases, with_acronym=True)
    own: dict[str, list[int]] = {}
    for term in document.terms:
        term_id = name_term(session, source_id, term, vocabulary)
        for form in {key(term.name), *map(key, term.aliases)}:
            own.setdefault(form, []).append(term_id)
    for position, statement in enumerate(document.statements):
        _add_statement(session, source_id, position, statement, own, vocabulary)
    for position, tip in enumerate(document.tips):
        session.add(TipRow(source_id=source_id, position=position, title=tip.title, text=tip.text or ""))
    for listing in document.listings:
        _add_listing(session, source_id, listing, vocabulary)
    session.flush()
    drop_orphans(session)
    added = {
        name: len(set(session.scalars(select(table.key))) - before[table])
        for name, table in (("roles", RoleRow), ("terms", TermRow), ("categories", CategoryRow))
    }
    added |= {name: len(getattr(document, name)) for name in ("statements", "tips", "listings")}
    return LoadReport(title, added, replaced=earlier is not None)


def _add_statement(
    session: Session,
    source_id: int,
    position: int,
    entry: StatementEntry,
    own: dict[str, list[int]],
    vocabulary: Vocabulary,
) -> None:
    where = f"statements.{position}"
    role_id = role_id_of(session, entry.role)
    if role_id is None:
        raise DocumentRefused(f"{where}.role", f"{entry.role!r} is not among the roles")
    term_ids = [
        _term_id(session, source_id, name, own, vocabulary, f"{where}.terms.{i}") for i, name in enumerate(entry.terms)
    ]
    row = StatementRow(
        role_id=role_id,
        source_id=source_id,
        category_id=name_category(session, entry.category) if entry.category else None,
        facet=entry.facet.value,
        position=position,
        text=entry.text,
        keywords=" ".join(entry.keywords),
        stems=" ".join(sorted(stems([entry.text, entry.category or "", *entry.keywords, *entry.terms]))),
    )
    session.add(row)
    session.flush()
    session.add_all(
        StatementTermRow(statement_id=row.id, term_id=term_id, position=i)
        for i, term_id in enumerate(dict.fromkeys(term_ids))
    )


def _term_id(
    session: Session, source_id: int, name: str, own: dict[str, list[int]], vocabulary: Vocabulary, where: str
) -> int:
    found = own.get(key(name)) or term_ids_of(session, name)
    if found:
        return found[0]
    known = vocabulary.known_term(name)
    if known is None:
        raise DocumentRefused(where, f"{name!r} is not among the terms")
    return name_term(session, source_id, TermEntry(name=known[0], kind=known[1]), vocabulary)


def _add_listing(session: Session, source_id: int, entry: ListingEntry, vocabulary: Vocabulary) -> None:
    role_id = name_role_of_listing(session, source_id, entry.title, vocabulary)
    session.add(
        ListingRow(**listing_values(entry, parse_place(entry.place, vocabulary)), source_id=source_id, role_id=role_id)
    )
    session.flush()


def listing_values(entry: ListingEntry, place: Place) -> dict[str, Any]:
    """The columns of a listing's row that its posting itself fills; `place` is read from its place."""
    city = entry.city or place.city
    return {
        **entry.dict(),
        "title_key": key(entry.title),
        "company_key": key(entry.company),
        "city": city,
        "city_key": city and key(city),
        "region": entry.region or (None if entry.country else place.region),
        "country": entry.country or place.country,
        "remote": entry.remote or place.remote,
        "employment_type": entry.employment_type and entry.employment_type.value,
        "level": entry.level and entry.level.value,
    }
