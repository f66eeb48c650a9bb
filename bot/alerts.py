"""Alerts: conversations that want to be told of new listings, and what they were told."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Column, DateTime, Integer, String, Text, UniqueConstraint, delete, insert, select
from sqlalchemy import update as update_rows
from sqlalchemy.engine import Connection

from actions.answer import Alert
from bot.alert_wording import digest
from bot.conversations.database import ConversationDatabase, Table
from bot.inbox import ReceivedRow
from knowledge.listings import Listing, ListingFilter, search_listings
from knowledge.store import Store


@dataclass(frozen=True)
class Subscription:
    """Listings of `filter`, called `title`, are to be told to `conversation`."""

    id: int
    conversation: str
    title: str
    filter: ListingFilter


@dataclass(frozen=True)
class Digest:
    """A message accepted into the inbox, as if it had come from outside: it is answered and sent like any other."""

    conversation: str
    message_id: str
    content: dict[str, Any]


class AlertRow(Table):
    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("conversation", "filter"),)
    id = Column(Integer, primary_key=True)
    conversation = Column(String(255), nullable=False, index=True)
    title = Column(Text, nullable=False)
    filter = Column(String(1000), nullable=False)
    created = Column(DateTime, nullable=False)


class ToldRow(Table):
    """A listing that the conversation knows: it was there when an alert was set, or was in a digest."""

    __tablename__ = "alert_told"
    conversation = Column(String(255), primary_key=True)
    listing = Column(String(32), primary_key=True)


class DigestRow(Table):
    """When the conversation had its last digest."""

    __tablename__ = "alert_digest"
    conversation = Column(String(255), primary_key=True)
    at = Column(DateTime, nullable=False)
    number = Column(Integer, nullable=False)


_ALERT, _TOLD, _DIGEST, _RECEIVED = AlertRow.__table__, ToldRow.__table__, DigestRow.__table__, ReceivedRow.__table__


class Alerts:
    """Durable; listings are read from the knowledge store."""

    def __init__(self, database: ConversationDatabase, store: Store, pause: timedelta) -> None:
        """`pause` is the least time between two digests of a conversation."""
        self._database = database
        self._store = store
        self._pause = pause
        # Nothing can be due before the store changes, or a pause ends that kept something back.
        self._seen: int | None = None
        self._kept_back = False

    async def subscribe(self, conversation: str, alert: Alert) -> None:
        """Set an alert; what matches now counts as known. Repeated, it changes nothing."""
        wanted = json.dumps(alert.filter, sort_keys=True)
        now = _now()

        def work(connection: Connection) -> None:
            known = select(_ALERT.c.id).where(_ALERT.c.conversation == conversation, _ALERT.c.filter == wanted)
            if connection.execute(known).first() is not None:
                return
            row = {"conversation": conversation, "title": alert.title, "filter": wanted, "created": now}
            connection.execute(insert(_ALERT).values(**row))
            _tell(connection, conversation, [identity(job) for job in self._matching(read_filter(alert.filter))])

        await self._database.run(work)

    async def of(self, conversation: str) -> list[Subscription]:
        """The alerts of a conversation, oldest first."""
        statement = select(_ALERT).where(_ALERT.c.conversation == conversation).order_by(_ALERT.c.id)
        return await self._database.read(lambda connection: [_read(row) for row in connection.execute(statement)])

    async def cancel(self, conversation: str, number: int | None) -> list[Subscription]:
        """Cancel the alert of this id, or all of the conversation (None); return those cancelled."""
        found = [s for s in await self.of(conversation) if number in (None, s.id)]
        statement = delete(_ALERT).where(_ALERT.c.id.in_([s.id for s in found]))
        await self._database.run(lambda connection: connection.execute(statement))
        return found

    async def forget(self, conversation: str) -> None:
        """Delete all that is known of a conversation."""

        def work(connection: Connection) -> None:
            for table in (_ALERT, _TOLD, _DIGEST):
                connection.execute(delete(table).where(table.c.conversation == conversation))

        await self._database.run(work)

    async def due(self) -> list[Digest]:
        """Accept into the inbox a digest for each conversation with new listings whose last is long enough ago."""
        version = await asyncio.to_thread(self._store.version)
        if version == self._seen and not self._kept_back:
            return []
        found = await self._database.run(self._due)
        self._seen = version
        return found

    def _due(self, connection: Connection) -> list[Digest]:
        """One transaction: a digest is stored and its listings count as told, or neither."""
        now = _now()
        subscriptions = [_read(row) for row in connection.execute(select(_ALERT).order_by(_ALERT.c.id))]
        last = {row.conversation: row for row in connection.execute(select(_DIGEST))}
        matching = {s.filter: self._matching(s.filter) for s in subscriptions}
        found = []
        self._kept_back = False
        for conversation in dict.fromkeys(s.conversation for s in subscriptions):
            before = last.get(conversation)
            told = set(connection.scalars(select(_TOLD.c.listing).where(_TOLD.c.conversation == conversation)))
            own = [s for s in subscriptions if s.conversation == conversation]
            new = {identity(job): job for s in own for job in matching[s.filter] if identity(job) not in told}
            if not new:
                continue
            if before is not None and now - before.at < self._pause:
                self._kept_back = True
                continue
            titles = [s.title for s in own if any(identity(job) in new for job in matching[s.filter])]
            number = before.number + 1 if before is not None else 1
            content = {"kind": "digest", "answer": digest(list(new.values()), titles).as_dict()}
            found.append(_accept(connection, conversation, f"digest:{number}:{now.timestamp():.0f}", content, now))
            _tell(connection, conversation, list(new))
            _note(connection, conversation, now, number, known=before is not None)
        return found

    def _matching(self, wanted: ListingFilter) -> list[Listing]:
        with self._store.session() as session:
            return search_listings(session, wanted)


def identity(listing: Listing) -> str:
    """What makes a listing the same after its source was read again, which may give it another id.

    One with an address stays the same when its pay is changed; of one without, nothing tells it from a second opening
    but what it offers.
    """
    parts: tuple[Any, ...] = (listing.title, listing.company, listing.place)
    parts += (listing.url,) if listing.url else (listing.employment_type, listing.pay_min, listing.pay_max)
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


def read_filter(values: dict[str, Any]) -> ListingFilter:
    """The filter of these fields; those of another version of Rolewise are left out."""
    known = {f.name for f in fields(ListingFilter)}
    kept: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known}
    return ListingFilter(**kept)


def _read(row: Any) -> Subscription:
    return Subscription(row.id, row.conversation, row.title, read_filter(json.loads(row.filter)))


def _accept(
    connection: Connection, conversation: str, message_id: str, content: dict[str, Any], now: datetime
) -> Digest:
    row = {"conversation": conversation, "message_id": message_id, "content": json.dumps(content), "received": now}
    connection.execute(insert(_RECEIVED).values(**row))
    return Digest(conversation, message_id, content)


def _tell(connection: Connection, conversation: str, listings: Sequence[str]) -> None:
    known = set(connection.scalars(select(_TOLD.c.listing).where(_TOLD.c.conversation == conversation)))
    rows = [{"conversation": conversation, "listing": one} for one in dict.fromkeys(listings) if one not in known]
    if rows:
        connection.execute(insert(_TOLD), rows)


def _note(connection: Connection, conversation: str, now: datetime, number: int, known: bool) -> None:
    if known:
        changed = update_rows(_DIGEST).where(_DIGEST.c.conversation == conversation).values(at=now, number=number)
        connection.execute(changed)
    else:
        connection.execute(insert(_DIGEST).values(conversation=conversation, at=now, number=number))


def _now() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None)
