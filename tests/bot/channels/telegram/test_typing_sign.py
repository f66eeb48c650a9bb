"""Typing is shown for as long as an answer takes, and never holds one up for long."""

from __future__ import annotations

import asyncio
import time

import pytest
from telegram import Bot

from bot.channels.telegram import typing_sign
from bot.channels.telegram.typing_sign import TypingSign
from tests.bot.channels.telegram.fake_api import TOKEN, FakeBotApi, Refused


def work(api: FakeBotApi, lasting: float) -> float:
    """Seconds that work of this length takes with the sign."""

    async def run() -> float:
        async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
            began = time.monotonic()
            async with TypingSign(bot).shown(7):
                await asyncio.sleep(lasting)
            return time.monotonic() - began

    return asyncio.run(run())


def test_it_is_shown_again_while_work_lasts(api: FakeBotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_sign, "_AGAIN", 0.1)
    work(api, 0.35)
    assert 3 <= len(api.called("sendChatAction")) <= 4
    assert api.called("sendChatAction")[0] == {"chat_id": "7", "action": "typing"}


def test_it_waits_as_long_as_telegram_says(api: FakeBotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_sign, "_AGAIN", 0.1)
    api.fail("sendChatAction", Refused(429, "Too Many Requests: retry after 1", retry_after=1))
    work(api, 0.5)
    assert len(api.called("sendChatAction")) == 1


def test_a_server_that_does_not_answer_it_is_not_waited_for(api: FakeBotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_sign, "_PATIENCE", 0.2)
    api.fail("sendChatAction", "slow")
    assert work(api, 0.0) < 2
