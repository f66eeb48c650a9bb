"""Job listings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    and_,
    case,
    false,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session

from knowledge.memory import remembered
from knowledge.origins import Source, SourceRow
from knowledge.roles import RoleRow, role_id_of
from knowledge.table import Table, key, reference


@dataclass(frozen=True)
class Listing:
    """`place` as given, with what could be read from it; pay in whole units of `currency` a year.

    `country` and `region` are codes of ISO 3166; `remote` is False where the place says nothing of it. `pay_stated` is
    the pay as the posting puts it, where that was not a year's; `valid_through` is the last day it is offered.
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
    pay_stated: str | None = None
    url: str | None = None
    posted: date | None = None
    valid_through: date | None = None


@dataclass(frozen=True)
class ListingFilter:
    """What a listing must be; None asks for nothing.

    `place` is a code: country, country-region or country-region/city. A listing that names only a country is not
    taken to be in each of its regions. A range of pay reaches `pay_at_least` if its top does, and `pay_at_most` if
    its bottom does; listings without pay, or with pay in another currency than `currency`, match neither. `academic` is
    whether a university or the like offers it, as far as its title and the employer's name tell. `also` has
    further values that will do as well, and `without` those that will not, each as (field, value) with one of `CHOICES`.
    """

    role: str | None = None
    company: str | None = None
    place: str | None = None
    remote: bool | None = None
    level: str | None = None
    employment_type: str | None = None
    pay_at_least: int | None = None
    pay_at_most: int | None = None
    currency: str | None = None
    academic: bool | None = None
    also: tuple[tuple[str, str], ...] = ()
    without: tuple[tuple[str, str], ...] = ()

    def values(self, field: str) -> tuple[str, ...]:
        """All values that will do for one of `CHOICES`."""
        first = getattr(self, field)
        return () if first is None else (first, *(value for name, value in self.also if name == field))

    @property
    def asks(self) -> bool:
        """Whether it asks for anything."""
        return self != ListingFilter()


# The fields that can have several values, or exclude some.
CHOICES = ("role", "company", "place", "level", "employment_type")

# What amounts are in where nothing else is said.
HOME_CURRENCY = "USD"
# Parts of words in titles and employers' names of academic posts.
_ACADEMIC = ("universit", "institute of", "college", "academ", "professor", "lecturer", "faculty", "postdoc")
# What listings are searched by besides role and pay.
_SEARCHED = ("valid_through", "country", "region", "city_key", "remote", "level", "employment_type", "company_key")


class ListingRow(Table):
    """`posting_key` tells a posting of a feed from its others, `fingerprint` whether it changed, `seen` in which
    reading of the feed it last stood.

    Two indices hold all that a search asks for, led by what narrows it most: to count and to order a hundred thousand
    listings takes milliseconds where their rows need not be read.
    """

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_posting", "source_id", "posting_key"),
        Index("ix_listing_role", "role_id", *_SEARCHED, "currency", "pay_max", "pay_min"),
        Index("ix_listing_pay_high", "currency", "pay_max", "pay_min", "role_id", *_SEARCHED),
        Index("ix_listing_pay_low", "currency", "pay_min", "pay_max"),
    )
    id = Column(Integer, primary_key=True)
    source_id = reference("source")
    role_id = Column(Integer, ForeignKey("role.id", ondelete="SET NULL"))
    title = Column(String, nullable=False)
    title_key = Column(String, nullable=False)
    company = Column(String, nullable=False)
    company_key = Column(String, nullable=False, index=True)
    place = Column(String, nullable=False)
    city = Column(String)
    city_key = Column(String)
    region = Column(String)
    country = Column(String)
    remote = Column(Boolean, nullable=False)
    employment_type = Column(String)
    level = Column(String)
    currency = Column(String)
    pay_min = Column(Integer)
    pay_max = Column(Integer)
    pay_stated = Column(String)
    level_stated = Column(String)
    employment_stated = Column(String)
    external_id = Column(String)
    url = Column(String)
    posted = Column(Date)
    valid_through = Column(Date)
    posting_key = Column(String)
    fingerprint = Column(String)
    seen = Column(Integer)


# How far apart the ends of a listing's pay lie.
_SPREAD = ListingRow.__table__.c.pay_max - ListingRow.__table__.c.pay_min
Index("ix_listing_spread", ListingRow.__table__.c.currency, _SPREAD)

# Figures of two currencies are no order.
_CURRENCIES = (
    case((ListingRow.currency == HOME_CURRENCY, 0), (ListingRow.currency.is_(None), 2), else_=1),
    ListingRow.currency,
)
# The order within a currency, in the terms of the indices.
_BY_INDEX = {
    "pay_high": (ListingRow.pay_max.desc().nulls_last(), ListingRow.pay_min.desc().nulls_last()),
    "pay_low": (ListingRow.pay_min.nulls_last(), ListingRow.pay_max.nulls_last()),
    "range_wide": (_SPREAD.desc().nulls_last(),),
    "range_narrow": (_SPREAD.nulls_last(),),
}


