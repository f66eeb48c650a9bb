"""A database of conversations that cannot be used is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversations.database import ConversationDatabase
from bot.conversations.errors import ConversationsUnusable


def test_its_folder_is_made(tmp_path: Path) -> None:
    ConversationDatabase(f"sqlite:///{tmp_path / 'new' / 'conversations.db'}").close()
    assert (tmp_path / "new" / "conversations.db").exists()


@pytest.mark.parametrize("url", ["nonsense", "nosuchdb://host/x"])
def test_a_url_that_means_no_database(url: str) -> None:
    with pytest.raises(ConversationsUnusable, match="ROLEWISE_CONVERSATIONS_URL"):
        ConversationDatabase(url)


def test_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    file.write_bytes(b"no database at all" * 100)
    with pytest.raises(ConversationsUnusable, match=r"conversations\.db: .*Move the file away"):
        ConversationDatabase(f"sqlite:///{file}")
