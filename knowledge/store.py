"""The knowledge store: one database, opened, read and changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, String, create_engine, event, inspect, select, update
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

# Every table must be known here, also those that are only named by strings elsewhere.
from knowledge import (  # noqa: F401
    listings,
    origins,
    roles,
    salaries,
    statements,
    survey_answers,
    terms,
    tips,
    unanswered,
    vocabulary,
)
from knowledge.errors import StoreDamaged, StoreMissing
from knowledge.memory import Memory
from knowledge.table import Table
from knowledge.version_watch import VersionWatch

DEFAULT_URL = f"sqlite:///{Path(__file__).parents[1] / 'var' / 'knowledge.db'}"
# The latest revision of knowledge/migrations, which is raised whenever a table changes.
SCHEMA = 4

# Pages of an SQLite file held in memory, in KiB. To read, they spare the indices of many listings from being fetched
# for each question; what an ingest takes should not grow with its file.
_CACHE_TO_READ, _CACHE_TO_WRITE = 32_768, 8_192


class StoreRow(Table):
    """The one row that tells what the store is; `version` counts committed changes."""

    __tablename__ = "store"
    id = Column(Integer, primary_key=True)
    schema = Column(Integer, nullable=False)
    version = Column(Integer, nullable=False)
    fingerprint = Column(String)


class Store:
    """A database at an SQLAlchemy URL; nothing is opened before it is used."""

    def __init__(self, url: str = DEFAULT_URL) -> None:
        """StoreDamaged if no database can be meant by the URL."""
        try:
            self._url = make_url(url)
            self.engine: Engine = _engine(self._url)
            self._watch = VersionWatch(self.file, self._read_version)
            self._memory = Memory()
        except (ArgumentError, NoSuchModuleError) as error:
            raise StoreDamaged(url, f"the URL cannot be used ({error})", "Set ROLEWISE_DATABASE_URL.") from error

    @classmethod
    def open(cls, url: str = DEFAULT_URL) -> Store:
        """A store that is there and sound; StoreMissing or StoreDamaged if it is not."""
        store = cls(url)
        if store.file is not None and not store.file.exists():
            raise StoreMissing(store.name)
        store.check()
        return store

    @property
    def file(self) -> Path | None:
        """The file of an SQLite store; None in memory and on a server."""
        if self._url.get_backend_name() != "sqlite" or self._url.database in (None, "", ":memory:"):
            return None
        return Path(str(self._url.database))

    @property
    def name(self) -> str:
        """What messages call the store; never with a password."""
        return str(self.file or self._url.render_as_string(hide_password=True))

    def check(self) -> None:
        """StoreMissing where the database is empty, StoreDamaged where it cannot be read."""
        try:
            with self.engine.connect() as connection:
                present = set(inspect(connection).get_table_names())
                if not present & set(Table.metadata.tables):
                    raise StoreMissing(self.name)
                missing = sorted(set(Table.metadata.tables) - present)
                if missing:
                    raise StoreDamaged(self.name, f"it lacks {', '.join(missing)}")
                if self.file is not None:
                    fault = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
                    if fault != "ok":
                        raise StoreDamaged(self.name, str(fault))
                schema = connection.scalar(select(StoreRow.schema))
        except DBAPIError as error:
            raise StoreDamaged(self.name, str(error.orig).strip() or type(error.orig).__name__) from error
        if schema != SCHEMA:
            raise StoreDamaged(self.name, f"it has the shape {schema}, this Rolewise needs {SCHEMA}")

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session to read in, which remembers what was asked before; what is not committed is rolled back at its end."""
        with _CountingSession(self.engine, future=True) as session:
            session.info["results"] = self._memory.at(self.version())
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session to write in, alone: committed at its end, rolled back if it raises."""
        with (
            self.engine.connect().execution_options(write=True) as connection,
            _CountingSession(connection, future=True) as session,
        ):
            yield session
            session.commit()

    def version(self) -> int:
        """A number that grows with every committed change; 0 where there is no store yet."""
        return self._watch.version()

    def _read_version(self) -> int:
        try:
            with self.engine.connect() as connection:
                # Asked for with each message, so without the object mapper.
                return int(connection.exec_driver_sql("SELECT version FROM store").scalar() or 0)
        except DBAPIError as error:
            raise StoreDamaged(self.name, str(error.orig).strip()) from error

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


class _CountingSession(Session):
    """Counts committed changes in the store's version."""


@event.listens_for(_CountingSession, "after_flush")
def _note_flush(session: Session, _: Any) -> None:
    if session.new or session.dirty or session.deleted:
        _note_change(session)


@event.listens_for(_CountingSession, "do_orm_execute")
def _note_statement(execution: Any) -> None:
    if execution.is_update or execution.is_delete or execution.is_insert:
        _note_change(execution.session)


def _note_change(session: Session) -> None:
    session.info["changed"] = True
    session.info.pop("results", None)  # what was asked before may be otherwise now, for this session alone


@event.listens_for(_CountingSession, "before_commit")
def _count(session: Session) -> None:
    session.flush()
    if session.info.pop("changed", False):
        session.connection().execute(update(StoreRow.__table__).values(version=StoreRow.version + 1))


@event.listens_for(_CountingSession, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("changed", None)


def _engine(url: Any) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True)
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, future=True)
    else:
        engine = create_engine(url, future=True, poolclass=QueuePool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    # pysqlite would begin transactions by itself, but not before DDL: a build would not be one transaction.
    # https://docs.sqlalchemy.org/en/14/dialects/sqlite.html#pysqlite-serializable
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _begin(connection: Any) -> None:
    # A reader that turns writer midway fails at once if another writes; a writer that says so waits its turn.
    write = connection.get_execution_options().get("write", False)
    if connection.info.get("writes") is not write:
        connection.info["writes"] = write
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_TO_WRITE if write else _CACHE_TO_READ}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
