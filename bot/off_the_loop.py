"""Work that may wait (SQL, reading a message) is done off the event loop, so that it holds up nobody else's turn.

Each change of thread costs as much as a small transaction. So a whole turn is run in one thread, where no event loop
runs: what the turn would hand over to a thread is then done on the spot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar

T = TypeVar("T")


async def off_the_loop(executor: Executor | None, work: Callable[..., T], *arguments: Any) -> T:
    """Do `work` in a thread of `executor`, or in this thread where it runs no event loop.

    Who is cancelled waits for the end of it: what a lock was held for must not go on without that.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return work(*arguments)
    working = loop.run_in_executor(executor, work, *arguments)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait([working])
        raise


def to_its_end(running: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that waits for nothing.

    Raises:
        RuntimeError: it does.
    """
    try:
        running.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    running.close()
    raise RuntimeError("the action waits for something; make its `run` a coroutine")
