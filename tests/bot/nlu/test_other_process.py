"""Work in another process: its result, and what is said when it is lost."""

from __future__ import annotations

import os
import signal
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
