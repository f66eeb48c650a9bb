"""Every message is accepted once and answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.inbox import Inbox, Received, Sent


@pytest.fixture(params=["file", "memory", "postgresql"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Inbox]:
    if request.param == "postgresql":
        pgserver = pytest.importorskip("pgserver")
        try:
            server = pgserver.get_server(tmp_path / "postgresql")
        except Exception as error:  # whatever keeps a server from starting here is no fault of the inbox
            pytest.skip(f"PostgreSQL does not start: {error}")
        opened = Inbox.open(server.get_uri())
        yield opened
        asyncio.run(opened.close())
        server.cleanup()
        return
    opened = Inbox.open("sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'conversations.db'}")
    yield opened
    asyncio.run(opened.close())


def test_a_message_is_accepted_once(inbox: Inbox) -> None:
    async def work() -> None:
        assert await inbox.accept("web:1", "m1", {"text": "hello"})
        assert not await inbox.accept("web:1", "m1", {"text": "hello again"})
        assert await inbox.accept("web:2", "m1", {"text": "another's"})
        (first, second) = await inbox.unanswered("web:")
        assert (first.conversation, first.message_id, first.content) == ("web:1", "m1", {"text": "hello"})
        assert second.conversation == "web:2"

    asyncio.run(work())


def test_an_answer_is_stored_once_and_its_replies_are_numbered(inbox: Inbox) -> None:
    async def work() -> None:
        for message in ("m1", "m2"):
            await inbox.accept("web:1", message, {})
        assert await inbox.replies_to("web:1", "m1") is None
        sent = await inbox.answered("web:1", "m1", [{"n": 1}, {"n": 2}])
        assert sent == [Sent(1, "m1", {"n": 1}), Sent(2, "m1", {"n": 2})]
        assert await inbox.answered("web:1", "m1", [{"n": 99}]) == sent
        assert await inbox.answered("web:1", "m2", [{"n": 3}]) == [Sent(3, "m2", {"n": 3})]
        assert [s.number for s in await inbox.replies("web:1", after=1)] == [2, 3]
        assert await inbox.replies_to("web:1", "m1") == sent
        assert await inbox.unanswered("web:") == []

    asyncio.run(work())


def test_a_message_may_be_done_without_a_reply(inbox: Inbox) -> None:
    async def work() -> None:
        await inbox.accept("web:1", "m1", {})
        assert await inbox.answered("web:1", "m1", []) == []
        assert await inbox.replies_to("web:1", "m1") == []
        assert await inbox.unanswered("web:") == []

    asyncio.run(work())


def test_nothing_is_stored_of_a_message_that_was_forgotten_while_it_was_answered(inbox: Inbox) -> None:
    async def work() -> None:
        await inbox.accept("web:1", "m1", {})
        await inbox.forget("web:1")
        assert await inbox.answered("web:1", "m1", [{"n": 1}]) == []
        assert await inbox.history("web:1") == []

    asyncio.run(work())


def test_when_a_message_was_accepted_is_known(inbox: Inbox) -> None:
    async def work() -> None:
        before = datetime.now(timezone.utc)
        await inbox.accept("web:1", "m1", {})
        accepted = await inbox.accepted_at("web:1", "m1")
        assert accepted is not None
        assert before <= accepted <= datetime.now(timezone.utc)
        assert await inbox.accepted_at("web:1", "m2") is None

    asyncio.run(work())


def test_history_has_each_message_before_its_replies(inbox: Inbox) -> None:
    async def work() -> None:
        await inbox.accept("web:1", "m1", {"text": "one"})
        await inbox.accept("web:1", "m2", {"text": "two"})
        await inbox.answered("web:1", "m2", [{"to": 2}])
        await inbox.answered("web:1", "m1", [{"to": 1}])
        kinds = [(type(h), h.message_id) for h in await inbox.history("web:1")]
        assert kinds == [(Received, "m1"), (Sent, "m1"), (Received, "m2"), (Sent, "m2")]

    asyncio.run(work())


def test_only_conversations_of_the_prefix_are_unanswered(inbox: Inbox) -> None:
    async def work() -> None:
        for conversation in ("web:1", "web_1", "telegram:1"):
            await inbox.accept(conversation, "m", {})
        assert [r.conversation for r in await inbox.unanswered("web_")] == ["web_1"]

    asyncio.run(work())


def test_a_forgotten_conversation_is_gone_and_no_other(inbox: Inbox) -> None:
    async def work() -> None:
        for conversation in ("web:1", "web:2"):
            await inbox.accept(conversation, "m", {})
            await inbox.answered(conversation, "m", [{}])
        await inbox.forget("web:1")
        assert await inbox.history("web:1") == []
        assert len(await inbox.history("web:2")) == 2
        assert await inbox.accept("web:1", "m", {})

    asyncio.run(work())
