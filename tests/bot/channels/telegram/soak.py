"""Many chats at once, with calls that fail and a process that is killed: is every question answered once, in order?

Run it whole with `.venv/bin/python -m tests.bot.channels.telegram.soak`, after `make train`.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import ROOT, Settings
from knowledge.roles import all_roles
from knowledge.store import Store
from tests.bot.channels.telegram.fake_api import TOKEN, FakeBotApi

ROLEWISE = str(Path(sys.executable).with_name("rolewise"))
_HEADING = re.compile(r"Pay: (.+)")


@dataclass(frozen=True)
class Result:
    """`missing`, `twice` and `disordered` are chats; `seconds` from the first question to the last answer."""

    asked: int
    answered: int
    missing: list[int]
    twice: list[int]
    disordered: list[int]
    failures: dict[str, int]
    seconds: float

    @property
    def is_right(self) -> bool:
        return not (self.missing or self.twice or self.disordered)


def soak(
    api: FakeBotApi, environment: dict[str, str], titles: Sequence[str], chats: int, messages: int, kills: int, log: Path,
    patience: float = 900.0, late: float = 5.0,
) -> Result:  # fmt: skip
    """Ask `messages` questions in each of `chats` chats, and kill the process `kills` times on the way."""
    shuffle = random.Random(1)
    wanted = {chat: shuffle.sample(list(titles), messages) for chat in range(1, chats + 1)}
    process = start(environment, log)
    try:
        began = time.monotonic()
        for i in range(messages):
            for chat, asked in wanted.items():
                api.say(chat, f"What does a {asked[i]} earn?")
        total, until = chats * messages, time.monotonic() + patience
        for kill in range(1, kills + 1):
            while len(api.order) < total * kill / (kills + 1) and time.monotonic() < until:
                assert process.poll() is None, log.read_text()
                time.sleep(0.01)
            process.kill()
            process.wait()
            process = start(environment, log)
        while time.monotonic() < until and any(missing(api, chat, asked) for chat, asked in wanted.items()):
            time.sleep(0.5)
        seconds = time.monotonic() - began
        time.sleep(late)  # what comes too much may come then
    finally:
        process.terminate()
        process.wait(30)
    return _judge(api, wanted, seconds)


def answers(api: FakeBotApi, chat: int) -> list[str]:
    """The titles that a chat was given the pay of, in order."""
    return [match[1].strip() for sent in api.chat(chat) if (match := _HEADING.search(sent.text))]


def missing(api: FakeBotApi, chat: int, asked: Sequence[str]) -> bool:
    return not set(asked) <= set(answers(api, chat))


def start(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen([ROLEWISE, "telegram"], env=environment, cwd=ROOT, stdout=out, stderr=out)


def _judge(api: FakeBotApi, wanted: dict[int, list[str]], seconds: float) -> Result:
    without, twice, disordered, answered = [], [], [], 0
    for chat, asked in wanted.items():
        got = answers(api, chat)
        answered += len(got)
        if len(got) != len(set(got)):
            twice.append(chat)
        if set(got) != set(asked):
            without.append(chat)
        elif list(dict.fromkeys(got)) != asked:
            disordered.append(chat)
    total = sum(map(len, wanted.values()))
    return Result(total, answered, without, twice, disordered, dict(api.failures), seconds)


def titles_with_pay(database_url: str) -> list[str]:
    """Titles that a question about pay is answered for, each by its own name."""
    with Store.open(database_url).session() as session:
        return [role.name for role in all_roles(session) if role.answers]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--messages", type=int, default=20)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--failures", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as folder, FakeBotApi(per_chat=0.95, overall=30, seed=given.seed).running() as api:
        api.failure_rate = given.failures
        environment = {
            **os.environ,
            "TELEGRAM_TOKEN": TOKEN,
            "ROLEWISE_TELEGRAM_API_URL": api.url,
            "ROLEWISE_CONVERSATIONS_URL": f"sqlite:///{folder}/conversations.db",
        }
        titles = titles_with_pay(Settings.read(os.environ).database_url)
        log = Path(folder) / "log"
        result = soak(api, environment, titles, given.chats, given.messages, given.kills, log)
        print(log.read_text()[-20_000:], file=sys.stderr)
    print(
        f"{result.answered:,} answers to {result.asked:,} questions in {result.seconds:.0f} s; failed calls: {result.failures}"
    )
    print(f"calls: {dict(Counter(name for _, name, _ in api.calls))}")
    print(f"chats with answers missing {result.missing}, doubled {result.twice}, out of order {result.disordered}")
    sys.exit(not result.is_right)


if __name__ == "__main__":
    main()
