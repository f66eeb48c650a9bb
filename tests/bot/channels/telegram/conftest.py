"""The channel against a Bot API server of our own, in a process of its own or in this one."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.conversations.database import ConversationDatabase
from bot.conversations.lock_store import ConversationLockStore
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings import Settings
from bot.telegram import Telegram
from knowledge.store import Store
from tests.bot.channels.telegram.fake_api import TOKEN, FakeBotApi


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi().running() as api:
        yield api


class Running:
    """A bot that runs in a thread with an event loop and an assistant of its own, until it is stopped."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._started.wait(60)

    def stop(self) -> None:
        if not self._loop.is_closed() and self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(30)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)

        async def work() -> None:
            self._task = asyncio.current_task()
            with suppress(asyncio.CancelledError):
                await Telegram(self.assistant).run(lambda name: self._started.set())

        self._loop.run_until_complete(work())
        self._loop.close()


def on_its_own(assistant: Assistant, settings: Settings) -> Assistant:
    """The loaded model with a database of conversations of its own, as after a start."""
    database = ConversationDatabase(settings.conversations_url)
    agent = copy(assistant.agent)
    agent.tracker_store = ConversationTrackerStore(database)
    agent.tracker_store.domain = agent.domain
    agent.lock_store = ConversationLockStore(database)
    agent.processor = copy(agent.processor)
    agent.processor.tracker_store = agent.tracker_store
    agent.processor.lock_store = agent.lock_store
    return Assistant(settings, agent, database, Store.open(settings.database_url))


Start = Callable[..., Any]


@pytest.fixture
def start(assistant: Assistant, settings: Settings, api: FakeBotApi, tmp_path: Path) -> Iterator[Start]:
    """Starts the bot on the test's own database of conversations; `start(telegram_chat_rate=1)` changes settings."""
    running: list[Running] = []

    def begin(**changes: Any) -> Running:
        own = {
            "telegram_token": TOKEN,
            "telegram_api_url": api.url,
            "telegram_chat_rate": 1000.0,
            "telegram_group_rate": 60_000.0,
            "telegram_overall_rate": 1000.0,
            "telegram_timeout": 2.0,
            "alerts_check_seconds": 0.05,
            "conversations_url": f"sqlite:///{tmp_path / 'conversations.db'}",
        }
        bot = Running(on_its_own(assistant, settings.copy(update={**own, **changes})))
        bot.start()
        running.append(bot)
        return bot

    yield begin
    for bot in running:
        bot.stop()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[ConversationDatabase]:
    made = ConversationDatabase(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield made
    made.close()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
