"""The database of conversations: what was said, kept for as long as its owner wants, by any number of processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
)
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

T = TypeVar("T")
_METADATA = MetaData()
# Server databases are asked side by side; SQLite has one writer, so more threads would only wait for it.
_THREADS = 8
_BUSY_MILLISECONDS = 10_000

# The columns are those of Rasa's own SQL tracker store, so that its tools read the record. An id is never given
# twice, so that one that is still the highest of a conversation says that nothing has changed.
EVENTS = Table(
    "events",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sender_id", String(255), nullable=False),
    Column("type_name", String(255), nullable=False),
    Column("timestamp", Float),
    Column("intent_name", String(255)),
    Column("action_name", String(255)),
    Column("data", Text),
    Index("events_in_order", "sender_id", "id"),
    Index("events_by_type", "sender_id", "type_name", "id"),
    sqlite_autoincrement=True,
)
# A received message has `message_id`, a reply `number` and the id that it `answers`; ids tell their order.
LEDGER = Table(
    "ledger",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(255), nullable=False),
    Column("message_id", String(255)),
    Column("pending", Boolean, nullable=False),
    Column("answers", String(255)),
    Column("number", Integer),
    Column("body", Text, nullable=False),
    Column("at", Float, nullable=False),
    UniqueConstraint("conversation", "message_id"),
    UniqueConstraint("conversation", "number"),
    Index("ledger_in_order", "conversation", "id"),
    Index("ledger_pending", "pending", "id"),
    sqlite_autoincrement=True,
)


class ConversationsUnusable(Exception):
    """The database of conversations cannot be read or written; the message says why and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        remedy = "Set ROLEWISE_CONVERSATIONS_URL to another place, or mend this one"
        if "locked" in reason:
            remedy = "Another program holds it: end that one, or wait"
        elif "not a database" in reason or "malformed" in reason:
            remedy = "Move the file away; a new one is made at the next start"
        super().__init__(f"{name}: conversations cannot be kept here: {reason}. {remedy}.")


class Conversations:
    """Runs work on the database in threads of its own, so that the event loop never waits for SQL."""

    def __init__(self, url: str) -> None:
        """Build from an SQLAlchemy URL; `sqlite://` keeps conversations in memory.

        Raises:
            ConversationsUnusable: no database can be meant by the URL.
        """
        try:
            self._url = make_url(url)
            self.engine = _engine(self._url)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise ConversationsUnusable(url or "ROLEWISE_CONVERSATIONS_URL", f"the URL means none ({error})") from error
        threads = 1 if self._url.get_backend_name() == "sqlite" else _THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="conversations")

    @classmethod
    def open(cls, url: str) -> Conversations:
        """The database at `url`, made where there is none.

        Raises:
            ConversationsUnusable: it is damaged, locked, or cannot be made.
        """
        conversations = cls(url)
        try:
            if conversations.file is not None:
                conversations.file.parent.mkdir(parents=True, exist_ok=True)
            conversations._in_transaction(_METADATA.create_all, True)
            if not conversations.in_memory:  # a process that is forked from this one must not share a connection
                conversations.engine.dispose()
        except OSError as error:
            raise ConversationsUnusable(conversations.name, str(error)) from error
        return conversations

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None in memory and on a server."""
        if self._url.get_backend_name() != "sqlite" or self._url.database in (None, "", ":memory:"):
            return None
        return Path(str(self._url.database))

    @property
    def in_memory(self) -> bool:
        return self._url.get_backend_name() == "sqlite" and self.file is None

    @property
    def name(self) -> str:
        """What messages call the database; never with a password."""
        return str(self.file or self._url.render_as_string(hide_password=True))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a thread.

        Raises:
            ConversationsUnusable: the database failed.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._in_transaction, work, False)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a thread, in one transaction that is durable when this returns.

        Raises:
            ConversationsUnusable: the database failed; nothing was changed.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._in_transaction, work, True)

    async def close(self) -> None:
        """Finish what was begun and give back all connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self.engine.dispose()

    def _in_transaction(self, work: Callable[[Connection], T], write: bool) -> T:
        try:
            with self.engine.connect().execution_options(write=write) as connection, connection.begin():
                return work(connection)
        except DBAPIError as error:
            raise self.failure(error) from error

    def failure(self, error: DBAPIError) -> ConversationsUnusable:
        """What the database reported, as one line."""
        reason = " ".join(str(error.orig).split()) or type(error.orig).__name__
        return ConversationsUnusable(self.name, reason)


def _engine(url: Any) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True, pool_size=_THREADS, max_overflow=3 * _THREADS)
    # One connection, used by the one thread; it may be closed by another.
    engine = create_engine(url, future=True, poolclass=StaticPool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # In WAL mode this loses nothing when a process is killed; only a power cut may take the last turns.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Any) -> None:
    # A writer that says so at once waits for its turn; one that read first would fail where another wrote meanwhile.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
