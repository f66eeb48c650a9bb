"""Job listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, func, select
from sqlalchemy.orm import Session

from knowledge.origins import Source, SourceRow
from knowledge.roles import RoleRow, role_id_of
from knowledge.table import Table, key, reference


@dataclass(frozen=True)
class Listing:
    """`place` as given, with what could be read from it; pay in whole units of `currency` a year.

    `country` and `region` are codes of ISO 3166; `remote` is False where the place says nothing of it.
    """

    id: int
    title: str
    role: str | None
    company: str
    place: str
    city: str | None
    region: str | None
    country: str | None
    remote: bool
    employment_type: str | None
    level: str | None
    currency: str | None
    pay_min: int | None
    pay_max: int | None
    source: Source


@dataclass(frozen=True)
class ListingFilter:
    """What a listing must be; None asks for nothing.

    `place` is a code: country, country-region or country-region/city. A listing that names only a country is not
    taken to be in each of its regions. A range of pay reaches `pay_at_least` if its top does, and `pay_at_most` if
    its bottom does; listings without pay match neither.
    """

    role: str | None = None
    title_words: tuple[str, ...] | None = None
    company: str | None = None
    place: str | None = None
    remote: bool | None = None
    level: str | None = None
    employment_type: str | None = None
    pay_at_least: int | None = None
    pay_at_most: int | None = None


class ListingRow(Table):
    __tablename__ = "listing"
    id = Column(Integer, primary_key=True)
    source_id = reference("source")
    role_id = Column(Integer, ForeignKey("role.id", ondelete="SET NULL"), index=True)
    title = Column(String, nullable=False)
    title_key = Column(String, nullable=False)
    company = Column(String, nullable=False)
    company_key = Column(String, nullable=False, index=True)
    place = Column(String, nullable=False)
    city = Column(String)
    city_key = Column(String, index=True)
    region = Column(String, index=True)
    country = Column(String, index=True)
    remote = Column(Boolean, nullable=False, index=True)
    employment_type = Column(String, index=True)
    level = Column(String, index=True)
    currency = Column(String)
    pay_min = Column(Integer, index=True)
    pay_max = Column(Integer, index=True)


def search_listings(
    session: Session,
    filter: ListingFilter,
    sort: str = "relevance",
    limit: int | None = None,
    offset: int = 0,
) -> list[Listing]:
    """Listings that match, in the order of the sources ('relevance') or by pay, those without pay last.

    Raises:
        ValueError: `sort` is none of 'relevance', 'pay_high', 'pay_low'.
    """
    orders = {
        "relevance": (),
        "pay_high": (ListingRow.pay_max.is_(None), ListingRow.pay_max.desc(), ListingRow.pay_min.desc()),
        "pay_low": (ListingRow.pay_min.is_(None), ListingRow.pay_min, ListingRow.pay_max),
    }
    if sort not in orders:
        raise ValueError(f"sort is {sort!r}, not one of {', '.join(orders)}")
    query = select(ListingRow).where(*_conditions(session, filter)).order_by(*orders[sort], ListingRow.id)
    if limit is not None:
        query = query.limit(limit)
    return _read(session, query.offset(offset) if offset else query)


def count_listings(session: Session, filter: ListingFilter) -> int:
    """How many listings match."""
    return int(session.scalar(select(func.count(ListingRow.id)).where(*_conditions(session, filter))))


def get_listing(session: Session, id: int) -> Listing | None:
    """The listing of that id, if it is still there."""
    return next(iter(_read(session, select(ListingRow).where(ListingRow.id == id))), None)


def all_companies(session: Session) -> list[str]:
    """Employers with listings, by name."""
    names = session.scalars(select(func.min(ListingRow.company)).group_by(ListingRow.company_key))
    return sorted(names, key=key)


def _conditions(session: Session, wanted: ListingFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.role is not None:
        conditions.append(ListingRow.role_id == role_id_of(session, wanted.role))
    for word in wanted.title_words or ():
        conditions.append(ListingRow.title_key.contains(key(word), autoescape=True))
    if wanted.company is not None:
        conditions.append(ListingRow.company_key == key(wanted.company))
    if wanted.place is not None:
        whole, _, city = wanted.place.partition("/")
        country, _, region = whole.partition("-")
        conditions.append(ListingRow.country == country)
        if region:
            conditions.append(ListingRow.region == region)
        if city:
            conditions.append(ListingRow.city_key == key(city))
    for column, value in (
        (ListingRow.remote, wanted.remote),
        (ListingRow.level, wanted.level),
        (ListingRow.employment_type, wanted.employment_type),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.pay_at_least is not None:
        conditions.append(ListingRow.pay_max >= wanted.pay_at_least)
    if wanted.pay_at_most is not None:
        conditions.append(ListingRow.pay_min <= wanted.pay_at_most)
    return conditions


def _read(session: Session, query: Any) -> list[Listing]:
    rows = session.execute(
        query.join(SourceRow, SourceRow.id == ListingRow.source_id)
        .outerjoin(RoleRow, RoleRow.id == ListingRow.role_id)
        .add_columns(RoleRow.name, SourceRow)
    )
    return [
        Listing(
            row.id, row.title, role, row.company, row.place, row.city, row.region, row.country, row.remote,
            row.employment_type, row.level, row.currency, row.pay_min, row.pay_max, source.as_source(),
        )
        for row, role, source in rows
    ]  # fmt: skip
