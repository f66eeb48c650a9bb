"""Whether a store can have changed since its version was read, told by its files: cheaper than to ask SQLite."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

# A file system counts time in ticks of some milliseconds: two changes within one leave the same mark.
_RACY_NANOSECONDS = 100_000_000

Mark = tuple[tuple[int, int, int], ...]


class VersionWatch:
    """The version of an SQLite store, read again only when its files have changed."""

    def __init__(self, file: Path | None, read: Callable[[], int]) -> None:
        # Changes are written to the log first, and much later to the file itself.
        self._files = [str(file), f"{file}-wal"] if file else []
        self._read = read
        self._known: tuple[Mark, int] | None = None

    def version(self) -> int:
        """The version as of now."""
        mark = self._mark()
        if self._known is not None and mark == self._known[0]:
            return self._known[1]
        version = self._read()
        self._known = (mark, version) if mark else None
        return version

    def _mark(self) -> Mark:
        """Identity, size and last change of each file; empty where that cannot be relied on."""
        marks = []
        for file in self._files:
            try:
                status = os.stat(file)
            except FileNotFoundError:
                marks.append((0, 0, 0))
                continue
            if abs(time.time_ns() - status.st_mtime_ns) < _RACY_NANOSECONDS:
                return ()
            marks.append((status.st_ino, status.st_size, status.st_mtime_ns))
        return tuple(marks)
