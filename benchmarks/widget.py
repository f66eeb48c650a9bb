"""What the widget costs a page, and how soon an answer is seen.

    python benchmarks/widget.py [--loads 30] [--messages 40]

Each load with the widget is beside one of the same page without it, in the same browser, so that the difference is the
widget's. Answers are scripted: what is measured begins when the server's reply is there. It needs Chromium.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
MAIN_THREAD_LIMIT = 20.0
PAINT_LIMIT = 100.0
# From the moment the reply can be read, wherever it comes first, to the frame after the one in which its element stands.
WATCH = """() => {
  const fetched = window.fetch;
  window.fetch = async (...given) => {
    const response = await fetched(...given);
    if (String(given[0]).endsWith("/chat/messages")) window.replied ??= performance.now();
    return response;
  };
  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = async function () {
    const part = await read.call(this);
    if (new TextDecoder().decode(part.value).includes("event: reply")) window.replied ??= performance.now();
    return part;
  };
  const list = document.querySelector("rolewise-chat").shadowRoot.querySelector(".turns");
  window.painted = [];
  new MutationObserver((changes) => {
    if (!changes.some((change) => [...change.addedNodes].some((node) => node.className === "reply"))) return;
    const { replied } = window;
    requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now() - replied)));
  }).observe(list, { childList: true, subtree: true });
}"""
SAY = "(text) => { window.replied = null; Rolewise.send(text) }"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=30)
    parser.add_argument("--messages", type=int, default=40)
    arguments = parser.parse_args()
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.widget.scripted_server", str(port), folder, "*"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/widget.js")
            with _site(f"http://127.0.0.1:{port}") as site, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                print(f"Chromium {browser.version}, {arguments.loads} loads, {arguments.messages} messages")
                loads(browser, site.url, arguments.loads)
                first_paints(browser, site.url, arguments.loads)
                paints(browser, site.url, arguments.messages)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def loads(browser: Browser, site: str, times: int) -> None:
    """Main-thread time of loading a page, with the widget and without, by turns."""
    spent: dict[str, list[float]] = {"/with": [], "/without": []}
    for _ in range(times + 1):
        for path, found in spent.items():
            found.append(_task_milliseconds(browser, site + path))
    with_it, without = (statistics.median(found[1:]) for found in spent.values())  # the first fills caches
    cost = with_it - without
    print(
        f"main thread at load: {with_it:.1f} ms with the widget, {without:.1f} ms without: {with_it / without:.2f} times"
    )
    print(
        f"the widget costs {cost:.1f} ms of at most {MAIN_THREAD_LIMIT:.0f}: {'ok' if cost < MAIN_THREAD_LIMIT else 'TOO MUCH'}"
    )


def _task_milliseconds(browser: Browser, address: str) -> float:
    """Processor time of all tasks of the page's main thread: what other programs do meanwhile does not count."""
    page = browser.new_page()
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(100)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.close()
    threads = {
        (e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    # Of several renderers, the page's own is the one that parsed a document.
    own = {(e["pid"], e["tid"]) for e in events if e["name"] == "ParseHTML" and address in str(e.get("args"))} & threads
    tasks = [e for e in events if e["name"] == "ThreadControllerImpl::RunTask" and (e["pid"], e["tid"]) in own]
    assert tasks, "the browser traced no task"
    return float(sum(e.get("tdur", 0) for e in tasks)) / 1000


def first_paints(browser: Browser, site: str, times: int) -> None:
    """From the server's first reply on a page, of every kind of block, to its frame on the screen."""
    found = []
    for _ in range(times):
        page = _opened(browser, site)
        found += _painted(page, ["all of it"])
        page.close()
    _tell("from the first reply to its paint", found)


def paints(browser: Browser, site: str, times: int) -> None:
    """The same for all replies of one conversation as it grows."""
    page = _opened(browser, site)
    for number in range(times):
        _painted(page, [f"hello {number}", "all of it", "charts"])
    _tell("from each reply of a long conversation to its paint", page.evaluate("() => window.painted"))
    page.close()


def _opened(browser: Browser, site: str) -> Page:
    page = browser.new_page()
    page.goto(site + "/with")
    page.get_by_role("button", name="Open the chat").click()
    page.evaluate(WATCH)
    return page


def _painted(page: Page, texts: list[str]) -> list[float]:
    """Say each of `texts` and wait for its answer; return what all of the page's took until they were seen."""
    for text in texts:
        before = page.evaluate("() => window.painted.length")
        page.evaluate(SAY, text)
        page.wait_for_function("(n) => window.painted.length > n", arg=before)
    found: list[float] = page.evaluate("() => window.painted")
    return found


def _tell(what: str, found: list[float]) -> None:
    slowest = max(found)
    print(f"{what}: median {statistics.median(found):.1f} ms, slowest of {len(found)} {slowest:.1f} ms of at most "
          f"{PAINT_LIMIT:.0f}: {'ok' if slowest < PAINT_LIMIT else 'TOO SLOW'}")  # fmt: skip


class _site:
    """Two pages that differ in the widget's line alone, at another origin than the widget's."""

    def __init__(self, widget: str) -> None:
        article = "".join(f"<p>Paragraph {n} of a page with some text.</p>" for n in range(100))
        line = f'<script src="{widget}/widget.js" async></script>'
        pages = {f"/{name}": f"<!doctype html><title>A page</title>{head}<main>{article}</main>"
                 for name, head in (("with", line), ("without", ""))}  # fmt: skip

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path in pages else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(pages.get(self.path, "").encode())

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self._server.server_address[1]}"

    def __enter__(self) -> _site:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
