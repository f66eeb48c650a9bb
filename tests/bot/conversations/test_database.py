"""A database of conversations that cannot be used is refused in one line."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

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


def test_a_mark_lasts_until_somebody_else_changes_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    ours, theirs = ConversationDatabase(url), ConversationDatabase(url)

    def write(connection: Connection) -> None:
        connection.execute(text("INSERT INTO noted VALUES (1)"))

    async def play() -> list[bool]:
        await ours.run(lambda connection: connection.execute(text("CREATE TABLE noted (n INTEGER)")))
        mark = await ours.run(ours.mark)
        before = await ours.is_still(mark)
        await ours.run(write)
        after_ours = await ours.is_still(mark)
        await theirs.run(write)
        return [before, after_ours, await ours.is_still(mark), await ours.is_still(None)]

    assert asyncio.run(play()) == [True, True, False, False]
    ours.close()
    theirs.close()


def test_what_runs_in_one_thread_has_its_transactions_there(tmp_path: Path) -> None:
    database = ConversationDatabase(f"sqlite:///{tmp_path / 'conversations.db'}")

    async def turn() -> list[threading.Thread]:
        return [
            threading.current_thread(),
            await database.read(lambda _: threading.current_thread()),
            await database.run(lambda _: threading.current_thread()),
        ]

    threads = asyncio.run(database.in_one_thread(turn))
    database.close()
    assert len(set(threads)) == 1
    assert threads[0] is not threading.current_thread()
