"""Conversations in the database: whole in the record, one session in memory, the same in every process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event as sql_event
from sqlalchemy import update

from bot.conversations.database import ConversationDatabase
from bot.conversations.errors import ConversationsUnusable
from bot.conversations.tracker_store import _CACHED_EVENTS, EVENTS, ConversationTrackerStore

pytestmark = pytest.mark.anyio
TURN = [UserUttered("hello", {"name": "greet"}), ActionExecuted("action_small_talk"), BotUttered("Hello."),
        ActionExecuted("action_listen")]  # fmt: skip


def store_on(database: ConversationDatabase) -> ConversationTrackerStore:
    store = ConversationTrackerStore(database)
    store.domain = Domain([], [], [AnySlot("topic", [{"type": "custom"}])], {}, [], {}, {})
    return store


@pytest.fixture
def store(database: ConversationDatabase) -> ConversationTrackerStore:
    return store_on(database)


@pytest.fixture
def other(conversations_url: str) -> Iterator[ConversationTrackerStore]:
    """The same database in another process."""
    database = ConversationDatabase(conversations_url)
    yield store_on(database)
    database.close()


async def say(store: ConversationTrackerStore, *events: Event, sender: str = "a") -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    tracker.update_with_events(list(events), store.domain)
    await store.save(tracker)
    return tracker


def kinds(tracker: DialogueStateTracker | None) -> list[str]:
    assert tracker is not None
    return [event.type_name for event in tracker.events]


async def test_a_conversation_goes_on_where_it_was_left(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await say(store, SessionStarted(), *TURN, SlotSet("topic", "pay"))
    await say(store, SlotSet("topic", "tools"))

    for found in (await store.retrieve("a"), await other.retrieve("a")):
        assert found is not None
        assert found.get_slot("topic") == "tools"
        assert found.latest_message.text == "hello"
        assert kinds(found) == ["session_started", "user", "action", "bot", "action", "slot", "slot"]
    assert await store.retrieve("b") is None


async def test_a_change_by_another_process_is_seen(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await say(store, SlotSet("topic", "pay"))
    await say(other, SlotSet("topic", "tools"))
    await say(store, *TURN)
    found = await other.retrieve("a")
    assert kinds(found) == ["slot", "slot", "user", "action", "bot", "action"]
    assert found is not None
    assert found.get_slot("topic") == "tools"


async def test_only_new_events_are_written(store: ConversationTrackerStore, database: ConversationDatabase) -> None:
    await say(store, SessionStarted(), *TURN)
    rows = []
    sql_event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _k, statement, parameters, *_: rows.append((statement, parameters)),
    )
    await say(store, SlotSet("topic", "pay"))
    written = [parameters for statement, parameters in rows if statement.startswith("INSERT")]
    assert len(written) == 1
    assert "topic" in str(written)
    assert "hello" not in str(rows)


async def test_a_turn_that_fails_midway_leaves_nothing_behind(store: ConversationTrackerStore) -> None:
    await say(store, *TURN)
    tracker = await store.retrieve("a")
    assert tracker is not None
    tracker.update(SlotSet("topic", "never saved"))
    found = await store.retrieve("a")
    assert found is not None
    assert found.get_slot("topic") is None


async def test_a_session_is_all_that_stays_in_memory_and_the_record_is_whole(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await say(store, SessionStarted(), *TURN)
    await say(store, ActionExecuted("action_session_start"), SessionStarted(), SlotSet("topic", "pay"), *TURN)
    for found in (await store.retrieve("a"), await other.retrieve("a")):
        assert kinds(found) == ["session_started", "slot", "user", "action", "bot", "action"]
    assert len(kinds(await other.retrieve_full_tracker("a"))) == 12


async def test_rasas_own_tools_read_the_record(
    store: ConversationTrackerStore, database: ConversationDatabase, conversations_url: str
) -> None:
    await say(store, SessionStarted(), *TURN)
    rasas: Any = SQLTrackerStore(store.domain, host=conversations_url)
    assert kinds(await rasas.retrieve("a")) == ["session_started", "user", "action", "bot", "action"]
    rasas.engine.dispose()


async def test_a_tracker_made_elsewhere_is_saved_from_where_the_session_ended(store: ConversationTrackerStore) -> None:
    """Rasa's management API makes trackers of its own."""
    await say(store, SessionStarted(), *TURN)
    events = [SessionStarted(), *TURN, SlotSet("topic", "pay")]
    await store.save(DialogueStateTracker.from_events("a", events, store.domain.slots))
    assert kinds(await store.retrieve_full_tracker("a"))[-2:] == ["action", "slot"]
    assert len(kinds(await store.retrieve("a"))) == 6


async def test_what_is_forgotten_is_gone_in_every_process(
    store: ConversationTrackerStore, other: ConversationTrackerStore
) -> None:
    await say(store, SlotSet("topic", "pay"))
    await say(store, *TURN, sender="b")
    assert await other.retrieve("a") is not None
    await say(other, *TURN)
    await store.forget("a")
    assert await other.retrieve("a") is None
    assert not await other.exists("a")
    # As many events as before: a row's id is never given twice, so the cache of the other is not taken for them.
    await say(store, *TURN, *TURN[:1])
    found = await other.retrieve("a")
    assert found is not None
    assert found.get_slot("topic") is None
    assert sorted(await store.keys()) == ["a", "b"]


async def test_the_cache_is_bounded(store: ConversationTrackerStore) -> None:
    for number in range(8):
        await say(store, *[SlotSet("topic", number)] * (_CACHED_EVENTS // 4), sender=f"s{number}")
    assert store._cached_events <= _CACHED_EVENTS
    assert list(store._cache) == ["s4", "s5", "s6", "s7"]
    found = await store.retrieve("s0")
    assert found is not None
    assert found.get_slot("topic") == 0


async def test_a_new_domain_has_its_slots_in_conversations_that_are_under_way(store: ConversationTrackerStore) -> None:
    await say(store, SlotSet("topic", "pay"))
    store.domain = Domain([], [], [AnySlot(name, [{"type": "custom"}]) for name in ("topic", "new")], {}, [], {}, {})
    found = await store.retrieve("a")
    assert found is not None
    assert found.current_slot_values().items() >= {("topic", "pay"), ("new", None)}


async def test_a_damaged_record_is_named_not_dropped(
    store: ConversationTrackerStore, other: ConversationTrackerStore, database: ConversationDatabase
) -> None:
    await say(store, *TURN)
    await database.run(lambda connection: connection.execute(update(EVENTS).values(data="{")))
    with pytest.raises(ConversationsUnusable, match="what is kept of a is damaged"):
        await other.retrieve("a")
