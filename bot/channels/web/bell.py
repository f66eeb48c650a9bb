"""Tells the open streams of a conversation, in this process, that something has happened in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = dict[str, Any]


class Bell:
    """One queue for each stream; an event is a message just taken, or None: look what is new."""

    def __init__(self) -> None:
        self._listening: dict[str, set[asyncio.Queue[Event | None]]] = {}
        self.closed = False

    @contextmanager
    def listen(self, conversation: str) -> Iterator[asyncio.Queue[Event | None]]:
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        queues = self._listening.setdefault(conversation, set())
        queues.add(queue)
        try:
            yield queue
        finally:
            queues.discard(queue)
            if not queues:
                self._listening.pop(conversation, None)

    def ring(self, conversation: str, event: Event | None = None) -> None:
        for queue in self._listening.get(conversation, ()):
            queue.put_nowait(event)

    def close(self) -> None:
        """End all streams, which would otherwise hold the server's end up."""
        self.closed = True
        for conversation in list(self._listening):
            self.ring(conversation)
