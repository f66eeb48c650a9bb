"""Messages go out no faster than Telegram takes them, and nobody waits for another's flood."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.chats import ChatQueues
from bot.channels.telegram.pace import Limits, Pace, PaceClosed


def test_one_chat_is_slow_and_others_are_not_held_up() -> None:
    async def work() -> None:
        pace = Pace(Limits(chat=10, group=60_000, overall=1000))
        loop = asyncio.get_running_loop()
        sent: list[tuple[int, float]] = []

        async def send(chat: int, count: int) -> None:
            for _ in range(count):
                async with pace.turn(chat):
                    sent.append((chat, loop.time()))

        await asyncio.gather(send(1, 4), *(send(chat, 1) for chat in range(2, 12)))
        of_first = [at for chat, at in sent if chat == 1]
        assert all(later - earlier >= 0.099 for earlier, later in zip(of_first, of_first[1:]))
        assert [chat for chat, _ in sent[-3:]] == [1, 1, 1], "the others went first"

    asyncio.run(work())


def test_overall_there_is_a_limit_too() -> None:
    async def work() -> None:
        pace = Pace(Limits(chat=1000, group=60_000, overall=50))
        loop = asyncio.get_running_loop()

        async def send(chat: int) -> None:
            async with pace.turn(chat):
                pass

        began = loop.time()
        await asyncio.gather(*map(send, range(1, 12)))
        assert loop.time() - began >= 0.18

    asyncio.run(work())


def test_a_pause_that_telegram_asks_for_is_kept_and_a_stop_ends_it() -> None:
    async def work() -> None:
        pace = Pace(Limits())
        pace.pause(7, 60)

        async def send() -> None:
            async with pace.turn(7):
                pytest.fail("it was sent")

        waiting = asyncio.create_task(send())
        await asyncio.sleep(0.02)
        assert not waiting.done()
        pace.close()
        with pytest.raises(PaceClosed):
            await waiting

    asyncio.run(work())


def test_work_of_a_chat_is_in_order_and_a_failure_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.chats._PAUSES", (0.0, 0.0))
    done: list[tuple[str, int]] = []
    failing = {("a", 2)}

    async def work(chat: str, item: int) -> None:
        await asyncio.sleep(0.001 * (5 - item))
        if (chat, item) in failing:
            failing.clear()
            raise ValueError("once")
        done.append((chat, item))

    async def run() -> None:
        queues = ChatQueues(work)
        for item in range(4):
            for chat in "ab":
                queues.put(chat, item)
        await queues.idle()

    asyncio.run(run())
    assert [item for chat, item in done if chat == "a"] == [0, 1, 2, 3]
    assert [item for chat, item in done if chat == "b"] == [0, 1, 2, 3]
