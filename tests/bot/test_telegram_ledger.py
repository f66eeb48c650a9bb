"""What became of replies, and what buttons stand for, after a restart too."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.channels.telegram.ports import Keyboard
from bot.conversations.database import ConversationDatabase
from bot.inbox import Inbox
from bot.telegram_ledger import TelegramLedger


def test_a_reply_is_pending_until_it_is_settled(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"

    async def before() -> None:
        database = ConversationDatabase(url)
        inbox, ledger = Inbox(database), TelegramLedger(database)
        for conversation in ("telegram:1", "web:1"):
            await inbox.accept(conversation, "m", {})
            await inbox.answered(conversation, "m", [{"n": 1}, {"n": 2}])
        await ledger.trying("telegram:1", 1, 1, 10, 8)
        await ledger.settled("telegram:1", 1, 11)
        await ledger.trying("telegram:1", 1, 2, 11, 11)
        await ledger.keep_keyboards({"t": Keyboard("telegram:1", (("Title", "payload"),), ("#", "Title"))})
        await ledger.moved("telegram:1", -100)
        database.close()

    async def after() -> None:
        database = ConversationDatabase(url)
        ledger = TelegramLedger(database)
        assert await ledger.conversations_pending() == ["telegram:1"]
        (pending,) = await ledger.pending("telegram:1")
        assert (pending.number, pending.body, pending.tried, pending.floor, pending.floor_of_chat) == (
            2,
            {"n": 2},
            True,
            11,
            11,
        )
        assert await ledger.sent_after(10) == {11}
        assert await ledger.highest() == {1: 11}
        assert await ledger.keyboard("t") == Keyboard("telegram:1", (("Title", "payload"),), ("#", "Title"))
        assert await ledger.keyboard("other") is None
        assert await ledger.moves() == {"telegram:1": -100}
        await ledger.settled("telegram:1", 2, None)
        assert await ledger.conversations_pending() == []
        await ledger.forget("telegram:1", ["99.1"])
        assert await ledger.keyboard("t") is None
        assert await ledger.forgotten("99.1")
        assert not await ledger.forgotten("99.2")
        database.close()

    asyncio.run(before())
    asyncio.run(after())
