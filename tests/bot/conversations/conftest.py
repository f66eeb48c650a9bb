"""Databases of conversations: in a file, in memory, and on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversations.database import ConversationDatabase


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ConversationDatabase]:
    made = ConversationDatabase(f"sqlite:///{tmp_path / 'conversations.db'}")
    yield made
    made.close()
