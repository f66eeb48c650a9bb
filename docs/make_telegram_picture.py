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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from actions.answer import Answer, Button
from bot.alert_wording import digest
from bot.assistant import Assistant
from bot.channels.telegram import commands
from bot.channels.telegram.drawing import draw
from bot.channels.telegram.keyboard import keyboard
from bot.channels.telegram.messages import Message, messages
from bot.settings import Settings
from knowledge.listings import ListingFilter, search_listings
from knowledge.store import Store

PICTURE = Path(__file__).parent / "telegram.png"
DIGEST = "(an hour later, after an ingest)"
# A text is typed, one in brackets presses the button of that title.
SCREENS = (
    ("/start data-science-manager", "[Skills]", "/jobs remote"),
    ("Which version control does an ML engineer use?", "Pay of data engineers by year"),
    ("@rolewise_bot, what does an ML engineer do?", "tell me about new remote data engineer jobs over 120k", DIGEST),
)
_WIDTH, _HEIGHT = 1290, 1290
_STYLE = """
* { box-sizing: border-box } body { margin: 0; padding: 20px; background: #e4e8ec; display: flex; gap: 20px;
  font: 15px/1.32 'Liberation Sans', Roboto, 'Segoe UI', sans-serif; color: #0f1419 }
.screen { width: 403px; height: 1250px; border-radius: 26px; overflow: hidden; display: flex; flex-direction: column;
  background: linear-gradient(160deg, #d5e3c4, #b9d0ae 45%, #c9d8b4); box-shadow: 0 2px 10px #0003 }
header { background: #fff; padding: 10px 16px; display: flex; gap: 12px; align-items: center; font-weight: 600 }
header b { width: 38px; height: 38px; border-radius: 50%; background: #3390ec; color: #fff; font-size: 18px;
  display: grid; place-items: center } header i { color: #3390ec; font-style: normal; font-size: 24px; line-height: 1 }
header small { display: block; font-weight: 400; color: #707579; font-size: 13px }
footer { background: #fff; padding: 9px 14px; display: flex; gap: 12px; align-items: center; color: #a2acb4 }
footer b { background: #3390ec; color: #fff; border-radius: 16px; padding: 5px 12px; font-size: 14px; font-weight: 600 }
main { flex: 1; min-height: 0; padding: 10px; display: flex; flex-direction: column; gap: 7px; overflow: hidden;
  justify-content: flex-end }
.mine { align-self: flex-end; background: #eeffde; padding: 6px 11px 7px; border-radius: 15px 15px 4px 15px; max-width: 84%;
  box-shadow: 0 1px 1px #0002 }
.day { align-self: center; background: #5e7a4d99; color: #fff; font-size: 13px; padding: 2px 10px; border-radius: 12px }
.bot { width: 95% } .bubble { background: #fff; border-radius: 15px 15px 15px 4px; overflow: hidden; box-shadow: 0 1px 1px #0002 }
.text { padding: 6px 11px 8px; white-space: pre-wrap; overflow-wrap: anywhere } .bubble img { display: block; width: 100% }
.quote { margin: 7px 11px 0; padding: 2px 8px; border-left: 3px solid #3390ec; background: #3390ec14; border-radius: 4px;
  font-size: 13.5px } .quote b { color: #3390ec; display: block }
pre { display: inline-block; width: 100%; margin: 0; padding: 7px 9px; background: #3390ec12; border-radius: 6px;
  border-left: 3px solid #3390ec; font: 12.6px/1.35 'DejaVu Sans Mono', monospace; overflow-x: auto }
.row { display: flex; gap: 4px; margin-top: 4px } .row span { flex: 1; text-align: center; background: #54705599; color: #fff;
  padding: 7px 6px; border-radius: 9px; font-size: 14px; font-weight: 600; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap }
"""


@dataclass
class Shown:
    """Messages below what a person wrote (`said`; empty for a press), with the button that was pressed then."""

    said: str
    found: list[Message]
    pressed: Button | None = None


async def ask() -> list[list[Shown]]:
    """What is said on each screen, which is one conversation."""
    settings = Settings.read(os.environ, {"conversations_url": "sqlite://"})
    assistant = Assistant.load(settings)

    async def answers(text: str, conversation: str) -> list[Message]:
        found = await assistant.ask(text, conversation, "telegram", pushes=True)
        return [message for answer in found for message in messages(answer)]

    screens = []
    for number, steps in enumerate(SCREENS):
        screen: list[Shown] = []
        for step in steps:
            if step == DIGEST:
                screen.append(Shown(step, messages(new_listings(settings))))
                continue
            if step.startswith("["):
                buttons = screen[-1].found[-1].buttons
                screen[-1].pressed = next(button for button in buttons if button.title == step.strip("[]"))
                screen.append(Shown("", await answers(screen[-1].pressed.payload, f"screen-{number}")))
                continue
            command = commands.parse(step)
            asked = (command and commands.question(command)) or step.removeprefix("@rolewise_bot, ")
            screen.append(Shown(step, await answers(asked, f"screen-{number}")))
        screens.append(screen)
    return screens


def new_listings(settings: Settings) -> Answer:
    """A digest of what matches the alert already, as if it were new."""
    wanted = ListingFilter(role="Data Engineer", remote=True, pay_at_least=120_000)
    with Store.open(settings.database_url).session() as session:
        return digest(
            search_listings(session, wanted), ["Remote listings for a Data Engineer reaching USD 120,000 or more"]
        )


def page(screens: Sequence[Sequence[Shown]]) -> str:
    """The screens side by side, as a page that needs nothing from outside."""
    head = "<header><i>‹</i><b>R</b><div>Rolewise<small>bot</small></div></header>"
    foot = "<footer><b>☰ Menu</b>Message</footer>"
    drawn = "".join(
        f"<div class=screen>{head}<main>{''.join(map(_exchange, screen))}</main>{foot}</div>" for screen in screens
    )
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{drawn}"


def _exchange(shown: Shown) -> str:
    said = "" if not shown.said else f"<div class=mine>{html.escape(shown.said)}</div>"
    if shown.said == DIGEST:
        said = "<div class=day>An hour later, after an ingest</div>"
    quoted = shown.said if shown.said.startswith("@") else ""
    return said + "".join(_bubble(message, shown.pressed, quoted) for message in shown.found)


def _bubble(message: Message, pressed: Button | None, quoted: str) -> str:
    body = message.as_dict()
    picture = ""
    if body["picture"]:
        picture = f"<img src='data:image/png;base64,{base64.b64encode(draw(body['picture'])).decode()}'>"
    chosen = message.buttons.index(pressed) if pressed else None
    markup = keyboard("token", [title for title, _ in body["buttons"]], chosen)
    rows = "".join(
        "<div class=row>" + "".join(f"<span>{html.escape(button.text)}</span>" for button in row) + "</div>"
        for row in (markup.inline_keyboard if markup else ())
    )
    quote = f"<div class=quote><b>Ana</b>{html.escape(quoted)}</div>" if quoted else ""
    return f"<div class=bot><div class=bubble>{quote}{picture}<div class=text>{body['html']}</div></div>{rows}</div>"


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
