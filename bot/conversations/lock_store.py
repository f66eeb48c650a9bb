"""A lock for each conversation: its messages are handled one after another, whichever process they came to."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

from bot.conversations.database import ConversationDatabase
from bot.conversations.file_lock import FileLock
from bot.conversations.server_lock import ServerLock

# Conversations that wait for another process at one time; further ones queue for a thread.
_WAITING = 32


class ConversationLockStore(InMemoryLockStore):
    """Wakes the next message at once, where Rasa's own looks once a second; the order is that of arrival.

    Between processes a lock is held in the operating system (SQLite) or the database server (PostgreSQL): either
    gives it back when the process that held it is killed.
    """

    def __init__(self, database: ConversationDatabase | None = None) -> None:
        super().__init__()
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        self._between = _between_processes(database)
        self._threads = ThreadPoolExecutor(_WAITING, thread_name_prefix="locks")

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[TicketLock, None]:
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._waiting[conversation_id] = self._waiting.get(conversation_id, 0) + 1
        try:
            async with lock:
                held = await self._hold(conversation_id)
                try:
                    yield TicketLock(conversation_id)
                finally:
                    await self._release(held)
        finally:
            self._waiting[conversation_id] -= 1
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id], self._locks[conversation_id]

    async def _hold(self, conversation_id: str) -> Any:
        if self._between is None:
            return None
        number = int.from_bytes(hashlib.blake2b(conversation_id.encode(), digest_size=8).digest(), "big") >> 2
        held = self._between.try_to_hold(number)
        if held is None:
            held = await asyncio.get_running_loop().run_in_executor(self._threads, self._between.wait_for, number)
        return held

    async def _release(self, held: Any) -> None:
        if isinstance(self._between, FileLock):
            self._between.release(held)
        elif held is not None:
            await asyncio.get_running_loop().run_in_executor(self._threads, self._between.release, held)


def _between_processes(database: ConversationDatabase | None) -> Any:
    if database is None or (database.is_sqlite and database.file is None):
        return None  # in memory: there is no other process
    if database.file is not None:
        return FileLock(database.file.with_suffix(".lock"))
    return ServerLock(database)
