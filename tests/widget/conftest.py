"""A browser, pages of another site under a strict policy, and the servers that they talk to."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.settings import ROOT

# The first is the same engine without windows, at half the cost.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="no Chromium on this machine; Debian's package `chromium` brings it")
        for item in items:
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(skip)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Scripted:
    """A scripted server that can be stopped, killed and started again at the same address."""

    folder: Path
    origins: str = "*"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Scripted:
        command = [sys.executable, "-m", "tests.widget.scripted_server", str(self.port), str(self.folder), self.origins]
        with (self.folder.parent / f"log-{self.port}").open("a") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        for _ in range(300):
            try:
                requests.get(f"{self.url}/widget.js", timeout=5)
                return self
            except requests.ConnectionError:
                assert self.process.poll() is None, (self.folder.parent / f"log-{self.port}").read_text()
                time.sleep(0.05)
        pytest.fail("the scripted server did not start")

    def stop(self, kill: bool = False) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(20)


@pytest.fixture(scope="package")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripted]:
    server = Scripted(tmp_path_factory.mktemp("scripted") / "kept").start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Scripted]:
    """A server for tests that stop it."""
    server = Scripted(tmp_path / "kept").start()
    yield server
    server.stop()


@dataclass
class Site:
    """A site of somebody else: pages at another origin, under a policy that allows the widget's host and no more."""

    url: str
    pages: dict[str, str]

    def add(self, path: str, server: str, attributes: str = "", body: str = "") -> str:
        """Put up a page that embeds the widget of `server`; return its address."""
        script = f'<script src="{server}/widget.js" {attributes} async></script>' if server else ""
        self.pages[path] = (
            f"{strict_policy(server)}\n<!doctype html><html lang='en'><head><meta charset='utf-8'>"
            f"<meta name='viewport' content='width=device-width'><title>A page</title>{script}</head>"
            f"<body><main><h1>A page of another site</h1>{body}</main></body></html>"
        )
        return self.url + path


def strict_policy(host: str) -> str:
    return (
        f"default-src 'none'; script-src {host}; connect-src {host}; style-src {host}; "
        "require-trusted-types-for 'script'"
    )


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            policy, _, page = pages.get(self.path, "").partition("\n")
            self.send_response(200 if page else 404)
            if page:
                self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # By another name than the widget's server, so that origin and site both differ.
    yield Site(f"http://localhost:{server.server_address[1]}", pages)
    server.shutdown()
    server.server_close()


# Not for the session: while Playwright runs, no other event loop can run in this thread.
@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@dataclass
class Widget:
    """The widget on a page, as a person meets it."""

    page: Any
    problems: list[str]

    def open(self) -> Widget:
        self.page.get_by_role("button", name="Open the chat").click()
        return self

    @property
    def field(self) -> Any:
        return self.page.get_by_label("Your message")

    @property
    def log(self) -> Any:
        return self.page.get_by_role("log")

    def say(self, text: str) -> Widget:
        self.field.fill(text)
        self.field.press("Enter")
        return self

    def replies(self) -> list[str]:
        return [text.strip() for text in self.page.locator(".reply .blocks").all_inner_texts()]

    def said(self) -> list[str]:
        return [text.strip() for text in self.page.locator(".said > span:last-child").all_inner_texts()]

    def wait_for_reply(self, text: str, timeout: float = 10_000) -> Widget:
        self.page.locator(".reply", has_text=text).last.wait_for(timeout=timeout)
        return self


Visit = Callable[..., Widget]


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """`visit(address, context=None, **options)` opens a page and notes whatever the browser complains of."""
    contexts: list[Any] = []

    def go(address: str, context: Any = None, **options: Any) -> Widget:
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
            contexts.append(context)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("console", lambda line: problems.append(line.text) if line.type in ("error", "warning") else None)
        page.goto(address)
        page.wait_for_function("() => document.querySelector('rolewise-chat')?.shadowRoot")
        return Widget(page, problems)

    yield go
    for context in contexts:
        context.close()
