"""A small share of what `soak.py` does whole: chats at once, failing calls, and a process that is killed."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings
from tests.bot.channels.telegram.fake_api import TOKEN, FakeBotApi
from tests.bot.channels.telegram.soak import soak, titles_with_pay


def test_every_question_is_answered_once_and_in_order(
    api: FakeBotApi, settings: Settings, environment: dict[str, str], tmp_path: Path
) -> None:
    api.failure_rate = 0.1
    own = {
        **environment,
        "TELEGRAM_TOKEN": TOKEN,
        "ROLEWISE_TELEGRAM_API_URL": api.url,
        "ROLEWISE_TELEGRAM_CHAT_RATE": "20",
        "ROLEWISE_CONVERSATIONS_URL": f"sqlite:///{tmp_path / 'conversations.db'}",
    }
    titles = titles_with_pay(settings.database_url)[:12]
    result = soak(api, own, titles, chats=10, messages=4, kills=1, log=tmp_path / "log", patience=90, late=2)
    assert result.is_right, result
    assert result.answered == 40
