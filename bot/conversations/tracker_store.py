"""Conversations as Rasa sees them: trackers, kept as rows of events."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import islice

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Boolean, Column, Float, Integer, String, Text, delete, func, insert, select
from sqlalchemy.engine import Connection

from bot.conversations.database import ConversationDatabase, Table
from bot.conversations.tracker import ConversationTracker

# Trackers at hand in memory; one not among them is read from its events again.
_AT_HAND = 500


class EventRow(Table):
    """One event; `begins` marks those that begin a session."""

    __tablename__ = "event"
    id = Column(Integer, primary_key=True)
    conversation = Column(String(255), nullable=False, index=True)
    begins = Column(Boolean, nullable=False)
    timestamp = Column(Float, nullable=False)
    data = Column(Text, nullable=False)


_EVENTS = EventRow.__table__


class ConversationTrackerStore(TrackerStore):
    """Writes only what a turn has added, and reads only the present session.

    A tracker stays at hand between turns. Another process may have gone on with the conversation meanwhile: it is
    used only where its last event is still the last in the database.
    """

    def __init__(self, database: ConversationDatabase, domain: Domain | None = None) -> None:
        super().__init__(domain)
        self._database = database
        self._at_hand: OrderedDict[str, tuple[int, ConversationTracker]] = OrderedDict()

    def init_tracker(self, sender_id: str) -> ConversationTracker:
        return ConversationTracker(sender_id, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the events that are not stored yet."""
        known = tracker.stored if isinstance(tracker, ConversationTracker) else None
        events = list(tracker.events)
        last = await self._database.run(lambda connection: _append(connection, tracker.sender_id, events, known))
        if isinstance(tracker, ConversationTracker):
            tracker.stored = len(events)
            self._at_hand[tracker.sender_id] = (last, tracker)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)

    async def retrieve(self, sender_id: str) -> ConversationTracker | None:
        """The tracker of the present session; None if nothing was ever said."""
        # Taken out: a turn that fails midway leaves a changed tracker, which must not be used again.
        last, tracker = self._at_hand.pop(sender_id, (None, None))
        found = await self._database.run(lambda connection: _session_after(connection, sender_id, last))
        if found is None:
            return tracker
        return self._tracker(sender_id, found) if found else None

    async def retrieve_full_tracker(self, conversation_id: str) -> ConversationTracker | None:
        """The tracker of all sessions."""
        found = await self._database.run(lambda connection: _all(connection, conversation_id))
        return self._tracker(conversation_id, found) if found else None

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        statement = select(_EVENTS.c.conversation).distinct()
        return await self._database.run(lambda connection: list(connection.scalars(statement)))

    async def delete(self, sender_id: str) -> None:
        """Delete all that is known of a conversation."""
        self._at_hand.pop(sender_id, None)
        statement = delete(_EVENTS).where(_EVENTS.c.conversation == sender_id)
        await self._database.run(lambda connection: connection.execute(statement))

    def _tracker(self, sender_id: str, rows: Sequence[str]) -> ConversationTracker:
        tracker = self.init_tracker(sender_id)
        for row in rows:
            event = Event.from_parameters(json.loads(row))
            if event is not None:
                tracker.update(event, self.domain)
        tracker.stored = len(tracker.events)
        return tracker


def _append(connection: Connection, conversation: str, events: Sequence[Event], known: int | None) -> int:
    """Insert the events after the first `known` and return the id of the last; count those there where it is None."""
    if known is None:
        known = len(_session(connection, conversation))
    rows = [
        {
            "conversation": conversation,
            "begins": isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME,
            "timestamp": event.timestamp,
            "data": json.dumps(event.as_dict()),
        }
        for event in islice(events, known, None)
    ]
    if rows:
        connection.execute(insert(_EVENTS), rows)
    return _last(connection, conversation)


def _last(connection: Connection, conversation: str) -> int:
    return int(connection.scalar(select(func.max(_EVENTS.c.id)).where(_EVENTS.c.conversation == conversation)) or 0)


def _session_after(connection: Connection, conversation: str, last: int | None) -> list[str] | None:
    """The rows of the present session, or None where `last` is the last there is."""
    if last is not None and _last(connection, conversation) == last:
        return None
    return _session(connection, conversation)


def _session(connection: Connection, conversation: str) -> list[str]:
    of_it = _EVENTS.c.conversation == conversation
    first = connection.scalar(select(func.max(_EVENTS.c.id)).where(of_it, _EVENTS.c.begins)) or 0
    statement = select(_EVENTS.c.data).where(of_it, _EVENTS.c.id >= first).order_by(_EVENTS.c.id)
    return list(connection.scalars(statement))


def _all(connection: Connection, conversation: str) -> list[str]:
    statement = select(_EVENTS.c.data).where(_EVENTS.c.conversation == conversation).order_by(_EVENTS.c.id)
    return list(connection.scalars(statement))
