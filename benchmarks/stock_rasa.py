"""Compares Rolewise with stock Rasa and writes docs/benchmarks.md; `make bench` runs it.

It sets up an environment for stock Rasa in .bench/ (2.7 GB, several minutes of downloads), trains stock Rasa unless a
model of an earlier run lies there, and measures both bots, started by it, in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from benchmarks.load import converse
from benchmarks.report import write
from benchmarks.results import Results, Side
from benchmarks.running_bot import RunningBot
from benchmarks.stock_project import StockProject
from benchmarks.turn_profile import parts_of_a_turn
from bot.model import newest
from bot.settings import PREFIX, ROOT, Settings

FOLDER = ROOT / ".bench"
TOKEN = "of-the-benchmark"
CONVERSATIONS = (1, 16, 64)
QUESTIONS = [
    "What does a data science manager earn?", "and the tools?", "What skills does a machine learning engineer need?",
    "Show me all jobs", "What does a data analyst earn?", "thanks", "Compare an ML engineer with a data science manager",
    "what about education",
]  # fmt: skip
console = Console(stderr=True)


class Comparison:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.quick: bool = arguments.quick
        self.stock = StockProject(FOLDER, arguments.epochs)
        self.retrain: bool = arguments.retrain
        self.run = FOLDER / "run"
        shutil.rmtree(self.run, ignore_errors=True)
        self.run.mkdir(parents=True)
        self.settings = Settings(conversations_url=f"sqlite:///{self.run / 'conversations.db'}", api_token=TOKEN)
        self.sides = {name: Side(name) for name in ("stock", "rolewise", "two workers")}

    def measure(self) -> Results:
        stock, rolewise, two = self.sides["stock"], self.sides["rolewise"], self.sides["two workers"]
        with console.status("Installing …"):
            self.stock.install()
            stock.install_mib = _mib(self.stock.environment)
            rolewise.install_mib = _mib(_runtime_environment())
        with console.status("Training stock Rasa, which takes long …"):
            stock.train_seconds, trained = self._train_stock()
        with console.status("Training Rolewise …"):
            rolewise.train_seconds = self._train_rolewise()
        with console.status("Starting each bot …"):
            for _ in range(1 if self.quick else 3):
                for name in ("stock", "rolewise"):
                    with self._running(name):
                        pass
        with console.status("Asking both, in turns …"), self._running("stock") as a, self._running("rolewise") as b:
            floor = self._new_conversations(a, b)
            stock.resident_mib, rolewise.resident_mib = a.resident_mib(), b.resident_mib()
            self._accuracy(a, b)
            long_turns = self._long_conversations(a, b)
            self._load({"stock": a, "rolewise": b})
        with console.status("Two workers …"), self._running("two workers") as bot:
            self._load({"two workers": bot})
            two.resident_mib = bot.resident_mib()
        with console.status("The parts of a turn …"):
            parts = parts_of_a_turn(
                self.settings.copy(update={"conversations_url": f"sqlite:///{self.run / 'profile.db'}"}), QUESTIONS,
                80 if self.quick else 400,
            )  # fmt: skip
        return Results(
            stock, rolewise, two, floor, len(_held_out()), self.stock.epochs, trained, parts, long_turns, self.quick
        )

    def _train_stock(self) -> tuple[float, str]:
        self.stock.write(action_port=0)
        note = self.stock.project / "trained.json"
        if self.retrain or not self.stock.model.exists() or not note.exists():
            started = time.perf_counter()
            self._call(self.stock.train_command(), self.stock.project, self.stock.variables(self.settings.database_url))
            note.write_text(json.dumps({"seconds": time.perf_counter() - started, "on": time.strftime("%Y-%m-%d")}))
            return json.loads(note.read_text())["seconds"], "in this run."
        found = json.loads(note.read_text())
        return found["seconds"], f"in an earlier run on this machine ({found['on']}); `--retrain` repeats it."

    def _train_rolewise(self) -> float:
        models = self.run / "models"
        started = time.perf_counter()
        self._call([_bin("rolewise"), "train", "--force"], self.run, self._variables(models=models))
        return time.perf_counter() - started

    @contextmanager
    def _running(self, name: str) -> Iterator[RunningBot]:
        port, actions = _free_port(), _free_port()
        if name == "stock":
            self.stock.write(actions)
            bot = RunningBot(
                name, self.stock.commands(port, actions), self.stock.project,
                self.stock.variables(self.settings.database_url), port, self.run / "stock.log",
            )  # fmt: skip
        else:
            options = ["--workers", "2"] if name == "two workers" else []
            bot = RunningBot(
                name, [[_bin("rolewise"), "serve", "--port", str(port), *options]], ROOT, self._variables(), port,
                self.run / "rolewise.log", TOKEN,
            )  # fmt: skip
        try:
            self.sides[name].start_seconds.append(bot.wait_for_answer(QUESTIONS[0]))
            yield bot
        finally:
            bot.stop()

    def _new_conversations(self, stock: RunningBot, rolewise: RunningBot) -> list[float]:
        """Conversations of ten messages, one to each in turn, 1,000 messages in all; then as many, a message to each in
        turn, which finds the processor's caches full of what the other bot did. Returns the times of the bare handler,
        by conversations."""
        floor: list[float] = []
        port = _free_port()
        command = [sys.executable, str(ROOT / "benchmarks" / "bare_sanic.py"), str(port)]
        bare = RunningBot("bare Sanic", [command], ROOT, os.environ, port, self.run / "bare.log")
        sides = ((stock, self.sides["stock"].new), (rolewise, self.sides["rolewise"].new), (bare, floor))
        alternating = ((stock, self.sides["stock"].alternating), (rolewise, self.sides["rolewise"].alternating))
        try:
            bare.wait_for_answer("x")
            for conversation in range(10 if self.quick else 100):
                for bot, times in sides:
                    for turn in range(10):
                        text = QUESTIONS[(10 * conversation + turn) % len(QUESTIONS)]
                        times.append(bot.timed(text, f"new-{conversation}"))
            for number in range(100 if self.quick else 1000):
                for bot, times in alternating:
                    times.append(bot.timed(QUESTIONS[number % len(QUESTIONS)], f"alternating-{number // 10}"))
        finally:
            bare.stop()
        return floor

    def _accuracy(self, stock: RunningBot, rolewise: RunningBot) -> None:
        for intent, text in _held_out():
            for bot in (stock, rolewise):
                found = bot.intent(text)
                self.sides[bot.name].right += intent == ("out_of_scope" if found == "nlu_fallback" else found)

    def _long_conversations(self, stock: RunningBot, rolewise: RunningBot) -> dict[str, list[float]]:
        """The 101st to 150th turn count as long for both; then Rolewise alone is asked 1,000 times in one conversation."""
        times: dict[str, list[float]] = {"stock": [], "rolewise": []}
        for number in range(60 if self.quick else 150):
            for bot in (stock, rolewise):
                times[bot.name].append(bot.timed(QUESTIONS[number % len(QUESTIONS)], "long"))
        for name in times:
            self.sides[name].long = times[name][-50:]
        times["rolewise"] = [
            rolewise.timed(QUESTIONS[number % len(QUESTIONS)], "alone") for number in range(200 if self.quick else 1000)
        ]
        return times

    def _load(self, bots: dict[str, RunningBot]) -> None:
        for round_number in range(1 if self.quick else 3):
            for conversations in CONVERSATIONS:
                turns = max(3, (60 if self.quick else 320) // conversations)
                for name, bot in bots.items():
                    load = converse(bot.hook, conversations, turns, QUESTIONS, f"load-{round_number}-{conversations}")
                    side = self.sides[name]
                    side.turns_a_second.setdefault(conversations, []).append(load.turns_a_second)
                    side.under_load.setdefault(conversations, []).extend(load.milliseconds)

    def _variables(self, models: Path | None = None) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        given = {"CONVERSATIONS_URL": self.settings.conversations_url, "API_TOKEN": TOKEN}
        if models:
            given["MODELS"] = str(models)
        return {**own, **{PREFIX + name: value for name, value in given.items()}}

    def _call(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        with (self.run / "training.log").open("a") as log:
            subprocess.run(command, cwd=folder, env=environment, stdout=log, stderr=log, check=True)


def _held_out() -> list[tuple[str, str]]:
    """Questions that no training saw, with their intents."""
    lines = (ROOT / "tests" / "in_domain.txt").read_text("utf8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line.strip()]


def _runtime_environment() -> Path:
    """Rolewise's packages without those for developers."""
    environment = FOLDER / "rolewise-venv"
    uv = shutil.which("uv") or str(ROOT / ".uv" / "uv-program")
    subprocess.run(
        [uv, "sync", "-q", "--frozen", "--no-dev"], cwd=ROOT, check=True,
        env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(environment)},
    )  # fmt: skip
    return environment


def _mib(folder: Path) -> float:
    """What the files of a folder take, each counted once."""
    sizes = {}
    for path in folder.rglob("*"):
        if not path.is_symlink() and path.is_file():
            status = path.stat()
            sizes[status.st_ino] = status.st_blocks * 512
    return sum(sizes.values()) / 2**20


def _bin(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer messages, rough figures")
    parser.add_argument("--epochs", type=int, default=12, help="of DIET and TED (rasa init: 100, which take hours)")
    parser.add_argument("--retrain", action="store_true", help="train stock Rasa again")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="where page and pictures go")
    arguments = parser.parse_args()
    newest(Settings.read(os.environ).models)  # says what to do where there is none
    results = Comparison(arguments).measure()
    arguments.docs.mkdir(parents=True, exist_ok=True)
    write(results, arguments.docs)
    console.print(f"Wrote {arguments.docs / 'benchmarks.md'}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
