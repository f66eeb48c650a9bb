"""The single answers of salary surveys, kept in groups of the same kind, and the pays that a question is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, func, select
from sqlalchemy.orm import Session

from knowledge.memory import remembered
from knowledge.origins import Source, sources_by_id
from knowledge.pay_sample import PaySample
from knowledge.roles import RoleRow
from knowledge.table import Table, key, reference


class SurveyRow(Table):
    """A source that gave its single answers; `replaces` is the slug of the source of figures of the same survey."""

    __tablename__ = "survey"
    source_id = Column(Integer, ForeignKey("source.id", ondelete="CASCADE"), primary_key=True)
    replaces = Column(String)
    answers = Column(Integer, nullable=False)


class SurveyPayRow(Table):
    """All answers of one kind: `pays` are theirs, `count` in number, as `stored_pays` writes them.

    A million answers are but some thousand kinds. Read whole, they yield exact quantiles of any mix of kinds faster
    than a row for each answer could be counted. A database keeps long values apart, so that a kind that is not asked
    for costs no more than its other columns.
    """

    __tablename__ = "survey_pay"
    id = Column(Integer, primary_key=True)
    source_id = reference("source")
    role_id = reference("role")
    level = Column(String, nullable=False)
    year = Column(Integer, nullable=False)
    employment_type = Column(String)
    country = Column(String, index=True)
    remote = Column(String)
    company_size = Column(String)
    count = Column(Integer, nullable=False)
    pays = Column(LargeBinary, nullable=False)


# By what answers can be told apart, besides their role.
KINDS = ("level", "year", "employment_type", "country", "remote", "company_size")


@dataclass(frozen=True)
class PayFilter:
    """Which answers are asked for; None means any. `role` is a role's name, no alias; `since` and `until` are years, both inclusive."""

    role: str | None = None
    level: str | None = None
    since: int | None = None
    until: int | None = None
    country: str | None = None
    remote: str | None = None
    company_size: str | None = None
    employment_type: str | None = None

    @property
    def year(self) -> int | None:
        """The year, where it is just one."""
        return self.since if self.since == self.until else None

    @property
    def needs_answers(self) -> bool:
        """Whether figures by role, level and year cannot tell."""
        narrow = replace(self, level=None, **({"since": None, "until": None} if self.year else {}))
        return self.role is None or narrow != PayFilter(role=self.role)

    def without(self, name: str) -> PayFilter:
        """The filter with one condition dropped; `year` drops both bounds."""
        return replace(self, **({"since": None, "until": None} if name == "year" else {name: None}))

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The names of the conditions set, besides the role, as `without` takes them."""
        names = [f.name for f in fields(self) if f.name not in ("role", "since", "until") and getattr(self, f.name)]
        return (*names, "year") if self.since or self.until else tuple(names)


@dataclass(frozen=True)
class Sampled:
    """The pays that one source has for a question; `kind` is what they have in common where asked by kind."""

    source: Source
    sample: PaySample
    kind: Any = None


@remembered
def has_answers(session: Session) -> bool:
    """Whether any survey gave its single answers, so that figures can be had by country and the like."""
    return session.scalar(select(SurveyRow.source_id).limit(1)) is not None


def count_answers(session: Session, asked: PayFilter) -> int:
    """How many answers there are, of all surveys."""
    return int(session.scalar(select(func.coalesce(func.sum(SurveyPayRow.count), 0)).where(*_conditions(asked))))


def pays_of(session: Session, asked: PayFilter) -> list[Sampled]:
    """The pays that are asked for, by source, the largest sample first."""
    return _sampled(session, asked, None)


def pays_by(session: Session, asked: PayFilter, kind: str) -> list[Sampled]:
    """The same by `kind`, one of `KINDS` or `role`; answers that do not say are left out."""
    return [s for s in _sampled(session, asked, kind) if s.kind is not None]


def _sampled(session: Session, asked: PayFilter, kind: str | None) -> list[Sampled]:
    stored: defaultdict[tuple[int, Any], list[bytes]] = defaultdict(list)
    column = SurveyPayRow.role_id if kind == "role" else getattr(SurveyPayRow, kind) if kind else SurveyPayRow.source_id
    rows = session.execute(select(SurveyPayRow.source_id, column, SurveyPayRow.pays).where(*_conditions(asked)))
    for source_id, value, pays in rows:
        stored[source_id, value if kind else None].append(pays)
    sources = sources_by_id(session, {source_id for source_id, _ in stored})
    names = dict(session.execute(select(RoleRow.id, RoleRow.name)).all()) if kind == "role" else {}
    found = [
        Sampled(sources[source_id], PaySample(pays), names.get(value, value))
        for (source_id, value), pays in stored.items()
    ]
    return sorted(found, key=lambda sampled: -sampled.sample.count)


def role_id(name: str) -> Any:
    """The row of the role of that name, within a query."""
    return select(RoleRow.id).where(RoleRow.key == key(name)).scalar_subquery()


def _conditions(asked: PayFilter) -> list[Any]:
    conditions: list[Any] = []
    if asked.role is not None:
        conditions.append(SurveyPayRow.role_id == role_id(asked.role))
    for name in KINDS:
        if name != "year" and getattr(asked, name) is not None:
            conditions.append(getattr(SurveyPayRow, name) == getattr(asked, name))
    if asked.since is not None:
        conditions.append(SurveyPayRow.year >= asked.since)
    if asked.until is not None:
        conditions.append(SurveyPayRow.year <= asked.until)
    return conditions


@remembered
def surveyed_countries(session: Session) -> list[str]:
    """Codes of the countries that answers come from."""
    return list(session.scalars(select(SurveyPayRow.country).where(SurveyPayRow.country.is_not(None)).distinct()))
