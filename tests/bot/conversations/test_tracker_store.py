"""Conversations survive the process, grow by what is new, and are shared between processes."""

from __future__ import annotations

import asyncio

from rasa.core.tracker_store import check_if_tracker_store_async
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered

from bot.conversations.database import ConversationDatabase
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.settings import ROOT

DOMAIN = Domain.load(str(ROOT / "domain.yml"))
START = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def store(database: ConversationDatabase) -> ConversationTrackerStore:
    return ConversationTrackerStore(database, DOMAIN)


async def said(trackers: ConversationTrackerStore, text: str, *events: object, sender: str = "a") -> None:
    tracker = await trackers.get_or_create_tracker(sender)
    for event in (UserUttered(text), *events):
        tracker.update(event, DOMAIN)
    await trackers.save(tracker)


async def texts(trackers: ConversationTrackerStore, sender: str = "a") -> list[str]:
    tracker = await trackers.retrieve(sender)
    assert tracker is not None
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_rasa_takes_it_for_a_store_of_today(database: ConversationDatabase) -> None:
    assert check_if_tracker_store_async(store(database))


def test_what_was_said_is_there_after_a_restart(database: ConversationDatabase) -> None:
    async def play() -> None:
        before = store(database)
        await said(before, "hello", SlotSet("topic", "ask_role"))
        await said(before, "more")

        after = store(database)
        assert await texts(after) == ["hello", "more"]
        tracker = await after.retrieve("a")
        assert tracker is not None
        assert tracker.get_slot("topic") == "ask_role"

    asyncio.run(play())


def test_another_process_may_go_on_with_a_conversation(database: ConversationDatabase) -> None:
    async def play() -> None:
        one, other = store(database), store(database)
        await said(one, "1")
        await said(other, "2")
        await said(one, "3")
        assert await texts(other) == ["1", "2", "3"]

    asyncio.run(play())


def test_a_turn_that_failed_midway_leaves_no_trace(database: ConversationDatabase) -> None:
    async def play() -> None:
        trackers = store(database)
        await said(trackers, "kept")
        tracker = await trackers.retrieve("a")
        assert tracker is not None
        tracker.update(UserUttered("lost"), DOMAIN)
        assert await texts(trackers) == ["kept"]

    asyncio.run(play())


def test_only_the_present_session_is_read_and_all_are_kept(database: ConversationDatabase) -> None:
    async def play() -> None:
        trackers = store(database)
        await said(trackers, "old")
        await said(trackers, "older session ends", *START)
        await said(trackers, "new")
        assert await texts(store(database)) == ["new"]
        whole = await trackers.retrieve_full_tracker("a")
        assert whole is not None
        assert sum(isinstance(event, UserUttered) for event in whole.events) == 3

    asyncio.run(play())


def test_conversations_are_apart_and_can_be_deleted(database: ConversationDatabase) -> None:
    async def play() -> None:
        trackers = store(database)
        await said(trackers, "mine")
        await said(trackers, "yours", sender="b")
        await trackers.delete("a")
        assert await trackers.retrieve("a") is None
        assert list(await trackers.keys()) == ["b"]

    asyncio.run(play())


def test_a_copy_goes_its_own_way(database: ConversationDatabase) -> None:
    tracker = store(database).init_tracker("a")
    tracker.update(SlotSet("topic", "ask_role"), DOMAIN)
    twin = tracker.copy()
    twin.update(SlotSet("topic", "ask_tips"), DOMAIN)
    assert (tracker.get_slot("topic"), len(tracker.events)) == ("ask_role", 1)
    assert (twin.get_slot("topic"), len(twin.events)) == ("ask_tips", 2)
