"""Rows of roles, terms and categories for the names that a source uses, found or made."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.document import TermEntry, TermKind
from knowledge.plural import plural
from knowledge.role_names import acronym, practices, spellings, without_addition, without_level
from knowledge.roles import RoleAliasRow, RoleRow, role_id_of
from knowledge.table import key
from knowledge.terms import CategoryAliasRow, CategoryRow, TermAliasRow, TermRow, category_id_of, term_ids_of
from knowledge.vocabulary_file import Vocabulary


def name_role(
    session: Session,
    source_id: int,
    name: str,
    vocabulary: Vocabulary,
    aliases: Iterable[str] = (),
    with_acronym: bool = False,
) -> int:
    """The row of a role, with all that this source's names for it give rise to."""
    role_id = role_id_of(session, name)
    if role_id is None:
        row = RoleRow(name=name, key=key(name))
        session.add(row)
        session.flush()
        role_id = int(row.id)
    stated = [name, *aliases]
    derived = [text for given in stated for text in spellings(given, vocabulary)]
    derived += [text for given in [*stated, *derived] for text in practices(given, vocabulary)]
    short = acronym(name) if with_acronym else None
    if short and role_id_of(session, short) in (None, role_id):
        derived.append(short)
    forms = {key(text): (text, "plural") for text in map(plural, [*stated, *derived])}
    forms |= {key(text): (text, "derived") for text in derived}
    forms |= {key(text): (text, "alias") for text in stated}
    canonical = session.get(RoleRow, role_id)
    forms[canonical.key] = (canonical.name, "name")
    taken = set(
        session.scalars(
            select(RoleAliasRow.key).where(RoleAliasRow.role_id == role_id, RoleAliasRow.source_id == source_id)
        )
    )
    session.add_all(
        RoleAliasRow(role_id=role_id, source_id=source_id, text=text, key=text_key, form=form)
        for text_key, (text, form) in sorted(forms.items(), key=lambda item: item[1])
        if text_key not in taken
    )
    session.flush()
    return role_id


def name_role_of_listing(session: Session, source_id: int, title: str, vocabulary: Vocabulary) -> int:
    """The row of the role that a job title names: the title's own, else that of the title without level or addition."""
    role = without_level(title, vocabulary)
    head = without_level(without_addition(title), vocabulary)
    for name in (title, role, head):
        known = role_id_of(session, name)
        if known is not None:
            return known
    return name_role(session, source_id, head, vocabulary)


def name_term(session: Session, source_id: int, entry: TermEntry, vocabulary: Vocabulary) -> int:
    """The row of a term; its category is the first that a source, or else the vocabulary, puts it under."""
    known = vocabulary.known_term(entry.name, entry.kind)
    names = [entry.name, *entry.aliases, *([known[0], *known[2].aliases] if known else [])]
    category = entry.category or (known[2].category if known else None)
    row = _of_kind(session, entry.name, entry.kind) or (_of_kind(session, known[0], entry.kind) if known else None)
    if row is None:
        name = known[0] if known else entry.name
        row = TermRow(name=name, key=key(name), kind=entry.kind.value)
        session.add(row)
    if row.category_id is None and category:
        row.category_id = name_category(session, category)
    session.flush()
    taken = set(
        session.scalars(
            select(TermAliasRow.key).where(TermAliasRow.term_id == row.id, TermAliasRow.source_id == source_id)
        )
    )
    forms = {key(text): text for text in reversed([row.name, *names])}
    session.add_all(
        TermAliasRow(term_id=row.id, source_id=source_id, text=text, key=text_key)
        for text_key, text in reversed(forms.items())
        if text_key not in taken
    )
    session.flush()
    return int(row.id)


def _of_kind(session: Session, name: str, kind: TermKind) -> TermRow | None:
    ids = term_ids_of(session, name)
    found: TermRow | None = session.scalar(select(TermRow).where(TermRow.id.in_(ids), TermRow.kind == kind.value))
    return found


def name_category(session: Session, name: str, aliases: Iterable[str] = ()) -> int:
    """The row of a category, by name or alias."""
    category_id = category_id_of(session, name)
    if category_id is None:
        row = CategoryRow(name=name, key=key(name))
        session.add(row)
        session.flush()
        category_id = int(row.id)
    taken = set(session.scalars(select(CategoryAliasRow.key).where(CategoryAliasRow.category_id == category_id)))
    session.add_all(
        CategoryAliasRow(category_id=category_id, text=text, key=key(text))
        for text in dict.fromkeys(aliases)
        if key(text) not in taken
    )
    session.flush()
    return category_id
