"""`rolewise serve --workers 2`: no message is lost or answered twice, whatever is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from bot import model
from bot.settings import PREFIX, ROOT, Settings
from tests.conftest import ROLEWISE, Server, free_port, serving

# Each question leans on the one before: one that is missing, or asked twice, shows.
DIALOGUE = ["What does a data science manager earn?", "and the tools?", "What does a data analyst earn?",
            "what skills do they need?", "and the manager?", "what about education"]  # fmt: skip


@pytest.fixture
def own(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    return {**environment, f"{PREFIX}CONVERSATIONS_URL": f"sqlite:///{tmp_path / 'conversations.db'}"}


@pytest.fixture
def two_workers(own: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    with serving(own, tmp_path / "log", "--workers", "2") as server:
        yield server


def children(server: Server) -> list[int]:
    pid = server.process.pid
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def send(server: Server, sender: str, message_id: str, text: str) -> Any:
    """As a careful client does: the same request again where the connection broke."""
    body = {"sender": sender, "message_id": message_id, "message": text}
    for _ in range(50):
        try:
            response = server.post(body)
        except requests.ConnectionError:
            time.sleep(0.05)
            continue
        assert response.status_code == 200, response.text
        return response.json()
    raise AssertionError("no reply")


def talk(server: Server, sender: str) -> list[str]:
    return [send(server, sender, str(number), text)[0]["text"] for number, text in enumerate(DIALOGUE)]


def test_no_message_is_lost_or_answered_twice_when_workers_are_killed(two_workers: Server, own: dict[str, str]) -> None:
    expected = talk(two_workers, "calm")
    stop = threading.Event()
    killed: list[int] = []

    def kill_now_and_then() -> None:
        while not stop.wait(0.4):
            running = children(two_workers)
            if len(running) < 2:  # the one killed last is not replaced yet
                continue
            victim = running[len(killed) % 2]
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    try:
        with ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(lambda number: talk(two_workers, f"client-{number}"), range(24)))
    finally:
        stop.set()
        killer.join()

    assert len(killed) >= 2
    assert answers == [expected] * 24
    record = _said(own)
    for number in range(24):
        assert record[f"rest:client-{number}"] == DIALOGUE, "each message was handled once, in order"


def test_a_killed_worker_is_replaced(two_workers: Server) -> None:
    before = children(two_workers)
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    deadline = time.monotonic() + 10
    while len(after := children(two_workers)) < 2 or before[0] in after:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert before[1] in after
    assert "Excellent in leadership" in two_workers.ask("what skills does a data science manager need")["text"]
    (line,) = [line for line in two_workers.log.read_text().splitlines() if "SIGKILL" in line]
    assert str(before[0]) in line


def test_a_conversation_goes_on_in_whatever_worker(two_workers: Server) -> None:
    with ThreadPoolExecutor(4) as clients:
        answers = list(clients.map(lambda number: talk(two_workers, f"any-{number}"), range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert "Jira" in answers[0][1]


def test_the_same_message_at_the_same_time_is_handled_once(two_workers: Server, own: dict[str, str]) -> None:
    with ThreadPoolExecutor(8) as clients:
        replies = list(clients.map(lambda _: send(two_workers, "eager", "1", "hello"), range(16)))
    assert all(reply == replies[0] for reply in replies)
    assert _said(own)["rest:eager"] == ["hello"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_clean(number: signal.Signals, own: dict[str, str], tmp_path: Path) -> None:
    with serving(own, tmp_path / "log", "--workers", "2") as server:
        workers = children(server)
        server.process.send_signal(number)
        assert server.process.wait(20) == 0
        assert "Traceback" not in server.log.read_text()
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_no_worker_outlives_a_supervisor_that_is_killed(own: dict[str, str], tmp_path: Path) -> None:
    with serving(own, tmp_path / "log", "--workers", "2") as server:
        workers = children(server)
        server.process.kill()
        deadline = time.monotonic() + 20
        while [pid for pid in workers if Path(f"/proc/{pid}").exists()]:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_conversations_in_memory_are_refused_for_several_workers(own: dict[str, str]) -> None:
    result = _serve(own, "--workers", "2", **{f"{PREFIX}CONVERSATIONS_URL": "sqlite://"})
    assert result.returncode == 2
    assert "cannot share" in result.stderr


def test_a_port_that_is_taken_is_one_line(own: dict[str, str], two_workers: Server) -> None:
    port = two_workers.url.rsplit(":", 1)[1]
    result = _serve(own, "--port", port)
    assert result.returncode == 2
    (line,) = result.stderr.strip().splitlines()
    assert port in line
    assert "--port" in line


def test_a_new_model_is_taken_without_a_dropped_message(
    own: dict[str, str], settings: Settings, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    given = model.newest(settings.models)
    shutil.copy(given, models / "rolewise-before.tar.gz")
    own = {**own, f"{PREFIX}MODELS": str(models)}
    with serving(own, tmp_path / "log") as server:
        expected = talk(server, "before")
        swapped = threading.Event()

        def go_on(number: int) -> list[list[str]]:
            answers = []
            while not swapped.is_set() or not answers:
                answers.append(talk(server, f"{number}-{len(answers)}"))
            return answers

        with ThreadPoolExecutor(3) as clients:
            running = [clients.submit(go_on, number) for number in range(3)]
            try:
                (models / "half.tar.gz").write_bytes(given.read_bytes()[:1000])
                _wait_for_line(server.log, "the model in use stays")
                (models / "half.tar.gz").unlink()
                shutil.copy(given, models / "new")
                (models / "new").replace(models / f"rolewise-{model.fingerprint()}.tar.gz")
                server.process.send_signal(signal.SIGHUP)
                _wait_for_line(server.log, "now answering with")
            finally:
                swapped.set()
            answers = [answer for future in running for answer in future.result()]
        assert all(answer == expected for answer in answers)
        assert talk(server, "after") == expected


def _wait_for_line(log: Path, part: str) -> None:
    deadline = time.monotonic() + 60
    while part not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def _serve(environment: dict[str, str], *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROLEWISE, "serve", *(options if "--port" in options else (*options, "--port", str(free_port())))],
        env={**environment, **more}, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def _said(environment: dict[str, str]) -> dict[str, list[str]]:
    """What each conversation's record says that its person said, in order."""

    file = environment[f"{PREFIX}CONVERSATIONS_URL"].removeprefix("sqlite:///")
    said: dict[str, list[str]] = {}
    with sqlite3.connect(file) as connection:
        for sender, data in connection.execute(
            "SELECT sender_id, data FROM events WHERE type_name = 'user' ORDER BY id"
        ):
            said.setdefault(sender, []).append(json.loads(data)["text"])
    return said
