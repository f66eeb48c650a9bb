"""Locks that hold across processes and end with the process that holds them, so that no kill leaves one behind."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import zlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from threading import Lock
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.conversations import Conversations

# Two conversations of different processes that share a file wait for each other: one turn, one time in a thousand.
_FILES = 1024
_WAITING = 32


class ConversationLocks(Protocol):
    """Lets one process at a time into a conversation; within a process its callers see to that."""

    def held(self, conversation: str) -> AbstractAsyncContextManager[None]: ...


def locks_for(conversations: Conversations) -> ConversationLocks | None:
    """Locks that all processes with the same database share; None where no other process can have it."""
    if conversations.in_memory:
        return None
    if conversations.engine.dialect.name == "postgresql":
        return AdvisoryLocks(conversations)
    file = conversations.file or Path("conversations")
    return FileLocks(file.with_name(file.name + "-locks"))


class FileLocks:
    """Locks of the kernel on files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = ThreadPoolExecutor(_WAITING, thread_name_prefix="locks")
        folder.mkdir(parents=True, exist_ok=True)

    @asynccontextmanager
    async def held(self, conversation: str) -> AsyncIterator[None]:
        path = self._folder / f"{zlib.crc32(conversation.encode()) % _FILES:03x}"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # the kernel wakes the thread once the other lets go
                await asyncio.get_running_loop().run_in_executor(self._threads, fcntl.flock, file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)


class AdvisoryLocks:
    """PostgreSQL's locks: a free one is taken on one connection for all; who must wait does so on one of its own."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._engine: Engine = conversations.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._shared: Connection | None = None
        self._turn = Lock()
        self._threads = ThreadPoolExecutor(_WAITING, thread_name_prefix="locks")

    @asynccontextmanager
    async def held(self, conversation: str) -> AsyncIterator[None]:
        key = int.from_bytes(hashlib.blake2b(conversation.encode(), digest_size=8).digest(), "big", signed=True)
        loop = asyncio.get_running_loop()
        acquiring = loop.run_in_executor(self._threads, self._acquire, key)
        try:
            release = await asyncio.shield(acquiring)
        except asyncio.CancelledError:  # the thread goes on and may get the lock when nobody wants it any more
            acquiring.add_done_callback(lambda done: None if done.exception() else self._threads.submit(done.result()))
            raise
        try:
            yield
        finally:
            await asyncio.shield(loop.run_in_executor(self._threads, release))

    def _acquire(self, key: int) -> Callable[[], None]:
        try:
            with self._turn:
                if self._shared is None or self._shared.invalidated:
                    self._shared = self._engine.connect()
                shared = self._shared
                if shared.scalar(select(func.pg_try_advisory_lock(key))):
                    return lambda: self._release_shared(shared, key)
            own = self._engine.connect()
            own.execute(select(func.pg_advisory_lock(key)))
            return lambda: self._release_own(own, key)
        except DBAPIError as error:
            raise self._conversations.failure(error) from error

    def _release_shared(self, shared: Connection, key: int) -> None:
        with self._turn:
            if not shared.invalidated:  # a connection that broke has let go already
                shared.execute(select(func.pg_advisory_unlock(key)))

    def _release_own(self, own: Connection, key: int) -> None:
        with own:
            if not own.invalidated:
                own.execute(select(func.pg_advisory_unlock(key)))
