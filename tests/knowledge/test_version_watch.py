"""A store's version is asked for only when its files have changed, and never missed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.version_watch import VersionWatch

LONG_AGO = 1_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A store at rest, which somebody has open."""
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE store (version INTEGER)")
        connection.execute("INSERT INTO store VALUES (1)")
        connection.commit()
        for part in ("store.db", "store.db-wal"):
            os.utime(tmp_path / part, ns=(LONG_AGO, LONG_AGO))
        yield tmp_path / "store.db"


class Reader:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT version FROM store").fetchone()[0])


def test_a_store_at_rest_is_read_once(file: Path) -> None:
    reader = Reader(file)
    watch = VersionWatch(file, reader)
    assert [watch.version() for _ in range(3)] == [1, 1, 1]
    assert reader.times == 1


def test_each_change_of_another_connection_is_seen_at_once(file: Path) -> None:
    watch = VersionWatch(file, Reader(file))
    with closing(sqlite3.connect(file)) as other:
        for version in range(2, 30):
            other.execute("UPDATE store SET version = ?", (version,))
            other.commit()
            assert watch.version() == version


def test_a_file_put_in_its_place_is_seen(file: Path, tmp_path: Path) -> None:
    watch = VersionWatch(file, Reader(file))
    assert watch.version() == 1
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE store (version INTEGER)")
        other.execute("INSERT INTO store VALUES (7)")
        other.commit()
    os.utime(tmp_path / "other.db", ns=(LONG_AGO, LONG_AGO))
    os.remove(f"{file}-wal")
    os.replace(tmp_path / "other.db", file)
    assert watch.version() == 7


def test_a_store_without_a_file_is_always_asked() -> None:
    versions = iter((1, 2))
    watch = VersionWatch(None, lambda: next(versions))
    assert [watch.version(), watch.version()] == [1, 2]
