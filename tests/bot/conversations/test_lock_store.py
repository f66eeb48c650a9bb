"""One message of a conversation at a time, in this process and in others."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversations.database import ConversationDatabase
from bot.conversations.lock_store import ConversationLockStore


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ConversationDatabase]:
    made = ConversationDatabase(f"sqlite:///{tmp_path / 'conversations.db'}")
    yield made
    made.close()


HOLD = """
import asyncio, sys
from bot.conversations.database import ConversationDatabase
from bot.conversations.lock_store import ConversationLockStore

async def hold():
    async with ConversationLockStore(ConversationDatabase(sys.argv[1])).lock("a"):
        print("held", flush=True)
        await asyncio.sleep(60)

asyncio.run(hold())
"""


def test_messages_of_one_conversation_are_handled_in_order_without_idle_waits() -> None:
    done: list[int] = []

    async def turn(locks: ConversationLockStore, number: int) -> None:
        async with locks.lock("a"):
            await asyncio.sleep(0.02)
            done.append(number)

    async def play() -> None:
        locks = ConversationLockStore()
        await asyncio.gather(*(turn(locks, number) for number in range(5)))

    started = time.monotonic()
    asyncio.run(play())
    assert done == [0, 1, 2, 3, 4]
    assert time.monotonic() - started < 1, "somebody looked once a second"


def test_conversations_do_not_wait_for_each_other(database: ConversationDatabase) -> None:
    async def play() -> None:
        locks = ConversationLockStore(database)
        async with locks.lock("a"):
            await asyncio.wait_for(_through(locks, "b"), 5)

    asyncio.run(play())


async def _through(locks: ConversationLockStore, conversation: str) -> None:
    async with locks.lock(conversation):
        pass


def test_a_conversation_is_locked_for_other_processes_until_they_are_killed(database: ConversationDatabase) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(database.url)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        async def play() -> None:
            locks = ConversationLockStore(database)
            await asyncio.wait_for(_through(locks, "b"), 5)
            waiting = asyncio.ensure_future(_through(locks, "a"))
            await asyncio.sleep(0.3)
            assert not waiting.done()
            other.kill()
            await asyncio.wait_for(waiting, 5)

        asyncio.run(play())


def test_nothing_is_left_of_a_lock_that_nobody_waits_for() -> None:
    async def play() -> None:
        locks = ConversationLockStore()
        await _through(locks, "a")
        assert not locks._locks

    asyncio.run(play())
