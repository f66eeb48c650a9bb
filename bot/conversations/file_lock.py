"""Locks between processes of one machine: one byte of a file for each."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class FileLock:
    """POSIX record locks: a byte's lock is the process's, and the kernel takes it back when the process ends."""

    def __init__(self, file: Path) -> None:
        # Never closed: closing any descriptor of the file would give back all locks of the process.
        self._file = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)

    def try_to_hold(self, number: int) -> int | None:
        """Hold lock `number` and return it, or None where another process has it."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except OSError:
            return None
        return number

    def wait_for(self, number: int) -> int:
        """Hold lock `number`, as soon as it is free."""
        fcntl.lockf(self._file, fcntl.LOCK_EX, 1, number)
        return number

    def release(self, number: int) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, number)
