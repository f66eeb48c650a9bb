"""Sources coming into the store, and leaving it with all that they alone said."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.document import SourceEntry
from knowledge.listings import ListingRow
from knowledge.origins import SourceRow
from knowledge.roles import RoleAliasRow, RoleRow
from knowledge.salaries import SalaryRow
from knowledge.statements import StatementRow, StatementTermRow
from knowledge.table import key
from knowledge.terms import CategoryAliasRow, CategoryRow, TermAliasRow, TermRow


def same_source(session: Session, entry: SourceEntry) -> SourceRow | None:
    """The source of the same title and date."""
    published = SourceRow.published.is_(None) if entry.published is None else SourceRow.published == entry.published
    found: SourceRow | None = session.scalar(
        select(SourceRow).where(SourceRow.title_key == key(entry.title), published)
    )
    return found


def add_source(session: Session, entry: SourceEntry, fingerprint: str, curated: bool) -> SourceRow:
    """A new source; its slug gets a number where another source has it already."""
    taken = set(session.scalars(select(SourceRow.slug)))
    slugs = (entry.slug if n == 1 else f"{entry.slug}-{n}" for n in range(1, len(taken) + 2))
    row = SourceRow(
        **entry.dict(exclude={"slug"}),
        slug=next(slug for slug in slugs if slug not in taken),
        title_key=key(entry.title),
        fingerprint=fingerprint,
        curated=curated,
    )
    session.add(row)
    session.flush()
    return row


def remove_source(session: Session, row: SourceRow) -> None:
    """Take a source out, and every role, term and category that nothing else mentions."""
    session.execute(delete(SourceRow).where(SourceRow.id == row.id))
    session.expire_all()
    drop_orphans(session)


def withdraw(session: Session, name: str) -> str | None:
    """Take out the source of that slug or title; its title, or None if there is none."""
    row = session.scalar(select(SourceRow).where((SourceRow.slug == name) | (SourceRow.title == name)).limit(1))
    if row is None:
        return None
    title = str(row.title)
    remove_source(session, row)
    return title


def drop_orphans(session: Session) -> None:
    """Take out roles, terms and categories that no source mentions."""
    for table, mentioned in (
        (RoleRow, (RoleAliasRow.role_id, StatementRow.role_id, ListingRow.role_id, SalaryRow.role_id)),
        (TermRow, (TermAliasRow.term_id, StatementTermRow.term_id)),
        (CategoryRow, (CategoryAliasRow.category_id, TermRow.category_id, StatementRow.category_id)),
    ):
        lonely = [table.id.not_in(select(column).where(column.is_not(None))) for column in mentioned]
        session.execute(delete(table).where(*lonely).execution_options(synchronize_session=False))
    session.expire_all()
