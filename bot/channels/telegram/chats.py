"""A queue for each chat: its work in order, that of different chats side by side."""

from __future__ import annotations

import asyncio
import logging
from bisect import insort
from collections.abc import Awaitable, Callable
from operator import itemgetter
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)
T = TypeVar("T")
# Seconds after which work that failed is tried again, and after the last left until the next start.
_PAUSES = (1.0, 5.0, 30.0, 60.0, 60.0, 0.0)


class ChatQueues(Generic[T]):
    """Each chat with work has one task, so none can take the place of another."""

    def __init__(self, work: Callable[[str, T], Awaitable[None]]) -> None:
        self._work = work
        self._waiting: dict[str, list[tuple[float, T]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._closed = False

    def put(self, chat: str, item: T, place: float = 0) -> None:
        """Add to the chat's queue, after all of the same or a lower `place`.

        Nothing is taken any more once closed, for it is stored and comes back.
        """
        if self._closed:
            return
        insort(self._waiting.setdefault(chat, []), (place, item), key=itemgetter(0))
        if chat not in self._tasks:
            self._tasks[chat] = asyncio.create_task(self._run(chat))

    async def idle(self) -> None:
        """Wait until no chat has work."""
        while self._tasks:
            await asyncio.wait(set(self._tasks.values()))

    async def close(self, seconds: float) -> None:
        """Let what is being done come to its end, for so long at most; what waits is left."""
        self._closed = True
        for waiting in self._waiting.values():
            waiting.clear()
        tasks = set(self._tasks.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, chat: str) -> None:
        waiting = self._waiting[chat]
        try:
            while waiting:
                await self._insist(chat, waiting.pop(0)[1])
        finally:
            del self._tasks[chat], self._waiting[chat]

    async def _insist(self, chat: str, item: T) -> None:
        for pause in _PAUSES:
            try:
                return await self._work(chat, item)
            except Exception:
                # The one place where a chat's uncaught error ends; what was not answered is stored, and comes back.
                logger.exception("a message of %s could not be handled", chat)
            if self._closed:
                return None
            await asyncio.sleep(pause)
        return None
