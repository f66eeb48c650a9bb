"""Listings are filtered, sorted, counted and paged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.listings import ListingFilter, all_companies, by_company, count_listings, get_listing, search_listings
from knowledge.store import Store


def roles(session: Session, **wanted: object) -> set[str | None]:
    return {listing.role for listing in search_listings(session, ListingFilter(**wanted))}  # type: ignore[arg-type]


PROFESSOR = "Professor of Applied Mathematics & Artificial Intelligence"
LEAD = "Platform Software Development Lead"
ALL = {"Data Engineer", "Data Scientist", PROFESSOR, LEAD, "Software Engineer"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ALL),
        ({"role": "Data Scientist"}, {"Data Scientist"}),
        ({"role": "data engineers"}, {"Data Engineer"}),
        ({"role": "Lion Tamer"}, set()),
        ({"company": "pfizer"}, {LEAD}),
        ({"place": "US"}, ALL),
        ({"place": "US-NY"}, {PROFESSOR, LEAD}),
        ({"place": "US-NY/rochester"}, {PROFESSOR}),
        ({"place": "US-VA"}, {"Software Engineer"}),
        ({"place": "DE"}, set()),
        ({"remote": True}, {"Data Engineer", "Data Scientist"}),
        ({"remote": False}, {PROFESSOR, LEAD, "Software Engineer"}),
        ({"level": "senior"}, {"Data Scientist", LEAD}),
        ({"employment_type": "part_time"}, set()),
        ({"pay_at_least": 195_000}, {LEAD, "Software Engineer"}),
        ({"pay_at_least": 195_001}, {"Software Engineer"}),
        ({"pay_at_most": 100_000}, {"Data Engineer", PROFESSOR}),
        ({"pay_at_most": 74_999}, set()),
        ({"remote": True, "pay_at_least": 140_000}, {"Data Scientist"}),
        ({"academic": True}, {PROFESSOR}),
        ({"academic": False}, ALL - {PROFESSOR}),
        ({"academic": False, "place": "US-NY"}, {LEAD}),
    ],
)
def test_filters(session: Session, wanted: dict[str, object], found: set[str]) -> None:
    assert roles(session, **wanted) == found
    assert count_listings(session, ListingFilter(**wanted)) == len(found)  # type: ignore[arg-type]


def test_sorts_by_pay(session: Session) -> None:
    high = [listing.pay_max for listing in search_listings(session, ListingFilter(), sort="pay_high")]
    low = [listing.pay_min for listing in search_listings(session, ListingFilter(), sort="pay_low")]
    assert high == [220_000, 195_000, 150_000, 150_000, 130_000]
    assert low == [75_000, 100_000, 105_000, 120_000, 122_000]
    with pytest.raises(ValueError, match="colour"):
        search_listings(session, ListingFilter(), sort="colour")


def test_each_is_told_in_full(session: Session) -> None:
    (found,) = search_listings(session, ListingFilter(company="Leidos"))
    assert get_listing(session, found.id) == found
    assert (found.city, found.region, found.country, found.level) == ("Herndon", "VA", "US", None)
    assert (found.currency, found.pay_min, found.pay_max, found.role) == ("USD", 122_000, 220_000, "Software Engineer")
    assert get_listing(session, 4711) is None


def test_counts_by_company(session: Session) -> None:
    counted = by_company(session, ListingFilter(), 3)
    assert counted[0] == ("murmuration", 2)
    assert [number for _, number in counted] == [2, 1, 1]
    assert by_company(session, ListingFilter(place="US-VA"), 3) == [("Leidos", 1)]


def test_lists_companies(session: Session) -> None:
    assert all_companies(session) == ["Leidos", "murmuration", "Pfizer", "Rochester Institute of Technology"]


@given(st.integers(1, 6), st.sampled_from(["relevance", "pay_high", "pay_low"]))
def test_pages_make_up_the_whole(curated: Store, size: int, sort: str) -> None:
    with curated.session() as session:
        whole = search_listings(session, ListingFilter(), sort)
        pages = [search_listings(session, ListingFilter(), sort, size, at) for at in range(0, len(whole), size)]
    assert [listing for page in pages for listing in page] == whole
