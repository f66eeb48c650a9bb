"""What the sources say, carried away as JSON: each as the document it came in as, with its figures of pay."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from knowledge.document import (
    Document,
    ListingEntry,
    RoleEntry,
    SourceEntry,
    StatementEntry,
    TermEntry,
    TermKind,
    TipEntry,
)
from knowledge.listings import ListingRow
from knowledge.origins import SourceRow
from knowledge.pay_sample import read_pays
from knowledge.roles import RoleAliasRow, RoleRow
from knowledge.salaries import SalaryRow
from knowledge.statements import StatementRow, StatementTermRow
from knowledge.survey_answers import KINDS, SurveyPayRow
from knowledge.table import key
from knowledge.terms import CategoryRow, TermAliasRow, TermRow
from knowledge.tips import TipRow

_FIGURES = ("level", "year", "count", "p25", "median", "p75")


def export(session: Session) -> str:
    """Every source as JSON: the fields of `Document`, beside them `salaries` and a survey's `answers` with their pays."""
    rows = session.scalars(select(SourceRow).order_by(SourceRow.id)).all()
    sources = [
        {
            **json.loads(document_of(session, row).json(exclude_none=True)),
            "salaries": _salaries(session, row.id),
            "answers": _answers(session, row.id),
        }
        for row in rows
    ]
    return json.dumps({"sources": sources}, ensure_ascii=False, indent=1)


def document_of(session: Session, source: SourceRow) -> Document:
    """What a source says of roles, as it could come in again."""
    return Document(
        source=SourceEntry(**{name: getattr(source, name) for name in SourceEntry.__fields__}),
        roles=tuple(_roles(session, source.id)),
        terms=tuple(_terms(session, source.id)),
        statements=tuple(_statements(session, source.id)),
        tips=tuple(
            TipEntry(title=tip.title, text=tip.text or None)
            for tip in session.scalars(_of(TipRow, source.id).order_by(TipRow.position))
        ),
        listings=tuple(
            ListingEntry(**{name: getattr(row, name) for name in ListingEntry.__fields__})
            for row in session.scalars(_of(ListingRow, source.id).order_by(ListingRow.id))
        ),
    )


def _of(table: Any, source_id: int) -> Any:
    return select(table).where(table.source_id == source_id)


def _roles(session: Session, source_id: int) -> list[RoleEntry]:
    described = select(StatementRow.role_id).where(StatementRow.source_id == source_id)
    listed = select(ListingRow.role_id).where(ListingRow.source_id == source_id, ListingRow.role_id.is_not(None))
    given: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in session.execute(
        select(RoleRow.name, RoleAliasRow.text)
        .join(RoleRow, RoleRow.id == RoleAliasRow.role_id)
        .where(RoleAliasRow.source_id == source_id, RoleAliasRow.form.in_(("name", "alias")))
        # What but the title of a listing names comes in with the listing.
        .where(or_(RoleRow.id.in_(described), RoleRow.id.not_in(listed)))
        .order_by(RoleAliasRow.id)
    ):
        given[name] += [text] if key(text) != key(name) else []
    return [RoleEntry(name=name, aliases=tuple(aliases)) for name, aliases in given.items()]


def _terms(session: Session, source_id: int) -> list[TermEntry]:
    given: defaultdict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    for name, kind, category, text in session.execute(
        select(TermRow.name, TermRow.kind, CategoryRow.name, TermAliasRow.text)
        .join(TermRow, TermRow.id == TermAliasRow.term_id)
        .outerjoin(CategoryRow, CategoryRow.id == TermRow.category_id)
        .where(TermAliasRow.source_id == source_id)
        .order_by(TermAliasRow.id)
    ):
        given[name, kind, category] += [text] if key(text) != key(name) else []
    return [
        TermEntry(name=n, kind=TermKind(k), category=c, aliases=tuple(aliases)) for (n, k, c), aliases in given.items()
    ]


def _statements(session: Session, source_id: int) -> list[StatementEntry]:
    named: defaultdict[int, list[str]] = defaultdict(list)
    for statement_id, name in session.execute(
        select(StatementTermRow.statement_id, TermRow.name)
        .join(TermRow, TermRow.id == StatementTermRow.term_id)
        .join(StatementRow, StatementRow.id == StatementTermRow.statement_id)
        .where(StatementRow.source_id == source_id)
        .order_by(StatementTermRow.position)
    ):
        named[statement_id].append(name)
    rows = session.execute(
        select(StatementRow, RoleRow.name, CategoryRow.name)
        .join(RoleRow, RoleRow.id == StatementRow.role_id)
        .outerjoin(CategoryRow, CategoryRow.id == StatementRow.category_id)
        .where(StatementRow.source_id == source_id)
        .order_by(StatementRow.position)
    )
    return [
        StatementEntry(
            role=role, facet=row.facet, text=row.text, category=category, terms=tuple(named[row.id]),
            keywords=tuple(row.keywords.split()),
        )
        for row, role, category in rows
    ]  # fmt: skip


def _salaries(session: Session, source_id: int) -> list[dict[str, Any]]:
    columns = [getattr(SalaryRow, name) for name in _FIGURES]
    rows = session.execute(
        select(RoleRow.name, *columns)
        .join(RoleRow, RoleRow.id == SalaryRow.role_id)
        .where(SalaryRow.source_id == source_id)
        .order_by(SalaryRow.id)
    )
    return [dict(zip(("role", *_FIGURES), row)) for row in rows]


def _answers(session: Session, source_id: int) -> list[dict[str, Any]]:
    columns = [getattr(SurveyPayRow, name) for name in KINDS]
    rows = session.execute(
        select(RoleRow.name, *columns, SurveyPayRow.pays)
        .join(RoleRow, RoleRow.id == SurveyPayRow.role_id)
        .where(SurveyPayRow.source_id == source_id)
        .order_by(SurveyPayRow.id)
    )
    return [{**dict(zip(("role", *KINDS), kind)), "pays": read_pays(pays).tolist()} for *kind, pays in rows]
