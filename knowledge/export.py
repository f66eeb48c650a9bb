"""What a source says, carried away as a document that `knowledge/sources/articles` could hold."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.listings import ListingRow
from knowledge.origins import SourceRow
from knowledge.replacement import remove_source
from knowledge.roles import RoleRow
from knowledge.statements import StatementRow
from knowledge.tips import TipRow

_OF_SOURCE = ("slug", "title", "publisher", "published", "url", "licence", "attribution")
_OF_LISTING = ("title", "company", "place", "employment_type", "level", "currency", "pay_min", "pay_max", "pay_stated",
               "external_id", "url", "posted", "valid_through")  # fmt: skip


def export(session: Session) -> str:
    """Every source with its statements, tips and listings, as JSON."""
    sources = session.scalars(select(SourceRow).order_by(SourceRow.id)).all()
    return json.dumps(
        {"sources": [_exported(session, row) for row in sources]}, ensure_ascii=False, indent=1, default=str
    )


def withdraw(session: Session, name: str) -> str | None:
    """Take out the source of that slug or title, and what only it said; its title, or None if there is none."""
    row = session.scalar(select(SourceRow).where((SourceRow.slug == name) | (SourceRow.title == name)).limit(1))
    if row is None:
        return None
    title = str(row.title)
    remove_source(session, row)
    return title


def _exported(session: Session, source: SourceRow) -> dict[str, Any]:
    said = session.execute(
        select(RoleRow.name, StatementRow.facet, StatementRow.text)
        .join(RoleRow, RoleRow.id == StatementRow.role_id)
        .where(StatementRow.source_id == source.id)
        .order_by(StatementRow.position)
    )
    tips = session.scalars(select(TipRow).where(TipRow.source_id == source.id).order_by(TipRow.position))
    listings = session.scalars(select(ListingRow).where(ListingRow.source_id == source.id).order_by(ListingRow.id))
    return {
        **{name: getattr(source, name) for name in _OF_SOURCE},
        "statements": [{"role": role, "facet": facet, "text": text} for role, facet, text in said],
        "tips": [{"title": tip.title, "text": tip.text} for tip in tips],
        "listings": [{name: getattr(row, name) for name in _OF_LISTING} for row in listings],
    }
