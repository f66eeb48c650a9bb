"""The database of conversations: made where it is missing, one clear line where it cannot be used."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from bot import conversations as module
from bot.conversations import EVENTS, Conversations, ConversationsUnusable

pytestmark = pytest.mark.anyio
ROW = {"sender_id": "a", "type_name": "user", "data": "{}"}


def count(connection: Any) -> int:
    return int(connection.scalar(select(func.count()).select_from(EVENTS)))


async def test_it_is_made_where_there_is_none(tmp_path: Path) -> None:
    file = tmp_path / "deeper" / "conversations.db"
    conversations = Conversations.open(f"sqlite:///{file}")
    assert await conversations.read(count) == 0
    assert file.exists()
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    await conversations.close()


async def test_what_is_written_is_read_by_another_process_at_once(conversations_url: str) -> None:
    one, other = Conversations.open(conversations_url), Conversations.open(conversations_url)
    await one.write(lambda connection: connection.execute(insert(EVENTS), [ROW, ROW]))
    assert await other.read(count) == 2
    await one.close()
    await other.close()


async def test_a_write_that_fails_changes_nothing(conversations: Conversations) -> None:
    def work(connection: Any) -> None:
        connection.execute(insert(EVENTS), [ROW])
        connection.exec_driver_sql("INSERT INTO none_such VALUES (1)")

    with pytest.raises(ConversationsUnusable):
        await conversations.write(work)
    assert await conversations.read(count) == 0


async def test_the_event_loop_goes_on_while_the_database_works(conversations: Conversations) -> None:
    slow = asyncio.create_task(conversations.write(lambda _: time.sleep(0.3)))
    turns = 0
    while not slow.done():
        await asyncio.sleep(0.01)
        turns += 1
    assert turns > 10


async def test_in_memory_nothing_is_shared_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one, other = Conversations.open("sqlite://"), Conversations.open("sqlite://")
    assert one.in_memory
    await one.write(lambda connection: connection.execute(insert(EVENTS), [ROW]))
    assert [await one.read(count), await other.read(count)] == [1, 0]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 500])
def test_a_damaged_file_is_named_with_the_remedy(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    file.write_bytes(content)
    with pytest.raises(ConversationsUnusable, match="Move the file away") as raised:
        Conversations.open(f"sqlite:///{file}")
    assert str(file) in str(raised.value)
    assert file.read_bytes() == content, "what may still be mended is left as it is"


def test_a_locked_file_is_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BUSY_MILLISECONDS", 50)
    file = tmp_path / "conversations.db"
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ConversationsUnusable, match="locked.*Another program holds it"):
        Conversations.open(f"sqlite:///{file}")
    holder.close()


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite:////proc/none/conversations.db"])
def test_a_place_that_cannot_be_used_is_one_line(url: str) -> None:
    with pytest.raises(ConversationsUnusable, match="ROLEWISE_CONVERSATIONS_URL") as raised:
        Conversations.open(url)
    assert "\n" not in str(raised.value)


def test_a_password_is_not_named() -> None:
    with pytest.raises(ConversationsUnusable) as raised:
        Conversations.open("postgresql://someone:secret@127.0.0.1:1/none")
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)
