"""A bot under test: its processes, started, asked over HTTP, weighed and stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import requests

_PATIENCE_SECONDS = 300


class RunningBot:
    """`commands` run side by side in `folder`; the first one serves the REST channel at `port`."""

    def __init__(
        self, name: str, commands: Sequence[Sequence[str]], folder: Path, environment: Mapping[str, str], port: int,
        log: Path, token: str = "",
    ) -> None:  # fmt: skip
        self.name = name
        self.url = f"http://127.0.0.1:{port}"
        self.hook = f"{self.url}/webhooks/rest/webhook"
        self._token = token
        self._log = log.open("a")
        self._session = requests.Session()
        self._session.trust_env = False
        self.started = time.perf_counter()
        self._processes = [
            subprocess.Popen(
                command, cwd=folder, env=dict(environment), stdout=self._log, stderr=self._log, start_new_session=True
            )
            for command in commands
        ]

    def wait_for_answer(self, text: str) -> float:
        """Ask until there is an answer; return seconds since the start."""
        while time.perf_counter() - self.started < _PATIENCE_SECONDS:
            for process in self._processes:
                if process.poll() is not None:
                    raise RuntimeError(f"{self.name} ended with {process.returncode}; see {self._log.name}")
            try:
                if self.ask(text, "first"):
                    return time.perf_counter() - self.started
            except requests.RequestException:
                pass
            time.sleep(0.02)
        raise RuntimeError(f"{self.name} gave no answer; see {self._log.name}")

    def ask(self, text: str, sender: str) -> list[dict]:
        response = self._session.post(self.hook, json={"sender": sender, "message": text}, timeout=60)
        response.raise_for_status()
        replies: list[dict] = response.json()
        return replies

    def timed(self, text: str, sender: str) -> float:
        """Milliseconds of a turn, with a connection that stays open."""
        started = time.perf_counter()
        self.ask(text, sender)
        return (time.perf_counter() - started) * 1000

    def intent(self, text: str) -> str:
        query = f"?token={self._token}" if self._token else ""
        response = self._session.post(f"{self.url}/model/parse{query}", json={"text": text}, timeout=60)
        response.raise_for_status()
        return response.json()["intent"]["name"] or ""

    def resident_mib(self) -> float:
        """Resident memory of all its processes and theirs, as the kernel counts it for each."""
        pids = [pid for process in self._processes for pid in _family(process.pid)]
        return sum(_resident_kib(pid) for pid in pids) / 1024

    def stop(self) -> None:
        self._session.close()
        for process in self._processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._log.close()


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in _family(int(child)))]


def _resident_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0
