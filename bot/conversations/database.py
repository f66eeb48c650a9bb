"""The database of conversations, used off the event loop."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import declarative_base
from sqlalchemy.pool import QueuePool, StaticPool

from bot.conversations.errors import ConversationsUnusable
from bot.off_the_loop import off_the_loop, to_its_end

T = TypeVar("T")
Table: Any = declarative_base()
# SQLite has one writer at a time: more threads would only wait for each other.
_SERVER_THREADS = 8
# Each lock that is held or waited for has a connection of its own.
_HELD_LOCKS = 64


class ConversationDatabase:
    """Runs transactions in threads of its own."""

    def __init__(self, url: str) -> None:
        """ConversationsUnusable if the database cannot be opened."""
        try:
            self.url = make_url(url)
            self.engine = _engine(self.url)
            if self.file is not None:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            self.create_tables()
        except (ArgumentError, NoSuchModuleError, ImportError, DBAPIError, OSError) as error:
            raise ConversationsUnusable(_named(url), str(getattr(error, "orig", None) or error)) from error
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else _SERVER_THREADS, thread_name_prefix="conversations")

    def create_tables(self) -> None:
        """Create what is missing of the tables that are declared by now: a channel may declare its own later."""
        with self.engine.begin() as connection:
            Table.metadata.create_all(connection)
        if self.file is not None:
            self.engine.dispose()  # a server's workers may be forked from here: they must not share a connection

    @property
    def name(self) -> str:
        """What messages call the database; never with a password."""
        return _named(str(self.url.render_as_string(hide_password=True)))

    @property
    def is_sqlite(self) -> bool:
        return bool(self.url.get_backend_name() == "sqlite")

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None in memory and on a server."""
        named = self.is_sqlite and self.url.database not in (None, "", ":memory:")
        return Path(str(self.url.database)) if named else None

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction, in a thread; it is committed when this returns.

        Raises:
            ConversationsUnusable: the database cannot be read or written now.
            IntegrityError: `work` breaks a rule of the tables.
        """
        return await off_the_loop(self._threads, self._transact, work, True)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """`run` for work that changes nothing, and so need not wait for another process that writes."""
        return await off_the_loop(self._threads, self._transact, work, False)

    async def in_one_thread(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Run a coroutine that waits for nothing but transactions, all of it in one of the threads that run these."""
        return await off_the_loop(self._threads, lambda: to_its_end(work()))

    def _transact(self, work: Callable[[Connection], T], write: bool) -> T:
        try:
            with self.engine.connect().execution_options(write=write) as connection, connection.begin():
                return work(connection)
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise ConversationsUnusable(self.name, str(error.orig)) from error

    def mark(self, connection: Connection) -> object:
        """What becomes another thing once somebody else changes the database; taken within a transaction of one's own.

        None where it takes a question to know. https://www.sqlite.org/pragma.html#pragma_data_version
        """
        return _mark(connection.connection) if self.is_sqlite else None

    async def is_still(self, mark: object) -> bool:
        """Whether nobody else has changed the database since `mark` was taken: quicker than any question to it."""
        return mark is not None and await off_the_loop(self._threads, self._present_mark) == mark

    def _present_mark(self) -> object:
        try:
            connection = self.engine.raw_connection()
            try:
                return _mark(connection)
            finally:
                connection.close()
        except (DBAPIError, sqlite3.Error):
            return None  # the question that follows says what is wrong

    async def scrub(self) -> None:
        """Leave nothing of what was deleted in the files of SQLite, whose log would hold it for a while."""
        if self.file is not None:
            await off_the_loop(self._threads, self._empty_log)

    def _empty_log(self) -> None:
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def connect(self) -> Connection:
        """A connection of one's own, for a lock that is held between transactions."""
        return self.engine.connect()

    def close(self) -> None:
        """Finish what runs, and give back all connections."""
        self._threads.shutdown()
        self.engine.dispose()


def _named(url: str) -> str:
    """What messages call the database; never with a password."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return "the given URL"
    return str(
        parsed.database if parsed.get_backend_name() == "sqlite" else parsed.render_as_string(hide_password=True)
    )


def _engine(url: Any) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True, pool_size=_SERVER_THREADS, max_overflow=_HELD_LOCKS)
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, future=True, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        # By default SQLAlchemy opens a file anew for each transaction; closing it writes the log back and waits for the disk.
        engine = create_engine(url, future=True, poolclass=QueuePool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _mark(connection: Any) -> tuple[object, int]:
    cursor = connection.cursor()
    (version,) = cursor.execute("PRAGMA data_version").fetchone()
    cursor.close()
    # Versions of two connections cannot be compared.
    return connection.info.setdefault("mark", object()), version


def _begin(connection: Any) -> None:
    write = connection.get_execution_options().get("write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _prepare(connection: Any, _: Any) -> None:
    # BEGIN IMMEDIATE by ourselves: a reader that turns writer midway fails at once if another process writes.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    # With WAL, NORMAL keeps the database whole and survives the end of a process; only a power cut can lose a turn.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    # Who has a conversation deleted wants it gone from the file, too.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
