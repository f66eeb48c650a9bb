"""Draws docs/telegram.png: asks the assistant a few questions and shows the messages as a Telegram client would.

Run it after `make train` with `.venv/bin/python docs/make_telegram_picture.py`; it needs Chromium.
"""

from __future__ import annotations

import asyncio
import base64
import html
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.assistant import Assistant
from bot.channels.telegram.drawing import draw
from bot.channels.telegram.keyboard import keyboard
from bot.channels.telegram.messages import messages
from bot.settings import Settings

PICTURE = Path(__file__).parent / "telegram.png"
SCREENS = (
    ("What does an ML engineer do?", "Show me all jobs"),
    ("Pay of data engineers by year", "Who earns more, an ML engineer or a data analyst?"),
    (
        "Compare skills of an ML engineer with a data science manager",
        "Tell me about new remote data engineer jobs over 120k",
    ),
)
_WIDTH, _HEIGHT = 1290, 1420
_STYLE = """
* { box-sizing: border-box } body { margin: 0; padding: 20px; background: #e9edf1; display: flex; gap: 20px;
  font: 15px/1.35 -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; color: #0f1419 }
.screen { width: 403px; border-radius: 22px; overflow: hidden; background: #cbdcc0; display: flex; flex-direction: column }
header { background: #fff; padding: 12px 18px; font-weight: 600 } header small { display: block; font-weight: 400; color: #6b7780 }
main { padding: 12px 10px; display: flex; flex-direction: column; gap: 8px }
.mine { align-self: flex-end; background: #e3fbd0; padding: 7px 12px; border-radius: 15px 15px 4px 15px; max-width: 82% }
.bot { width: 94% } .bubble { background: #fff; border-radius: 15px 15px 15px 4px; overflow: hidden }
.text { padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere } .bubble img { display: block; width: 100% }
pre { margin: 0; padding: 8px; background: #f0f3f6; border-radius: 8px; border-left: 3px solid #4a9fd8; font-size: 12.5px;
  font-family: 'DejaVu Sans Mono', monospace; overflow-x: auto } i { color: #5c6770 }
.row { display: flex; gap: 4px; margin-top: 4px } .row span { flex: 1; text-align: center; background: #0006; color: #fff;
  padding: 7px 6px; border-radius: 9px; font-size: 14px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
"""


async def ask() -> list[list[tuple[str, list[dict[str, Any]]]]]:
    """The messages for each question, one conversation a screen."""
    assistant = Assistant.load(Settings.read(os.environ, {"conversations_url": "sqlite://"}))
    screens = []
    for number, questions in enumerate(SCREENS):
        screen = []
        for question in questions:
            answers = await assistant.ask(question, f"screen-{number}", "telegram", pushes=True)
            screen.append((question, [message.as_dict() for answer in answers for message in messages(answer)]))
        screens.append(screen)
    return screens


def page(screens: list[list[tuple[str, list[dict[str, Any]]]]]) -> str:
    """The screens side by side, as a page that needs nothing from outside."""
    drawn = "".join(
        "<div class=screen><header>Rolewise<small>bot</small></header><main>"
        + "".join(f"<div class=mine>{html.escape(q)}</div>" + "".join(map(_bubble, found)) for q, found in screen)
        + "</main></div>"
        for screen in screens
    )
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{drawn}"


def _bubble(body: dict[str, Any]) -> str:
    picture = ""
    if body["picture"]:
        picture = f"<img src='data:image/png;base64,{base64.b64encode(draw(body['picture'])).decode()}'>"
    markup = keyboard("token", [title for title, _ in body["buttons"]])
    rows = "".join(
        "<div class=row>" + "".join(f"<span>{html.escape(button.text)}</span>" for button in row) + "</div>"
        for row in (markup.inline_keyboard if markup else ())
    )
    return f"<div class=bot><div class=bubble>{picture}<div class=text>{body['html']}</div></div>{rows}</div>"


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed to draw the picture.")
    with TemporaryDirectory() as folder:
        shown = Path(folder) / "page.html"
        shown.write_text(page(asyncio.run(ask())), "utf8")
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={folder}/profile", f"--window-size={_WIDTH},{_HEIGHT}", f"--screenshot={PICTURE}",
             shown.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    print(f"Wrote {PICTURE}")


if __name__ == "__main__":
    main()
