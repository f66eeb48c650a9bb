"""The web channel and widget on a server of their own, whose answers are told by the question.

    python -m tests.widget.scripted_server PORT FOLDER [ORIGINS]

It loads no model, so it starts within a second; everything but the answers is what `rolewise serve` has. `FOLDER` keeps
conversations, secret and feedback from one start to the next.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from sanic import Sanic

from actions.answer import Answer, Bullets, Button, Heading, Paragraph, Table
from actions.chart import Chart, Marker, Series
from bot.channels.web.channel import WebChannel
from bot.conversations.database import ConversationDatabase
from bot.feedback import Feedback
from bot.inbox import Inbox
from bot.settings import Settings
from bot.web import mount
from bot.web_secret import web_secret
from tests.widget.hostile import PAYLOADS

SOURCE = "A handbook of the tests, 2026"
YEARS = ("2020", "2021", "2022", "2023", "2024")


def everything() -> Answer:
    """One of each block."""
    return Answer.of(
        Heading("A heading"),
        Paragraph("A paragraph that names https://example.org/handbook."),
        Bullets(("one", "two")),
        Table(("Title", "Pay"), (("Engineer", "120,000"), ("Analyst", "90,000")), "Pay by title", (1,)),
        bars(),
        buttons=(Button("More of it", "tell me more"), Button("Something else", "something else")),
        sources=(SOURCE,),
    )


def bars() -> Chart:
    values = (184_750, 150_000, None, 104_244)
    names = ("Engineer", "Scientist", "Nobody", "Analyst")
    words = "Engineers earn most, analysts least."
    return Chart("Median pay", "USD a year", names, (Series("all", values),), words, note="4,321 answers.")


def line() -> Chart:
    series = (
        Series("Engineer", (110_000, 120_000, None, 150_000, 155_000)),
        Series("Analyst", (80_000, 90_000, 95_000, 99_000, 104_000)),
    )
    return Chart("Pay by year", "USD", YEARS, series, "Both rise from 2020 to 2024.", "line")


def histogram() -> Chart:
    ranges = tuple(f"{low}–{low + 20}k" for low in range(60, 240, 20))
    counts = (4, 12, 31, 44, 39, 22, 11, 6, 2)
    marker = Marker("You: 150k", 4.5)
    return Chart(
        "Answers by pay", "answers", ranges, (Series("", counts),), "Most lie around 130k.", "histogram", marker
    )


async def answer(text: str, conversation: str, message_id: str) -> list[Answer]:
    """`slow …` takes a second, `long …` fills more than a screen, `hostile N` is what no server should send."""
    word, _, rest = text.partition(" ")
    if word == "slow":
        await asyncio.sleep(float(rest) if rest else 1.0)
    if word == "broken":
        raise RuntimeError("broken on purpose")
    if word == "long":
        return [Answer.of(Heading(text), *(Paragraph(f"Paragraph {n}. " + "Words. " * 30) for n in range(12)))]
    if word == "all":
        return [everything()]
    if word == "charts":
        return [Answer.of(bars(), line(), histogram())]
    if word == "rows":
        return [Answer.of(Table(("#", "Name"), tuple((str(n), f"Row {n}") for n in range(40)), "Forty", (0,)))]
    if word == "hostile":
        return [Hostile(PAYLOADS[int(rest)])]
    return [Answer.of(Paragraph(f"You said: {text}"), sources=(SOURCE,))]


class Hostile(Answer):
    """Hands over as JSON what no `Answer` can be."""

    def __new__(cls, content: object) -> Hostile:
        made = super().__new__(cls)
        object.__setattr__(made, "_content", content)
        return made

    def __init__(self, content: object) -> None:
        super().__init__()

    def as_dict(self) -> dict:
        return self._content  # type: ignore[attr-defined]


def make_app(folder: Path, origins: str) -> Sanic:
    folder.mkdir(parents=True, exist_ok=True)
    database = ConversationDatabase(f"sqlite:///{folder / 'conversations.db'}")
    inbox = Inbox(database)
    app = Sanic("scripted")
    channel = WebChannel(
        ask=answer,
        forget=inbox.forget,
        judge=Feedback(database).judge,
        ledger=inbox,
        secret=web_secret(Settings(), folder / "web-secret"),
        origins=origins,
        messages_a_minute=3000,
        requests_a_minute=30000,
        patience=1.0,
    )
    mount(app, channel)
    return app


if __name__ == "__main__":
    port, where, *allowed = sys.argv[1:]
    make_app(Path(where), allowed[0] if allowed else "").run(
        host="127.0.0.1", port=int(port), access_log=False, motd=False
    )
