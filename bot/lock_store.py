"""A lock store that wakes the next message at once; Rasa's own looks once a second."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

from bot.conversation_locks import ConversationLocks


class WakingLockStore(InMemoryLockStore):
    """Messages of one conversation are handled one after another, in order of arrival; `across` holds off others."""

    def __init__(self, across: ConversationLocks | None = None) -> None:
        super().__init__()
        self._across = across
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._waiting[conversation_id] = self._waiting.get(conversation_id, 0) + 1
        try:
            async with lock:
                if self._across is None:
                    yield TicketLock(conversation_id)
                else:
                    async with self._across.held(conversation_id):
                        yield TicketLock(conversation_id)
        finally:
            self._waiting[conversation_id] -= 1
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id], self._locks[conversation_id]
