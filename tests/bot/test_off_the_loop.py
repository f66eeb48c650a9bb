"""Work is done in a thread, or on the spot where no event loop runs; whoever is cancelled waits for its end."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot.off_the_loop import off_the_loop, to_its_end


def test_in_an_event_loop_work_is_done_in_another_thread() -> None:
    worker = asyncio.run(off_the_loop(None, threading.current_thread))
    assert worker is not threading.current_thread()


def test_where_no_event_loop_runs_it_is_done_on_the_spot() -> None:
    assert to_its_end(off_the_loop(None, threading.current_thread)) is threading.current_thread()


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(off_the_loop(None, lambda: 1 // 0))


def test_who_is_cancelled_waits_for_the_end_of_the_work() -> None:
    done: list[bool] = []

    def work() -> None:
        time.sleep(0.1)
        done.append(True)

    async def begin_and_cancel() -> None:
        task = asyncio.create_task(off_the_loop(None, work))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert done

    asyncio.run(begin_and_cancel())


def test_a_coroutine_that_waits_cannot_be_run_to_its_end() -> None:
    async def waits() -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="make its `run` a coroutine"):
        to_its_end(waits())
