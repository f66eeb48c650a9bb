"""What sources say of a role, facet by facet."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Session

from knowledge.memory import remembered
from knowledge.origins import Source, SourceRow
from knowledge.roles import RoleRow, role_id_of
from knowledge.stems import stems
from knowledge.table import Table, reference
from knowledge.terms import CategoryRow, TermName, TermRow, category_id_of


@dataclass(frozen=True)
class Statement:
    role: str
    facet: str
    text: str
    category: str | None
    terms: tuple[TermName, ...]
    source: Source


class StatementRow(Table):
    """`position` is the order in its source; `stems` are those of text, keywords and terms, one space between."""

    __tablename__ = "statement"
    id = Column(Integer, primary_key=True)
    role_id = reference("role")
    source_id = reference("source")
    category_id = reference("category", nullable=True)
    facet = Column(String, nullable=False, index=True)
    position = Column(Integer, nullable=False)
    text = Column(Text, nullable=False)
    keywords = Column(Text, nullable=False)
    stems = Column(Text, nullable=False)


class StatementTermRow(Table):
    __tablename__ = "statement_term"
    __table_args__ = (UniqueConstraint("statement_id", "term_id"),)
    id = Column(Integer, primary_key=True)
    statement_id = reference("statement")
    term_id = reference("term")
    position = Column(Integer, nullable=False)


@remembered
def statements_of(
    session: Session, role: str, facet: str | None = None, category: str | None = None
) -> list[Statement]:
    """What is said of a role, in the order of the sources; of one facet or category where given."""
    query = select(StatementRow).where(StatementRow.role_id == role_id_of(session, role))
    if facet is not None:
        query = query.where(StatementRow.facet == facet)
    if category is not None:
        query = query.where(StatementRow.category_id == category_id_of(session, category))
    return read(session, query)


def search_statements(
    session: Session, words: Sequence[str], facet: str | None = None
) -> list[tuple[Statement, float]]:
    """Statements that hold some of `words`, best first, with the share (0..1] of the words' weight they cover.

    A stem weighs ln(1 + statements / statements with it), the inverse document frequency.
    """
    wanted = stems(words)
    query = select(StatementRow.id, StatementRow.stems)
    if facet is not None:
        query = query.where(StatementRow.facet == facet)
    held = {row_id: wanted.intersection(text.split()) for row_id, text in session.execute(query)}
    frequency = Counter(stem for found in held.values() for stem in found)
    weights = {stem: math.log(1 + len(held) / max(frequency[stem], 1)) for stem in wanted}
    whole = sum(weights.values())
    # Summed in one order, so that equal statements score equally to the last digit.
    scores = {row_id: sum(weights[s] for s in sorted(found)) / whole for row_id, found in held.items() if found}
    found = _read(session, select(StatementRow).where(StatementRow.id.in_(scores)))
    return sorted(((s, min(scores[i], 1.0)) for i, s in found), key=lambda pair: -pair[1])


def words_told(session: Session, words: Sequence[str]) -> list[str]:
    """Those of `words` that some statement holds."""
    told = _stems_told(session) if words else frozenset()
    return [word for word in words if not told.isdisjoint(stems([word]))]


@remembered
def _stems_told(session: Session) -> frozenset[str]:
    """The stems of all statements."""
    return frozenset(stem for text in session.scalars(select(StatementRow.stems)) for stem in text.split())


def read(session: Session, query: Any) -> list[Statement]:
    """The statements that a query on `StatementRow` selects, in the order of the sources."""
    return [statement for _, statement in _read(session, query)]


def _read(session: Session, query: Any) -> list[tuple[int, Statement]]:
    rows = session.execute(
        query.join(RoleRow, RoleRow.id == StatementRow.role_id)
        .join(SourceRow, SourceRow.id == StatementRow.source_id)
        .outerjoin(CategoryRow, CategoryRow.id == StatementRow.category_id)
        .add_columns(RoleRow.name, SourceRow, CategoryRow.name)
        .order_by(StatementRow.source_id, StatementRow.position)
    ).all()
    terms: defaultdict[int, list[TermName]] = defaultdict(list)
    for statement_id, *term in session.execute(
        select(StatementTermRow.statement_id, TermRow.name, TermRow.kind, CategoryRow.name)
        .join(TermRow, TermRow.id == StatementTermRow.term_id)
        .outerjoin(CategoryRow, CategoryRow.id == TermRow.category_id)
        .where(StatementTermRow.statement_id.in_([row[0].id for row in rows]))
        .order_by(StatementTermRow.position)
    ):
        terms[statement_id].append(TermName(*term))
    return [
        (row.id, Statement(role, row.facet, row.text, category, tuple(terms[row.id]), source.as_source()))
        for row, role, source, category in rows
    ]
