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
        assert await ledger.shown("telegram:1", 11) == {"n": 1}
        assert await ledger.shown("telegram:1", 12) is None
        assert await ledger.highest() == {1: 11}
        assert await ledger.keyboard("t") == Keyboard("telegram:1", (("Title", "payload"),), ("#", "Title"))
        assert await ledger.keyboard("other") is None
        assert await ledger.moves() == {"telegram:1": -100}
        await ledger.settled("telegram:1", 2, None)
        assert await ledger.conversations_pending() == []
        database.close()

    asyncio.run(before())
    asyncio.run(after())


def test_what_is_forgotten_is_gone_but_for_numbers_and_for_what_came_after(tmp_path: Path) -> None:
    async def work() -> None:
        database = ConversationDatabase(f"sqlite:///{tmp_path / 'c.db'}")
        inbox, ledger = Inbox(database), TelegramLedger(database)
        for number in ("99.1", "99.2", "99.3"):
            await inbox.accept("telegram:1", number, {"text": number})
        await inbox.accept("telegram:2", "99.4", {})
        await inbox.answered("telegram:1", "99.1", [{"n": 1}, {"n": 2}])
        await ledger.settled("telegram:1", 1, 11)
        await ledger.keep_keyboards({"t": Keyboard("telegram:1", (("Title", "payload"),))})
        await ledger.forget("telegram:1", "99.2", {"n": 3})
        assert [w.message_id for w in await inbox.unanswered("telegram:")] == ["99.3", "99.4"]
        assert [(p.number, p.body) for p in await ledger.pending("telegram:1")] == [(1, {"n": 3})]
        assert await ledger.keyboard("t") is None
        assert [await ledger.forgotten(n) for n in ("99.1", "99.2", "99.3", "99.4")] == [True, True, False, False]
        database.close()

    asyncio.run(work())
