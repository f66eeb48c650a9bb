"""Pay statistics, by role, level and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CheckConstraint, Column, Integer, String, UniqueConstraint, select
from sqlalchemy.orm import Session

from knowledge.document import Level
from knowledge.origins import Source, SourceRow
from knowledge.roles import RoleRow, role_id_of
from knowledge.survey_answers import SurveyRow
from knowledge.table import Table, reference

# A median of fewer answers ranks nothing.
_ENOUGH = 10
# Figures of a survey that has since given its single answers.
REPLACED = select(SurveyRow.replaces).where(SurveyRow.replaces.is_not(None))
_LEVELS = [level.value for level in Level]


@dataclass(frozen=True)
class SalaryStatistic:
    """Quartiles of `count` answers, in whole USD a year; `level` or `year` None means all of them."""

    role: str
    level: str | None
    year: int | None
    count: int
    p25: int
    median: int
    p75: int
    source: Source


class SalaryRow(Table):
    __tablename__ = "salary"
    __table_args__ = (
        UniqueConstraint("role_id", "level", "year", "source_id"),
        CheckConstraint("p25 <= median AND median <= p75", name="quartiles_ascend"),
    )
    id = Column(Integer, primary_key=True)
    role_id = reference("role")
    source_id = reference("source")
    level = Column(String)
    year = Column(Integer)
    count = Column(Integer, nullable=False)
    p25 = Column(Integer, nullable=False)
    median = Column(Integer, nullable=False)
    p75 = Column(Integer, nullable=False)


def salaries_of(
    session: Session, role: str, level: str | None = None, year: int | None = None
) -> list[SalaryStatistic]:
    """Pay of a role, over all levels or years unless given, as each source has it; that with most answers first."""
    found = _read(session, *_of_role(session, role), SalaryRow.level == level, SalaryRow.year == year)
    return sorted(found, key=lambda statistic: -statistic.count)


def salary_of(session: Session, role: str, level: str | None = None, year: int | None = None) -> SalaryStatistic | None:
    """Pay of a role, over all levels or years unless given; of several sources the one with most answers."""
    return next(iter(salaries_of(session, role, level, year)), None)


def salary_levels(session: Session, role: str) -> list[SalaryStatistic]:
    """Pay of a role by level over all years, from entry upwards."""
    found = _read(session, *_of_role(session, role), SalaryRow.level.is_not(None), SalaryRow.year.is_(None))
    return sorted(found, key=lambda statistic: _LEVELS.index(statistic.level or ""))


def salary_years(session: Session, role: str) -> list[SalaryStatistic]:
    """Pay of a role by year over all levels, the earliest first."""
    found = _read(session, *_of_role(session, role), SalaryRow.level.is_(None), SalaryRow.year.is_not(None))
    return sorted(found, key=lambda statistic: statistic.year or 0)


def best_paid(session: Session, limit: int) -> list[SalaryStatistic]:
    """Roles of the highest median over all levels and years, among those with at least 10 answers."""
    found = _read(session, SalaryRow.level.is_(None), SalaryRow.year.is_(None), SalaryRow.count >= _ENOUGH)
    of_role: dict[str, SalaryStatistic] = {}
    for statistic in sorted(found, key=lambda statistic: -statistic.count):
        of_role.setdefault(statistic.role, statistic)
    return sorted(of_role.values(), key=lambda statistic: (-statistic.median, statistic.role))[:limit]


def _of_role(session: Session, role: str) -> list[Any]:
    return [SalaryRow.role_id == role_id_of(session, role)]


def _read(session: Session, *conditions: Any) -> list[SalaryStatistic]:
    rows = session.execute(
        select(SalaryRow, RoleRow.name, SourceRow)
        .join(RoleRow, RoleRow.id == SalaryRow.role_id)
        .join(SourceRow, SourceRow.id == SalaryRow.source_id)
        .where(*conditions, SourceRow.slug.not_in(REPLACED))
        .order_by(SalaryRow.id)
    )
    return [
        SalaryStatistic(role, row.level, row.year, row.count, row.p25, row.median, row.p75, source.as_source())
        for row, role, source in rows
    ]