@remembered
def search_listings(
    session: Session,
    filter: ListingFilter,
    sort: str = "relevance",
    limit: int | None = None,
    offset: int = 0,
) -> list[Listing]:
    """Listings that match and are still offered, in the order of the sources ('relevance'), or by pay or its range.

    Of these, those in US dollars come first and then currency by currency, for amounts of two do not compare; those
    without pay come last.

    Raises:
        ValueError: `sort` is none of 'relevance', 'pay_high', 'pay_low', 'range_wide', 'range_narrow'.
    """
    orders = {"relevance": (), **{name: (*_CURRENCIES, *order) for name, order in _BY_INDEX.items()}}
    if sort not in orders:
        raise ValueError(f"sort is {sort!r}, not one of {', '.join(orders)}")
    conditions = _conditions(session, filter)
    if limit is not None and sort in _BY_INDEX:
        # Most often the page lies among those in the first currency, which an index has in order.
        page = _page(session, [*conditions, ListingRow.currency == HOME_CURRENCY], _BY_INDEX[sort], limit, offset)
        if len(page) == limit:
            return page
    return _page(session, conditions, orders[sort], limit, offset)


def _page(
    session: Session, conditions: Sequence[Any], order: Sequence[Any], limit: int | None, offset: int
) -> list[Listing]:
    ordered = (*order, ListingRow.id)
    ids = select(ListingRow.id).where(*conditions).order_by(*ordered).offset(offset or None)
    if limit is not None:
        ids = ids.limit(limit)
    # Found by the indices alone; only what is shown is read.
    return _read(session, select(ListingRow).where(ListingRow.id.in_(ids)).order_by(*ordered))


@remembered
def count_listings(session: Session, filter: ListingFilter) -> int:
    """How many listings match."""
    return int(session.scalar(select(func.count(ListingRow.id)).where(*_conditions(session, filter))))


@remembered
def by_company(session: Session, filter: ListingFilter, limit: int) -> list[tuple[str, int]]:
    """The employers with most of the listings that match, and how many each has."""
    number = func.count(ListingRow.id)
    query = select(func.min(ListingRow.company), number).where(*_conditions(session, filter))
    found = session.execute(
        query.group_by(ListingRow.company_key).order_by(number.desc(), ListingRow.company_key).limit(limit)
    )
    return [(name, int(count)) for name, count in found]


@remembered
def get_listing(session: Session, id: int) -> Listing | None:
    """The listing of that id, if it is still there."""
    return next(iter(_read(session, select(ListingRow).where(ListingRow.id == id, offered()))), None)


def among(session: Session, filter: ListingFilter, ids: Sequence[int]) -> list[Listing]:
    """Those of the listings of these ids that match, in the order of the sources."""
    wanted = [*_conditions(session, filter), ListingRow.id.in_(ids)]
    return _read(session, select(ListingRow).where(*wanted).order_by(ListingRow.id))


@remembered
def naming(session: Session, word: str, limit: int) -> list[Listing]:
    """Listings still offered whose title or company has the word, in the order of the sources."""
    columns = (ListingRow.title_key, ListingRow.company_key)
    has = or_(*(column.contains(key(word), autoescape=True) for column in columns))
    return _read(session, select(ListingRow).where(offered(), has).order_by(ListingRow.id).limit(limit))


def offered() -> Any:
    """The condition that a listing is still offered today."""
    return or_(ListingRow.valid_through.is_(None), ListingRow.valid_through >= date.today())


def all_companies(session: Session) -> list[str]:
    """Employers with listings, by name."""
    names = session.scalars(select(func.min(ListingRow.company)).where(offered()).group_by(ListingRow.company_key))
    return sorted(names, key=key)


def _conditions(session: Session, wanted: ListingFilter) -> list[Any]:
    conditions: list[Any] = [offered()]
    for field in CHOICES:
        values = wanted.values(field)
        if values:
            conditions.append(or_(*(_is(session, field, value) for value in values)))
    for field, value in wanted.without:
        # What a listing does not state, it is not.
        conditions.append(not_(func.coalesce(_is(session, field, value), false())))
    if wanted.remote is not None:
        conditions.append(ListingRow.remote == wanted.remote)
    if wanted.academic is not None:
        columns = (ListingRow.title_key, ListingRow.company_key)
        told = or_(*(column.contains(part) for column in columns for part in _ACADEMIC))
        conditions.append(told if wanted.academic else not_(told))
    if wanted.pay_at_least is not None:
        conditions.append(ListingRow.pay_max >= wanted.pay_at_least)
    if wanted.pay_at_most is not None:
        conditions.append(ListingRow.pay_min <= wanted.pay_at_most)
    if wanted.pay_at_least is not None or wanted.pay_at_most is not None:
        conditions.append(ListingRow.currency == (wanted.currency or HOME_CURRENCY))
    return conditions


def _is(session: Session, field: str, value: str) -> Any:
    """The condition that one of `CHOICES` has a value."""
    if field == "role":
        return ListingRow.role_id == role_id_of(session, value)
    if field == "company":
        return ListingRow.company_key == key(value)
    if field != "place":
        return getattr(ListingRow, field) == value
    whole, _, city = value.partition("/")
    country, _, region = whole.partition("-")
    conditions = [ListingRow.country == country]
    if region:
        conditions.append(ListingRow.region == region)
    if city:
        conditions.append(ListingRow.city_key == key(city))
    return and_(*conditions)


def _read(session: Session, query: Any) -> list[Listing]:
    rows = session.execute(
        query.join(SourceRow, SourceRow.id == ListingRow.source_id)
        .outerjoin(RoleRow, RoleRow.id == ListingRow.role_id)
        .add_columns(RoleRow.name, SourceRow)
    )
    return [
        Listing(
            row.id, row.title, role, row.company, row.place, row.city, row.region, row.country, row.remote,
            row.employment_type, row.level, row.currency, row.pay_min, row.pay_max, source.as_source(), row.pay_stated, row.url,
            row.posted, row.valid_through,
        )
        for row, role, source in rows
    ]  # fmt: skip
