"""Keeps conversations in the database; a turn costs the same however long its conversation is."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable
from itertools import islice
from threading import Lock
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Column, Float, Index, Integer, String, Text, bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection

from bot.conversations.database import ConversationDatabase, Table
from bot.conversations.errors import ConversationsUnusable
from bot.conversations.tracker import StoredTracker

# An event takes 2 to 5 kB in memory, most of it answers; this many are some 8 MB.
_CACHED_EVENTS = 2_000


class EventRow(Table):
    """One event; the columns are those of Rasa's own SQL tracker store, so that its tools read the record.

    An id is never given twice, so that one that is still the highest of a conversation says that nothing has changed.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index("events_in_order", "sender_id", "id"),
        Index("events_by_type", "sender_id", "type_name", "id"),
        {"sqlite_autoincrement": True},
    )
    id = Column(Integer, primary_key=True, autoincrement=True)
    sender_id = Column(String(255), nullable=False)
    type_name = Column(String(255), nullable=False)
    timestamp = Column(Float)
    intent_name = Column(String(255))
    action_name = Column(String(255))
    data = Column(Text)


EVENTS = EventRow.__table__
# Made once: to build a statement takes longer than SQLite takes to run it.
_OF_SENDER = EVENTS.c.sender_id == bindparam("sender")
_LAST_ROW = select(func.max(EVENTS.c.id)).where(_OF_SENDER)
_SESSION_START = _LAST_ROW.where(EVENTS.c.type_name == SessionStarted.type_name)
_ROWS_FROM = (
    select(EVENTS.c.id, EVENTS.c.data).where(_OF_SENDER, EVENTS.c.id >= bindparam("first")).order_by(EVENTS.c.id)
)
_INSERT = insert(EVENTS)


class ConversationTrackerStore(TrackerStore):
    """Saves only new events; the present sessions of recent conversations stay in memory.

    A cached tracker is trusted only while its last row is still the conversation's last, so that several processes
    may share the database. Who retrieves one takes it out of the cache, and saving puts it back: a turn that fails
    midway leaves nothing half done behind.
    """

    def __init__(self, database: ConversationDatabase) -> None:
        super().__init__(Domain.empty())
        self._database = database
        self._cache: OrderedDict[str, StoredTracker] = OrderedDict()
        self._cached_events = 0
        self._caching = Lock()

    @property
    def domain(self) -> Domain:
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()
        for sender_id in list(self._cache):  # their slots are those of the domain before
            self._take(sender_id)

    def init_tracker(self, sender_id: str) -> StoredTracker:
        tracker = StoredTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)
        tracker.domain = self.domain
        return tracker

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """The present session of a conversation; None if nothing was ever said in it."""
        cached = self._take(sender_id)
        if cached is not None and await self._is_present(cached):
            return cached
        return await self._load(sender_id, whole=False)

    async def _is_present(self, cached: StoredTracker) -> bool:
        if await self._database.is_still(cached.mark):
            return True
        return await self._database.read(lambda c: _last_row(c, cached.sender_id)) == cached.last

    async def retrieve_full_tracker(self, conversation_id: str) -> StoredTracker | None:
        return await self._load(conversation_id, whole=True)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are not stored yet, durably."""
        sender_id = tracker.sender_id
        self._take(sender_id)
        if not isinstance(tracker, StoredTracker):
            tracker = await self._adopted(tracker)
        new = list(islice(tracker.events, tracker.stored, None))
        if new:
            tracker.last, tracker.mark = await self._database.run(
                lambda connection: (_insert(connection, sender_id, new), self._database.mark(connection))
            )
        tracker.drop_past_sessions()
        tracker.stored = len(tracker.events)
        if tracker.stored and tracker.domain is self.domain:  # another model may have come meanwhile
            self._keep(tracker)

    async def exists(self, conversation_id: str) -> bool:
        return await self._database.read(lambda connection: _last_row(connection, conversation_id)) is not None

    async def keys(self) -> Iterable[str]:
        query = select(EVENTS.c.sender_id).distinct()
        return await self._database.read(lambda connection: list(connection.execute(query).scalars()))

    async def forget(self, sender_id: str) -> None:
        """Delete all that is kept of a conversation here."""
        self._take(sender_id)
        statement = delete(EVENTS).where(EVENTS.c.sender_id == sender_id)
        await self._database.run(lambda connection: connection.execute(statement))

    async def in_one_thread(self, turn: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a turn that waits for nothing but this store, all of it in one thread of the database."""
        await self._database.in_one_thread(turn)

    async def _load(self, sender_id: str, whole: bool) -> StoredTracker | None:
        rows = await self._database.read(lambda connection: _rows(connection, sender_id, whole))
        if not rows:
            return None
        try:
            events = deserialise_events([json.loads(row.data) for row in rows])
        except (ValueError, KeyError, TypeError) as error:
            raise ConversationsUnusable(
                self._database.name, f"what is kept of {sender_id} is damaged ({error})"
            ) from error
        tracker = self.init_tracker(sender_id)
        for event in events:
            tracker.update(event, self.domain)
        tracker.stored, tracker.last = len(tracker.events), rows[-1].id
        return tracker

    async def _adopted(self, tracker: DialogueStateTracker) -> StoredTracker:
        """A tracker that was made elsewhere: what it has beyond the present session is new."""
        present = await self._load(tracker.sender_id, whole=False)
        adopted = self.init_tracker(tracker.sender_id)
        for event in tracker.events:
            adopted.update(event, self.domain)
        if present is not None:
            adopted.stored, adopted.last = present.stored, present.last
        return adopted

    def _take(self, sender_id: str) -> StoredTracker | None:
        with self._caching:
            tracker = self._cache.pop(sender_id, None)
            if tracker is not None:
                self._cached_events -= tracker.stored
        return tracker

    def _keep(self, tracker: StoredTracker) -> None:
        with self._caching:
            self._cache[tracker.sender_id] = tracker
            self._cached_events += tracker.stored
            while self._cached_events > _CACHED_EVENTS:
                self._cached_events -= self._cache.popitem(last=False)[1].stored


def _last_row(connection: Connection, sender_id: str) -> int | None:
    last: int | None = connection.scalar(_LAST_ROW, {"sender": sender_id})
    return last


def _rows(connection: Connection, sender_id: str, whole: bool) -> list[Any]:
    first = 0 if whole else connection.scalar(_SESSION_START, {"sender": sender_id}) or 0
    return list(connection.execute(_ROWS_FROM, {"sender": sender_id, "first": first}))


def _insert(connection: Connection, sender_id: str, events: list[Event]) -> int | None:
    connection.execute(_INSERT, [_row(sender_id, event) for event in events])
    return _last_row(connection, sender_id)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
