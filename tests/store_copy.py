"""A store of its own for a test that changes one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def copy_store(url: str, file: Path) -> str:
    """Copies the SQLite store at `url` into `file` and returns the URL of the copy.

    SQLite copies it: to open and close the file by other means would drop this process's locks on it, and the next
    process to leave the store would take its log away. https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks
    """
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
    return f"sqlite:///{file}"
