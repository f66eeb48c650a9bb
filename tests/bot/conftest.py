"""Databases for conversations: a file, and a PostgreSQL server where one can be started."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.conversations.database import ConversationDatabase


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    pgserver = pytest.importorskip("pgserver", reason="there is no PostgreSQL here")
    # A short path of its own: the server's socket lies in it, and another user may have to enter it.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        Path(folder).chmod(0o755)
        try:
            server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        except Exception as error:  # whatever keeps a server from starting here is no fault of ours
            pytest.skip(f"PostgreSQL does not start: {error}")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def conversations_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, on each kind of server."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    url = request.getfixturevalue("postgresql_url")
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS events, received, sent")
    engine.dispose()
    return str(url)


@pytest.fixture
def database(conversations_url: str) -> Iterator[ConversationDatabase]:
    opened = ConversationDatabase(conversations_url)
    yield opened
    opened.close()
