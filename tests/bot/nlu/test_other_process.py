"""Work in another process: its result, and what is said when it is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.nlu.other_process import WorkLost, result_of


def number_of_process() -> int:
    return os.getpid()


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupted(mark: str) -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return Path(mark).read_text("utf8")


def much_later(mark: str) -> bytes:
    Path(mark).write_text(str(os.getpid()), "utf8")
    time.sleep(0.5)
    return bytes(10_000_000)  # more than the pipe between the two holds


def test_no_work_outlives_a_process_that_is_killed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    script = f"from tests.bot.nlu.test_other_process import *; result_of(much_later, {str(mark)!r})(); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", f"{script}"]) as asking:
        _until(lambda: mark.exists() and bool(mark.read_text("utf8")))
        asking.kill()
    working = int(mark.read_text("utf8"))

    _until(lambda: not _lives(working))


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _lives(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf8")
    except FileNotFoundError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"  # one that nobody asks for its exit code has ended too


def test_the_work_is_done_elsewhere() -> None:
    assert result_of(number_of_process)() != os.getpid()


def test_what_the_work_gives_comes_back(tmp_path: Path) -> None:
    (tmp_path / "mark").write_text("done", "utf8")
    assert result_of(Path.read_text, tmp_path / "mark", "utf8")() == "done"


def test_a_process_that_is_killed_is_said_to_be_lost() -> None:
    with pytest.raises(WorkLost, match="killed ended with exit code -9"):
        result_of(killed)()


def test_ctrl_c_is_left_to_the_process_that_waits(tmp_path: Path) -> None:
    (tmp_path / "mark").write_text("not interrupted", "utf8")
    assert result_of(interrupted, str(tmp_path / "mark"))() == "not interrupted"
