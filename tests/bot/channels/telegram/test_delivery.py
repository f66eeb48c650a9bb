"""A reply that may have arrived is looked for before it is sent again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.channels.telegram.addresses import Addresses
from bot.channels.telegram.api import call
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.drawing import draw
from bot.channels.telegram.known import KnownMessages
from bot.channels.telegram.lesser import lesser
from bot.channels.telegram.pace import Limits, Pace
from bot.conversations.database import ConversationDatabase
from bot.inbox import Inbox
from bot.telegram_ledger import TelegramLedger
from tests.bot.channels.telegram.fake_api import TOKEN, FakeBotApi

BODY = {"html": "<b>Pay</b>", "plain": "Pay", "picture": None, "buttons": [["Title", "payload"]], "columns": [],
        "thread": 0, "edit": 0, "reply_to": 0, "token": "token"}  # fmt: skip

TABLE = {"type": "table", "columns": ["A"], "rows": [["b"]], "caption": "", "numeric": []}


def deliver(api: FakeBotApi, tmp_path: Path, floor: int, others: int = 0, body: dict[str, Any] = BODY) -> None:
    """Deliver a reply to chat 7 of which a killed process only noted that it was about to send it, as of others."""

    async def work() -> None:
        database = ConversationDatabase(f"sqlite:///{tmp_path / 'c.db'}")
        ledger, inbox = TelegramLedger(database), Inbox(database)
        await inbox.accept("telegram:7", "m", {})
        await inbox.answered("telegram:7", "m", [body])
        await ledger.trying("telegram:7", 7, 1, floor, floor)
        for other in range(100, 100 + others):
            await ledger.trying(f"telegram:{other}", other, 1, floor, floor)
        async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
            await Delivery(bot, ledger, Pace(Limits(1000, 60_000, 1000)), KnownMessages(), Addresses()).deliver(
                "telegram:7"
            )
        assert await ledger.conversations_pending() == []
        database.close()

    asyncio.run(work())


def send(api: FakeBotApi, chat: int, picture: bytes | None = None) -> int:
    """A message that the killed process has sent, and never heard of again."""

    async def work() -> int:
        async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
            return await call(bot, chat, BODY, picture)

    return asyncio.run(work())


@pytest.mark.parametrize("others", [0, 45])
def test_what_arrived_is_not_sent_again(
    api: FakeBotApi, tmp_path: Path, others: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many messages of other chats were under way at the same time."""
    monkeypatch.setattr("bot.channels.telegram.delivery._SETTLING", 0.0)
    floor = send(api, 8)
    for other in range(100, 100 + others):
        send(api, other)
    send(api, 7)
    deliver(api, tmp_path, floor, others)
    assert len(api.chat(7)) == 1


def test_what_did_not_arrive_is_sent(api: FakeBotApi, tmp_path: Path) -> None:
    floor = send(api, 8)
    for _ in range(5):
        send(api, 8)
    deliver(api, tmp_path, floor)
    assert len(api.chat(7)) == 1
    assert all(sent.buttons[0]["text"] == "Title" for sent in api.order), "nobody saw that it was looked for"


def test_while_the_network_is_away_nothing_is_sent_again(
    api: FakeBotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.lost._LONGEST_PAUSE", 0.01)
    floor = send(api, 8)
    send(api, 7)
    api.fail("editMessageReplyMarkup", *["drop"] * 20)
    deliver(api, tmp_path, floor)
    assert len(api.chat(7)) == 1


def test_a_server_that_edits_whatever_is_asked_tells_nothing(api: FakeBotApi, tmp_path: Path) -> None:
    floor = send(api, 8)
    api._edit_message_reply_markup = lambda data: True  # type: ignore[method-assign]
    deliver(api, tmp_path, floor)
    assert len(api.chat(7)) == 1


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize("lacking", [["editMessageReplyMarkup"], ["editMessageReplyMarkup", "editMessageCaption"]])
def test_a_server_without_that_method_is_asked_by_the_text(
    api: FakeBotApi, tmp_path: Path, lacking: list[str], drawn: bool
) -> None:
    api.lacking |= set(lacking)
    floor = send(api, 8)
    send(api, 7, draw(TABLE) if drawn else None)
    deliver(api, tmp_path, floor, body={**BODY, "picture": TABLE if drawn else None})
    assert len(api.chat(7)) == 1
    assert len(api.chat(7)[0].versions) == 1


def test_a_server_without_any_of_them_gets_it_again(api: FakeBotApi, tmp_path: Path) -> None:
    api.lacking |= {"editMessageReplyMarkup", "editMessageText"}
    deliver(api, tmp_path, send(api, 8))
    assert len(api.chat(7)) == 1


def test_a_refused_reply_is_sent_with_less_about_it() -> None:
    body = {**BODY, "picture": {"type": "table"}, "edit": 5, "thread": 3}
    assert lesser(body, "Bad Request: can't parse entities: x") == {**body, "html": ""}
    forms = []
    form: dict[str, Any] | None = body
    while form is not None:
        forms.append(form)
        form = lesser(form, "Bad Request: topic closed")
    changed = [{k for k in before if before[k] != after[k]} for before, after in zip(forms, forms[1:])]
    assert changed == [{"edit"}, {"thread"}, {"picture"}, {"html"}, {"buttons", "token"}]
