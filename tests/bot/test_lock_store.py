"""Messages of one conversation: in order, and the next at once."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.conversation_locks import FileLocks
from bot.lock_store import WakingLockStore

pytestmark = pytest.mark.anyio


async def test_who_waits_gets_in_in_order_of_arrival_with_no_idle_wait(tmp_path: Path) -> None:
    store = WakingLockStore(FileLocks(tmp_path))
    order: list[int] = []

    async def turn(number: int) -> None:
        async with store.lock("a"):
            await asyncio.sleep(0.02)
            order.append(number)

    started = time.perf_counter()
    await asyncio.gather(*(turn(number) for number in range(10)))
    assert time.perf_counter() - started < 0.8
    assert order == list(range(10))
    assert not store._locks, "a conversation that nobody is in takes no memory"


async def test_a_turn_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    store = WakingLockStore(FileLocks(tmp_path))
    with pytest.raises(ZeroDivisionError):
        async with store.lock("a"):
            raise ZeroDivisionError
    async with store.lock("a"):
        pass
