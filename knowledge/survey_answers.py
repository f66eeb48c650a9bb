"""The single answers of salary surveys, kept in groups of the same kind, and the pays that a question is about."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import partial
from operator import eq, ge, le
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, select
from sqlalchemy.orm import Session

from knowledge.memory import remembered
from knowledge.origins import Source, sources_by_id
from knowledge.pay_sample import PaySample
from knowledge.roles import RoleRow
from knowledge.survey_columns import Kinds, SurveyColumns
from knowledge.table import Table, key, reference


class SurveyRow(Table):
    """A source that gave its single answers; `replaces` is the slug of the source of figures of the same survey."""

    __tablename__ = "survey"
    source_id = Column(Integer, ForeignKey("source.id", ondelete="CASCADE"), primary_key=True)
    replaces = Column(String)
    answers = Column(Integer, nullable=False)


class SurveyPayRow(Table):
    """All answers of one kind: `pays` are theirs, `count` in number, as `stored_pays` writes them.

    A million answers are but some thousand kinds, which `SurveyColumns` holds in memory.
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
    columns = _columns(session)
    return sum(map(len, columns.pays(_chosen(session, columns, asked))))


def pays_of(session: Session, asked: PayFilter) -> list[Sampled]:
    """The pays that are asked for, by source, the largest sample first."""
    columns = _columns(session)
    found = [
        Sampled(source, PaySample(columns.pays(own)))
        for source, own in _by_source(session, columns, _chosen(session, columns, asked))
    ]
    return sorted(found, key=lambda sampled: -sampled.sample.count)


def pays_by(session: Session, asked: PayFilter, kind: str) -> list[Sampled]:
    """The same by `kind`, one of `KINDS` or `role`; answers that do not say are left out."""
    columns = _columns(session)
    names = dict(session.execute(select(RoleRow.id, RoleRow.name)).all()) if kind == "role" else {}
    found = [
        Sampled(source, PaySample(columns.pays(own)), names.get(value, value))
        for source, kinds in _by_source(session, columns, _chosen(session, columns, asked))
        for value, own in columns.apart(kinds, "role_id" if kind == "role" else kind)
        if value is not None
    ]
    return sorted(found, key=lambda sampled: -sampled.sample.count)


@remembered
def _columns(session: Session) -> SurveyColumns:
    """All answers. Those of a role stand together, for most questions are about one, and in it those of a country."""
    names = ("source_id", "role_id", *KINDS)
    kinds = select(*(getattr(SurveyPayRow, name) for name in (*names, "pays")))
    ordered = kinds.order_by(SurveyPayRow.role_id, SurveyPayRow.country, SurveyPayRow.id)
    return SurveyColumns(names, session.execute(ordered))


def _chosen(session: Session, columns: SurveyColumns, asked: PayFilter) -> Kinds:
    """The kinds of answers that are asked for."""
    wanted = {name: value for name in KINDS if name != "year" and (value := getattr(asked, name)) is not None}
    if asked.role is not None:
        wanted["role_id"] = session.scalar(select(role_id(asked.role)))
    conditions = [(name, partial(eq, value)) for name, value in wanted.items()]
    if asked.since is not None:
        conditions.append(("year", partial(le, asked.since)))
    if asked.until is not None:
        conditions.append(("year", partial(ge, asked.until)))
    return columns.choose(*conditions)


def _by_source(session: Session, columns: SurveyColumns, kinds: Kinds) -> list[tuple[Source, Kinds]]:
    parted = list(columns.apart(kinds, "source_id"))
    sources = sources_by_id(session, {source_id for source_id, _ in parted})
    return [(sources[source_id], own) for source_id, own in parted]


def role_id(name: str) -> Any:
    """The row of the role of that name, within a query."""
    return select(RoleRow.id).where(RoleRow.key == key(name)).scalar_subquery()


@remembered
def surveyed_countries(session: Session) -> list[str]:
    """Codes of the countries that answers come from."""
    return list(session.scalars(select(SurveyPayRow.country).where(SurveyPayRow.country.is_not(None)).distinct()))
