"""One store, one model and one assistant for the whole session; each conversation is fresh."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from actions.answer import Answer
from actions.plain_text import plain_text
from bot import model
from bot.assistant import Assistant, Trace
from bot.settings import PREFIX, ROOT, Settings
from knowledge.build import build

T = TypeVar("T")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--models", help="take the newest model of this folder as it is, whatever has changed since")


@dataclass(frozen=True)
class Reply:
    """What a person got for one message, and how it was understood."""

    answers: tuple[Answer, ...]
    trace: Trace

    @property
    def answer(self) -> Answer:
        """The answer; a message gets exactly one."""
        (answer,) = self.answers
        return answer

    @property
    def kind(self) -> str:
        return self.answer.kind

    @property
    def text(self) -> str:
        """All that a plain channel shows, sources too."""
        return "\n".join(map(plain_text, self.answers))

    @property
    def words(self) -> str:
        """The same without the line of sources."""
        return "\n".join(plain_text(replace(answer, sources=())) for answer in self.answers)


Talk = Callable[[str], Reply]


@pytest.fixture(scope="session")
def run() -> Iterator[Callable[[Awaitable[T]], T]]:
    """Runs a coroutine in the one event loop of the session."""
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete
    loop.close()


@pytest.fixture(scope="session")
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A store made of the curated sources, and a model that fits the training data; the environment as given is restored."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    models = request.config.getoption("--models")
    made = Settings(
        database_url=f"sqlite:///{tmp_path_factory.mktemp('store') / 'knowledge.db'}",
        models=Path(models) if models else ROOT / "models",
    )
    build(made.database_url, made.sources)
    made.export()
    if not models:
        model.train(made.models)  # does nothing where the model is up to date
    yield made
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update({name: value for name, value in before.items() if name.startswith(PREFIX)})


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    return Assistant.load(settings)


@pytest.fixture(scope="session")
def environment(settings: Settings) -> dict[str, str]:
    """The environment for a process of its own that uses the session's store and model."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**own, f"{PREFIX}DATABASE_URL": settings.database_url, f"{PREFIX}MODELS": str(settings.models)}


_names = itertools.count(1)


@pytest.fixture(scope="session")
def new_talk(assistant: Assistant, run: Callable[[Awaitable[Any]], Any]) -> Callable[[], Talk]:
    """Begins a conversation."""

    def begin() -> Talk:
        conversation = f"test-{next(_names)}"

        def talk(text: str) -> Reply:
            answers, trace = run(assistant.traced(text, conversation))
            return Reply(tuple(answers), trace)

        return talk

    return begin


@pytest.fixture
def talk(new_talk: Callable[[], Talk]) -> Talk:
    """A fresh conversation: `talk("question")` gives the `Reply`."""
    return new_talk()
