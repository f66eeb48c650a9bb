"""Advice on getting started."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Integer, String, Text, select
from sqlalchemy.orm import Session

from knowledge.memory import remembered
from knowledge.origins import Source, SourceRow
from knowledge.table import Table, reference


@dataclass(frozen=True)
class Tip:
    """`text` is empty where the title says it all."""

    title: str
    text: str
    source: Source


class TipRow(Table):
    __tablename__ = "tip"
    id = Column(Integer, primary_key=True)
    source_id = reference("source")
    position = Column(Integer, nullable=False)
    title = Column(String, nullable=False)
    text = Column(Text, nullable=False)


@remembered
def all_tips(session: Session) -> list[Tip]:
    """Every tip, in the order of the sources."""
    rows = session.execute(
        select(TipRow, SourceRow)
        .join(SourceRow, SourceRow.id == TipRow.source_id)
        .order_by(TipRow.source_id, TipRow.position)
    )
    return [Tip(row.title, row.text, source.as_source()) for row, source in rows]
