"""A bot under test: its processes, started, asked over HTTP, weighed and stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

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
        # Plain, for it is timed too: requests takes longer than a bare server takes to answer.
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
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
            except (HTTPException, OSError, ValueError):
                self._connection.close()
            time.sleep(0.02)
        raise RuntimeError(f"{self.name} gave no answer; see {self._log.name}")

    def ask(self, text: str, sender: str) -> list[dict]:
        replies: list[dict] = self._post("/webhooks/rest/webhook", {"sender": sender, "message": text})
        return replies

    def timed(self, text: str, sender: str) -> float:
        """Milliseconds of a turn, with a connection that stays open."""
        started = time.perf_counter()
        self.ask(text, sender)
        return (time.perf_counter() - started) * 1000

    def intent(self, text: str) -> str:
        query = f"?token={self._token}" if self._token else ""
        return self._post(f"/model/parse{query}", {"text": text})["intent"]["name"] or ""

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        self._connection.request("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise ValueError(f"{self.name} answered {response.status}: {content[:200]!r}")
        return json.loads(content)

    def resident_mib(self) -> float:
        """Resident memory of all its processes and theirs, as the kernel counts it for each."""
        pids = [pid for process in self._processes for pid in _family(process.pid)]
        return sum(_resident_kib(pid) for pid in pids) / 1024

    def stop(self) -> None:
        self._connection.close()
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
