"""On PostgreSQL the store says the same as on SQLite."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.errors import SourceRefused
from knowledge.store import Store
from tests.knowledge.contents import contents

pgserver = pytest.importorskip("pgserver", reason="there is no PostgreSQL here")


@pytest.fixture(scope="module")
def postgresql_url() -> Iterator[str]:
    # A short path of its own: the server's socket lies in it, and another user may have to enter it.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        Path(folder).chmod(0o755)
        try:
            server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        except Exception as error:  # whatever keeps a server from starting here is no fault of the store
            pytest.skip(f"PostgreSQL does not start: {error}")
        yield server.get_uri()
        server.cleanup()


def test_says_the_same_as_sqlite(postgresql_url: str, curated: Store) -> None:
    assert build(postgresql_url).changed
    store = Store.open(postgresql_url)
    assert contents(store) == contents(curated)
    assert not build(postgresql_url).changed
    assert store.version() == 1
    store.close()


def test_refuses_a_broken_source_and_stays_as_it_was(postgresql_url: str, curated: Store, sources: Path) -> None:
    build(postgresql_url)
    path = next((sources / "articles").glob("*.yaml"))
    path.write_text(path.read_text().replace("terms: [Git]", "terms: [Gitt]"))
    with pytest.raises(SourceRefused):
        build(postgresql_url, sources)
    store = Store.open(postgresql_url)
    assert contents(store) == contents(curated)
    store.close()
