"""Quartiles of pay for any mix of conditions: from the figures that a source gave, or from a survey's answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from knowledge.document import CompanySize, Level, Remote
from knowledge.memory import remembered
from knowledge.origins import Source, SourceRow, sources_by_id
from knowledge.pay_sample import PaySample
from knowledge.roles import RoleRow
from knowledge.salaries import REPLACED, SalaryRow
from knowledge.survey_answers import PayFilter, Sampled, pays_by, pays_of, role_id

# In this order where there is one; other kinds go by their number of answers.
_ORDER = [
    *(level.value for level in Level),
    *(remote.value for remote in Remote),
    *(size.value for size in CompanySize),
]


@dataclass(frozen=True)
class PayFigure:
    """Quartiles of `count` answers of one source, in whole USD a year; `kind` is what sets them apart, where asked.

    `sample` are the pays themselves, where they had to be read.
    """

    source: Source
    count: int
    p25: int
    median: int
    p75: int
    kind: Any = None
    sample: PaySample | None = field(default=None, compare=False, repr=False)


def figures(session: Session, asked: PayFilter) -> list[PayFigure]:
    """The figures of each source that can tell, that with most answers first."""
    if not asked.needs_answers:
        return _given(session, asked, None)
    return [_of_sample(sampled) for sampled in pays_of(session, asked)]


def figure_of(session: Session, role: str) -> PayFigure | None:
    """The figure of a role as a whole; of several sources that with most answers."""
    return next(iter(figures(session, PayFilter(role=role))), None)


@remembered
def levels_and_years(session: Session, role: str) -> tuple[set[str], set[int]]:
    """The levels and years that a role has figures for."""
    rows = session.execute(
        select(SalaryRow.level, SalaryRow.year)
        .join(SourceRow, SourceRow.id == SalaryRow.source_id)
        .where(SalaryRow.role_id == role_id(role), SourceRow.slug.not_in(REPLACED))
    ).all()
    return {level for level, _ in rows if level}, {year for _, year in rows if year}


def figures_by(session: Session, asked: PayFilter, kind: str) -> list[PayFigure]:
    """The same by `kind` (`role`, `level`, `year`, `country`, `remote`, `company_size` or `employment_type`).

    Sources with more answers come first; within one, years and grades in their order, others by number of answers.
    """
    rest = asked.without("year") if kind == "year" else asked
    known = kind in ("role", "level", "year") and not replace(rest, role=rest.role or "").needs_answers
    if known and (asked.role is not None or kind == "role"):
        found = _given(session, asked, kind)
    else:
        found = [
            PayFigure(s.source, s.sample.count, *s.sample.quartiles, s.kind) for s in pays_by(session, asked, kind)
        ]
    answers: dict[str, int] = {}
    for figure in found:
        answers[figure.source.slug] = answers.get(figure.source.slug, 0) + figure.count
    return sorted(found, key=lambda f: (-answers[f.source.slug], f.source.slug, *_place(f, kind)))


def _of_sample(sampled: Sampled) -> PayFigure:
    p25, median, p75 = sampled.sample.quartiles
    return PayFigure(sampled.source, sampled.sample.count, p25, median, p75, sampled.kind, sampled.sample)


def _place(figure: PayFigure, kind: str) -> tuple[Any, ...]:
    if kind == "year":
        return (figure.kind,)
    return (_ORDER.index(figure.kind),) if figure.kind in _ORDER else (-figure.count, str(figure.kind))


@remembered
def _given(session: Session, asked: PayFilter, kind: str | None) -> list[PayFigure]:
    """Figures as the sources gave them, or as they were computed when a survey came in."""
    conditions = [
        SalaryRow.level.is_not(None) if kind == "level" else SalaryRow.level == asked.level,
        SalaryRow.year.is_not(None) if kind == "year" else SalaryRow.year == asked.year,
    ]
    if kind == "year" and asked.since is not None:
        conditions.append(SalaryRow.year >= asked.since)
    if kind == "year" and asked.until is not None:
        conditions.append(SalaryRow.year <= asked.until)
    if asked.role is not None:
        conditions.append(SalaryRow.role_id == role_id(asked.role))
    value = {"role": RoleRow.name, "level": SalaryRow.level, "year": SalaryRow.year}.get(kind or "", null())
    rows = session.execute(
        select(SalaryRow.source_id, SalaryRow.count, SalaryRow.p25, SalaryRow.median, SalaryRow.p75, value)
        .join(RoleRow, RoleRow.id == SalaryRow.role_id)
        .where(*conditions, SalaryRow.source_id.not_in(select(SourceRow.id).where(SourceRow.slug.in_(REPLACED))))
    ).all()
    sources = sources_by_id(session, {row[0] for row in rows})
    found = [PayFigure(sources[source_id], *numbers) for source_id, *numbers in rows]
    return sorted(found, key=lambda figure: -figure.count)
