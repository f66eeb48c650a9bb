"""Stores of earlier releases are brought up to this one and lose nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from knowledge.build import build
from knowledge.listings import ListingFilter, search_listings
from knowledge.schema import upgrade
from knowledge.store import SCHEMA, Store

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql"))


def shape(store: Store) -> dict[str, Any]:
    """Columns with their types of each table, and its indices by the columns in them."""
    found = inspect(store.engine)
    with store.engine.connect() as connection:
        indices = connection.exec_driver_sql(
            "SELECT tbl_name, name, (SELECT group_concat(coalesce(i.name, '…')) FROM pragma_index_info(m.name) i)"
            "FROM sqlite_master m WHERE type = 'index'"
        ).all()
    return {
        table: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)),
            sorted((name, columns) for owner, name, columns in indices if owner == table),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def earlier(request: pytest.FixtureRequest, url: str) -> Store:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.executescript(request.param.read_text("utf8"))
    connection.close()
    return Store(url)


def test_has_the_same_tables_as_a_new_store(earlier: Store, curated: Store) -> None:
    assert upgrade(earlier)
    assert shape(earlier) == shape(curated)
    earlier.check()
    assert not upgrade(earlier)


def test_a_build_keeps_what_the_owner_brought(earlier: Store, url: str) -> None:
    report = build(url)
    assert report.moved is None
    with Store.open(url).session() as session:
        (listing,) = search_listings(session, ListingFilter(company="Kites Ltd"))
    assert (listing.pay_min, listing.pay_max, listing.source.title) == (40_000, 50_000, "Own notes")


def test_there_is_a_migration_for_each_schema() -> None:
    versions = Path(__file__).parents[2] / "knowledge" / "migrations" / "versions"
    assert sorted(path.name[1:5] for path in versions.glob("v*.py")) == [f"{n:04}" for n in range(1, SCHEMA + 1)]
