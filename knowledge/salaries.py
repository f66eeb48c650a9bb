"""Pay statistics as sources give them, by role, level and year; `knowledge/pay_figures.py` reads them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, String, UniqueConstraint, select

from knowledge.survey_answers import SurveyRow
from knowledge.table import Table, reference

# Slugs of sources whose survey has since given its single answers.
REPLACED = select(SurveyRow.replaces).where(SurveyRow.replaces.is_not(None))


class SalaryRow(Table):
    """Quartiles of `count` answers, in whole USD a year; `level` or `year` None means all of them."""

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
