"""On PostgreSQL the store says the same as on SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.build import build
from knowledge.errors import SourceRefused
from knowledge.ingest.files import Outcome, ingest
from knowledge.origins import SourceRow
from knowledge.replacement import remove_source
from knowledge.store import Store
from tests.knowledge.contents import contents
from tests.knowledge.surveys import drawn, write
from tests.postgresql import NewDatabase


@pytest.fixture(scope="module")
def postgresql_url(new_database: NewDatabase) -> str:
    return new_database("knowledge")


def test_says_the_same_as_sqlite(postgresql_url: str, curated: Store) -> None:
    assert build(postgresql_url).changed
    store = Store.open(postgresql_url)
    assert contents(store) == contents(curated)
    assert not build(postgresql_url).changed
    assert store.version() == 1
    store.close()


def test_a_survey_says_the_same_as_on_sqlite(postgresql_url: str, built_url: str, tmp_path: Path) -> None:
    build(postgresql_url)
    path = write(drawn(3_000), tmp_path / "kites.csv", "Kites")
    said = []
    for url in (postgresql_url, built_url):
        store = Store.open(url)
        before = contents(store)
        (report,) = ingest(store, [path])
        assert report.outcome is Outcome.ADDED
        said.append((report.added, contents(store)))
        assert ingest(store, [path])[0].outcome is Outcome.UNCHANGED
        with store.transaction() as session:
            remove_source(session, session.scalars(select(SourceRow).where(SourceRow.slug == "kites")).one())
        assert contents(store) == before
        store.close()
    assert said[0] == said[1]


def test_refuses_a_broken_source_and_stays_as_it_was(postgresql_url: str, curated: Store, sources: Path) -> None:
    build(postgresql_url)
    path = next((sources / "articles").glob("*.yaml"))
    path.write_text(path.read_text().replace("terms: [Git]", "terms: [Gitt]"))
    with pytest.raises(SourceRefused):
        build(postgresql_url, sources)
    store = Store.open(postgresql_url)
    assert contents(store) == contents(curated)
    store.close()
