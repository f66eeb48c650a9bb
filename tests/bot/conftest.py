"""Databases for conversations: a file, and a PostgreSQL server where one can be started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.conversations.database import ConversationDatabase
from tests.postgresql import NewDatabase


@pytest.fixture(scope="session")
def postgresql_url(new_database: NewDatabase) -> str:
    return new_database("conversations")


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
