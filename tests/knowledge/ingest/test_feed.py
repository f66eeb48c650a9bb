"""Listings come in as JobPostings, tables and feeds, are brought up to date, and leave when they are gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from knowledge.ingest import Outcome, ingest
from knowledge.listings import Listing, ListingFilter, all_companies, search_listings
from knowledge.store import Store

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Senior Kite Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Kites Ltd"},
    "jobLocation": {"address": {"addressLocality": "Leeds", "addressCountry": "United Kingdom"}},
    "baseSalary": {"currency": "GBP", "value": {"minValue": 4000, "maxValue": 5000, "unitText": "MONTH"}},
    "employmentType": ["FULL_TIME"],
    "identifier": {"value": "k-1"},
    "datePosted": "2026-11-01",
}


@pytest.fixture
def store(built_url: str) -> Iterator[Store]:
    store = Store.open(built_url)
    yield store
    store.close()


def found(store: Store, company: str = "Kites Ltd") -> list[Listing]:
    with store.session() as session:
        return search_listings(session, ListingFilter(company=company))


def page(posting: dict[str, Any]) -> str:
    return f'<html><script type="application/ld+json">{json.dumps({"@graph": [posting]})}</script><p>x</html>'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("jobs.json", json.dumps([POSTING])),
        ("jobs.jsonl", json.dumps(POSTING) + "\n"),
        ("jobs.html", page(POSTING)),
    ],
)
def test_a_job_posting_is_read_from_json_lines_and_pages(store: Store, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    (report,) = ingest(store, [path])
    assert report.outcome is Outcome.ADDED
    (listing,) = found(store)
    assert (listing.title, listing.city, listing.country) == ("Senior Kite Engineer", "Leeds", "GB")
    assert (listing.level, listing.employment_type, listing.posted) == ("senior", "full_time", date(2026, 11, 1))
    assert (listing.currency, listing.pay_min, listing.pay_max) == ("GBP", 48_000, 60_000)
    assert listing.pay_stated == "GBP 4,000–5,000 a month, 12 months a year assumed"


def test_a_table_is_read_by_its_columns_and_by_those_that_are_named(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text(
        "Stelle;Company;Location;Salary Min;Salary Max;Currency;Period\nKite Tester;Kites Ltd;Lyon, France;50;60;EUR;hour\n;X;;;;;\n"
    )
    (refused,) = ingest(store, [path])
    assert refused.outcome is Outcome.REFUSED
    assert "--column title=" in str(refused.reason)
    (report,) = ingest(store, [path], columns={"title": "Stelle"})
    assert [left.line_no for left in report.unplaced] == [3]
    (listing,) = found(store)
    assert (listing.city, listing.country, listing.pay_min, listing.pay_max) == ("Lyon", "FR", 104_000, 124_800)
    assert "2,080 hours a year assumed" in str(listing.pay_stated)


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel><title>J</title><item><title>Kite Tester at Kites Ltd</title>"
        "<link>https://kites.example/1</link><guid>1</guid><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate>"
        "</item></channel></rss>",
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>J</title><entry><id>1</id>"
        "<title>Kite Tester</title><author><name>Kites Ltd</name></author><link href='https://kites.example/1'/>"
        "<updated>2026-11-02T10:00:00Z</updated></entry></feed>",
    ],
)
def test_rss_and_atom_are_read(store: Store, tmp_path: Path, text: str) -> None:
    path = tmp_path / "jobs.xml"
    path.write_text(text)
    ingest(store, [path])
    (listing,) = found(store)
    assert (listing.title, listing.url, listing.posted) == (
        "Kite Tester",
        "https://kites.example/1",
        date(2026, 11, 2),
    )


def test_a_posting_seen_again_is_updated_and_one_that_is_gone_leaves(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "jobs.json"
    other = {**POSTING, "identifier": {"value": "k-2"}, "title": "Kite Tester"}
    path.write_text(json.dumps([POSTING, other]))
    ingest(store, [path])
    before = {listing.title: listing.id for listing in found(store)}
    version = store.version()
    assert ingest(store, [path])[0].outcome is Outcome.UNCHANGED
    assert store.version() == version
    path.write_text(json.dumps([{**POSTING, "title": "Staff Kite Engineer"}]))
    (report,) = ingest(store, [path])
    assert (report.added["updated"], report.added["expired"]) == (1, 1)
    assert [(listing.id, listing.title) for listing in found(store)] == [
        (before["Senior Kite Engineer"], "Staff Kite Engineer")
    ]


def test_a_posting_past_its_last_day_is_not_offered(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "jobs.json"
    path.write_text(json.dumps([{**POSTING, "validThrough": str(date.today() - timedelta(days=1))}]))
    ingest(store, [path])
    assert not found(store)
    with store.session() as session:
        assert "Kites Ltd" not in all_companies(session)


def test_amounts_of_two_currencies_are_never_compared(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("title,company,pay_min,pay_max,currency\nKite Tester,Kites Ltd,9000000,9900000,INR\n")
    ingest(store, [path])
    with store.session() as session:
        assert "INR" not in {each.currency for each in search_listings(session, ListingFilter(pay_at_least=150_000))}
        rupees = search_listings(session, ListingFilter(pay_at_least=150_000, currency="INR"))
        assert [each.company for each in rupees] == ["Kites Ltd"]
        assert search_listings(session, ListingFilter(), sort="pay_high")[0].currency == "USD"
