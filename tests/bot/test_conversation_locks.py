"""Locks across processes: one at a time, woken at once, and let go by whoever is killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.conversation_locks import ConversationLocks, locks_for
from bot.conversations import Conversations
from bot.settings import ROOT

pytestmark = pytest.mark.anyio
HOLD = """
import asyncio, sys
from bot.conversation_locks import locks_for
from bot.conversations import Conversations

async def hold():
    async with locks_for(Conversations.open(sys.argv[1])).held("a"):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.readline)

asyncio.run(hold())
"""
Holder = Callable[[], Awaitable["subprocess.Popen[str]"]]


@pytest.fixture
def locks(conversations: Conversations) -> ConversationLocks:
    found = locks_for(conversations)
    assert found is not None
    return found


@pytest.fixture
async def holder(conversations_url: str) -> AsyncIterator[Holder]:
    """Starts another process that holds the lock of conversation `a` until it gets a line or is killed."""
    started: list[subprocess.Popen[str]] = []

    async def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, conversations_url],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        assert process.stdout is not None
        assert await asyncio.to_thread(process.stdout.readline) == "held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


async def got(locks: ConversationLocks, conversation: str) -> float:
    """Takes and frees the lock; returns when it was got, as `time.monotonic` tells it."""
    async with locks.held(conversation):
        return time.monotonic()


async def test_another_process_is_waited_for_and_other_conversations_are_not(
    locks: ConversationLocks, holder: Holder
) -> None:
    process = await holder()
    waiting = asyncio.create_task(got(locks, "a"))
    await asyncio.wait_for(got(locks, "b"), 5)
    await asyncio.sleep(0.2)
    assert not waiting.done()
    assert process.stdin is not None
    freed = time.monotonic()
    process.stdin.write("\n")
    process.stdin.flush()
    assert await asyncio.wait_for(waiting, 10) - freed < 0.5, "it is woken, it does not look now and then"


async def test_a_killed_process_lets_go(locks: ConversationLocks, holder: Holder) -> None:
    process = await holder()
    waiting = asyncio.create_task(got(locks, "a"))
    await asyncio.sleep(0.1)
    process.kill()
    await asyncio.wait_for(waiting, 10)


async def test_who_stops_waiting_leaves_no_lock_behind(locks: ConversationLocks, holder: Holder) -> None:
    process = await holder()
    waiting = asyncio.create_task(got(locks, "a"))
    await asyncio.sleep(0.1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    process.kill()
    await asyncio.wait_for(got(locks, "a"), 10)


async def test_within_a_process_many_conversations_are_held_at_once(locks: ConversationLocks) -> None:
    inside = 0
    most = 0

    async def one(number: int) -> None:
        nonlocal inside, most
        async with locks.held(f"conversation {number}"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.05)
            inside -= 1

    await asyncio.wait_for(asyncio.gather(*(one(number) for number in range(64))), 20)
    assert most > 16


def test_conversations_in_memory_need_none() -> None:
    assert locks_for(Conversations.open("sqlite://")) is None
