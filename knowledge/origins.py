"""Where facts come from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Boolean, Column, Date, Integer, String, select
from sqlalchemy.orm import Session

from knowledge.memory import remembered
from knowledge.table import Table


@dataclass(frozen=True)
class Source:
    slug: str
    title: str
    publisher: str | None
    published: date | None
    url: str | None
    licence: str | None
    attribution: str | None


class SourceRow(Table):
    """`fingerprint` tells whether a document has changed; `curated` ones belong to the default content."""

    __tablename__ = "source"
    id = Column(Integer, primary_key=True)
    slug = Column(String, nullable=False, unique=True)
    title = Column(String, nullable=False)
    title_key = Column(String, nullable=False, index=True)
    publisher = Column(String)
    published = Column(Date)
    url = Column(String)
    licence = Column(String)
    attribution = Column(String)
    fingerprint = Column(String, nullable=False)
    curated = Column(Boolean, nullable=False, default=False)

    def as_source(self) -> Source:
        return Source(self.slug, self.title, self.publisher, self.published, self.url, self.licence, self.attribution)


@remembered
def all_sources(session: Session) -> list[Source]:
    """Every source, in the order they came in."""
    return [row.as_source() for row in session.scalars(select(SourceRow).order_by(SourceRow.id))]


def sources_by_id(session: Session, ids: Collection[int]) -> dict[int, Source]:
    """The sources in the rows of those ids."""
    every = _by_id(session)
    return {id: every[id] for id in ids}


@remembered
def _by_id(session: Session) -> dict[int, Source]:
    return {row.id: row.as_source() for row in session.scalars(select(SourceRow))}
