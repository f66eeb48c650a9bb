"""Threads share one arena of memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.settings import ROOT

_THREADS = """
import ctypes, threading
{before}
threads = [threading.Thread(target=lambda: [bytes(5000) for _ in range(1000)]) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
ctypes.CDLL(None).malloc_stats()
"""


def arenas(before: str) -> int:
    run = subprocess.run(
        [sys.executable, "-c", _THREADS.format(before=before)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return run.stderr.count("Arena ")


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has arenas")
def test_threads_share_one_arena() -> None:
    assert arenas("") > 1
    assert arenas("from bot.allocator import use_one_arena; use_one_arena()") == 1
