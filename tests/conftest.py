"""One store, one model and one assistant for the whole session; each conversation is fresh."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import pytest
import requests

from actions.answer import Answer
from actions.plain_text import plain_text
from bot import model
from bot.assistant import Assistant, Trace
from bot.settings import PREFIX, ROOT, Settings
from knowledge.build import build
from tests.postgresql import NewDatabase, postgresql

# The same examples each time, so that a run says of a change what it did; `--hypothesis-profile explore` seeks others.
hypothesis.settings.register_profile("rolewise", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile("rolewise")

T = TypeVar("T")
ROLEWISE = str(Path(sys.executable).with_name("rolewise"))


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
def anyio_backend() -> str:
    """Tests marked `anyio` are coroutines of asyncio."""
    return "asyncio"


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
    given = request.config.getoption("--models")
    made = Settings(
        database_url=f"sqlite:///{tmp_path_factory.mktemp('store') / 'knowledge.db'}",
        conversations_url=f"sqlite:///{tmp_path_factory.mktemp('conversations') / 'conversations.db'}",
        models=tmp_path_factory.mktemp("models") if given else ROOT / "models",
    )
    build(made.database_url, made.sources)
    made.export()
    if given:
        (made.models / f"rolewise-{model.fingerprint()}.tar.gz").symlink_to(model.newest(Path(given)).resolve())
    else:
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
    names = ("database_url", "conversations_url", "models")
    return {**own, **{PREFIX + name.upper(): str(getattr(settings, name)) for name in names}}


@pytest.fixture(scope="session")
def new_database() -> Iterator[NewDatabase]:
    """Makes an empty database of a name on one PostgreSQL: `new_database("store")` gives its URL."""
    with postgresql() as new:
        yield new


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


@dataclass(frozen=True)
class Server:
    """A `rolewise serve` of its own, on loopback."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def post(self, body: Any, path: str = "/webhooks/rest/webhook", **options: Any) -> requests.Response:
        return requests.post(self.url + path, json=body, timeout=30, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(self.url + path, timeout=30, **options)

    def ask(self, message: str, sender: str | None = None) -> dict[str, Any]:
        """The one answer to a message."""
        response = self.post({"message": message, **({"sender": sender} if sender else {})})
        assert response.status_code == 200, response.text
        (answer,) = response.json()
        return answer


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(environment: dict[str, str], log: Path, *options: str) -> Iterator[Server]:
    port = free_port()
    with log.open("w") as out:
        command = [ROLEWISE, "serve", "--port", str(port), *options]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=out)
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        for _ in range(600):
            assert process.poll() is None, f"the server ended: {log.read_text()}"
            try:
                if server.get("/ready").status_code == 200:
                    break
            except requests.ConnectionError:
                time.sleep(0.1)
        else:
            pytest.fail(f"the server was not ready in a minute: {log.read_text()}")
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as it is started by default."""
    with serving(environment, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="session")
def managed_server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose management API is on."""
    with serving({**environment, f"{PREFIX}API_TOKEN": TOKEN}, tmp_path_factory.mktemp("managed") / "log") as server:
        yield server
