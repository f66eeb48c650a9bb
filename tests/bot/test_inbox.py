"""The inbox: messages are kept before they are answered, and answered once."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversations import Conversations
from bot.inbox import Inbox, Received, Sent

pytestmark = pytest.mark.anyio


@pytest.fixture
def inbox(conversations: Conversations) -> Inbox:
    return Inbox(conversations)


async def test_a_message_is_accepted_once(inbox: Inbox) -> None:
    assert await inbox.accept("web:a", "1", {"text": "hello"})
    assert not await inbox.accept("web:a", "1", {"text": "hello again"})
    assert await inbox.accept("web:b", "1", {"text": "of another conversation"})


async def test_what_waits_is_listed_in_order_of_arrival_until_it_is_answered(inbox: Inbox) -> None:
    for conversation, number in (("web:a", "1"), ("telegram:7", "9"), ("web:b", "1"), ("web:a", "2")):
        await inbox.accept(conversation, number, {"text": conversation + number})
    await inbox.answered("web:a", "1", [{"text": "Hello."}])

    waiting = await inbox.unanswered("web:")

    assert [(m.conversation, m.message_id, m.content) for m in waiting] == [
        ("web:b", "1", {"text": "web:b1"}),
        ("web:a", "2", {"text": "web:a2"}),
    ]
    assert waiting[0].received.tzinfo is not None


async def test_a_prefix_is_taken_literally(inbox: Inbox) -> None:
    await inbox.accept("web:a", "1", {})
    assert await inbox.unanswered("w_b") == []
    assert await inbox.unanswered("%") == []


async def test_replies_are_numbered_from_one_within_their_conversation(inbox: Inbox) -> None:
    await inbox.accept("a", "1", {})
    await inbox.accept("b", "1", {})
    assert await inbox.answered("a", "1", [{"n": 1}, {"n": 2}]) == [Sent(1, "1", {"n": 1}), Sent(2, "1", {"n": 2})]
    assert await inbox.answered("b", "1", [{"n": 3}]) == [Sent(1, "1", {"n": 3})]
    assert await inbox.answered("a", "", [{"n": 4}]) == [Sent(3, "", {"n": 4})]
    assert await inbox.replies("a", after=1) == [Sent(2, "1", {"n": 2}), Sent(3, "", {"n": 4})]


async def test_a_second_answer_gives_the_first(inbox: Inbox) -> None:
    await inbox.accept("a", "1", {})
    first = await inbox.answered("a", "1", [{"text": "first"}])
    assert await inbox.answered("a", "1", [{"text": "second"}, {"text": "third"}]) == first
    assert await inbox.replies("a") == first


async def test_replies_to_tells_unanswered_from_answered_with_nothing(inbox: Inbox) -> None:
    assert await inbox.replies_to("a", "1") is None
    await inbox.accept("a", "1", {})
    assert await inbox.replies_to("a", "1") is None
    await inbox.answered("a", "1", [])
    assert await inbox.replies_to("a", "1") == []


async def test_the_history_has_messages_and_replies_in_order(inbox: Inbox) -> None:
    await inbox.accept("a", "1", {"text": "hello"})
    await inbox.answered("a", "1", [{"text": "Hello."}])
    await inbox.accept("a", "2", {"text": "bye"})

    history = await inbox.history("a")

    assert [type(entry) for entry in history] == [Received, Sent, Received]
    assert [entry.message_id for entry in history] == ["1", "1", "2"]


async def test_what_is_forgotten_is_gone_and_nothing_else(inbox: Inbox) -> None:
    for conversation in ("a", "b"):
        await inbox.accept(conversation, "1", {})
        await inbox.answered(conversation, "1", [{}])
    await inbox.forget("a")
    assert await inbox.history("a") == []
    assert len(await inbox.history("b")) == 2
    assert await inbox.accept("a", "1", {}), "the same message is new again"


async def test_many_answers_at_once_by_two_processes_get_numbers_of_their_own(conversations_url: str) -> None:
    inboxes = [Inbox.open(conversations_url), Inbox.open(conversations_url)]
    ids = [str(number) for number in range(20)]
    assert all([await inboxes[0].accept("a", message_id, {}) for message_id in ids])

    async def answer(place: int, message_id: str) -> None:
        await inboxes[place % 2].answered("a", message_id, [{"by": place}, {"by": place}])

    for start in range(0, 20, 4):
        at_once = ids[start : start + 4]
        await asyncio.gather(*(answer(place, message_id) for place in (0, 1) for message_id in at_once))

    sent = await inboxes[1].replies("a")
    assert [reply.number for reply in sent] == list(range(1, 41))
    assert await inboxes[0].unanswered("a") == []
    for inbox in inboxes:
        await inbox.close()


async def test_a_message_is_there_after_its_process_is_gone(conversations_url: str) -> None:
    first = Inbox.open(conversations_url)
    await first.accept("a", "1", {"text": "héllo ✓"})
    await first.close()
    second = Inbox.open(conversations_url)
    assert [message.content for message in await second.unanswered("")] == [{"text": "héllo ✓"}]
    await second.close()


JSON = st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.integers(), st.text(max_size=9)), max_size=3)


@given(calls=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("12"), st.lists(JSON, max_size=3)), max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_repeated_each_message_has_one_answer(calls: list[tuple[str, str, list[dict]]]) -> None:
    async def play() -> None:
        inbox = Inbox.open("sqlite://")
        first: dict[tuple[str, str], list[dict]] = {}
        for conversation, message_id, replies in calls:
            assert await inbox.accept(conversation, message_id, {}) == ((conversation, message_id) not in first)
            sent = await inbox.answered(conversation, message_id, replies)
            assert [reply.body for reply in sent] == first.setdefault((conversation, message_id), replies)
        for conversation in "ab":
            numbers = [reply.number for reply in await inbox.replies(conversation)]
            assert numbers == list(range(1, len(numbers) + 1))
        await inbox.close()

    asyncio.run(play())
