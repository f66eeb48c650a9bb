"""Draw docs/widget-*.png: the demo page with a real chat, at 360 and 1280 pixels, in both themes.

    python docs/make_widget_pictures.py

It needs Chromium, the built store and the trained model.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent
SIZES = {360: 740, 1280: 860}
QUESTIONS = ("What does an ML engineer earn?", "Pay of data engineers by year")


def main() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "ROLEWISE_CONVERSATIONS_URL": "sqlite://"}
    command = [str(Path(sys.executable).with_name("rolewise")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/ready")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for theme in ("light", "dark"):
                for width, height in SIZES.items():
                    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
                    page.goto(f"http://127.0.0.1:{port}/")
                    _chat(page)
                    page.screenshot(path=DOCS / f"widget-{width}-{theme}.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def _chat(page: Page) -> None:
    page.get_by_role("button", name="Open the chat").click()
    field = page.get_by_label("Your message")
    for number, question in enumerate(QUESTIONS, 1):
        field.fill(question)
        field.press("Enter")
        page.locator(".reply").nth(number - 1).wait_for()
    page.locator(".chart svg").last.scroll_into_view_if_needed()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
