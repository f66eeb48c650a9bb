"""The ledger of messages and replies: what arrived, whether it was answered, and with what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Column, DateTime, Index, Integer, String, Text, UniqueConstraint, delete, func, insert, select
from sqlalchemy import update as update_rows
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.conversations.database import ConversationDatabase, Table


@dataclass(frozen=True)
class Received:
    """A message that was accepted; `content` is JSON, `received` in UTC."""

    conversation: str
    message_id: str
    content: dict[str, Any]
    received: datetime


@dataclass(frozen=True)
class Sent:
    """A reply, numbered from 1 within its conversation; `message_id` is of the message that it answers."""

    number: int
    message_id: str
    body: dict[str, Any]


class ReceivedRow(Table):
    __tablename__ = "received"
    __table_args__ = (UniqueConstraint("conversation", "message_id"), Index("received_open", "answered", "id"))
    id = Column(Integer, primary_key=True)
    conversation = Column(String(255), nullable=False)
    message_id = Column(String(255), nullable=False)
    content = Column(Text, nullable=False)
    received = Column(DateTime, nullable=False)
    # The number of the last reply there was when it was answered; its place in the history.
    answered = Column(Integer)


class SentRow(Table):
    __tablename__ = "sent"
    __table_args__ = (UniqueConstraint("conversation", "number"),)
    id = Column(Integer, primary_key=True)
    conversation = Column(String(255), nullable=False)
    number = Column(Integer, nullable=False)
    message_id = Column(String(255), nullable=False)
    body = Column(Text, nullable=False)


_RECEIVED, _SENT = ReceivedRow.__table__, SentRow.__table__


class Inbox:
    """Durable, and shared by any number of processes; what a method has returned is committed."""

    def __init__(self, database: ConversationDatabase) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> Inbox:
        """An inbox in a database of its own connection.

        Raises:
            ConversationsUnusable: the database cannot be opened.
        """
        return cls(ConversationDatabase(url))

    async def accept(self, conversation: str, message_id: str, content: dict[str, Any]) -> bool:
        """Store a message, and say whether it is new."""
        row = {
            "conversation": conversation,
            "message_id": message_id,
            "content": json.dumps(content),
            "received": datetime.now(timezone.utc).replace(tzinfo=None),
        }
        try:
            await self._database.run(lambda connection: connection.execute(insert(_RECEIVED).values(**row)))
        except IntegrityError:
            return False
        return True

    async def accepted_at(self, conversation: str, message_id: str) -> datetime | None:
        """When a message was accepted, in UTC; None where it is not, or no longer, here."""
        of_it = (_RECEIVED.c.conversation == conversation, _RECEIVED.c.message_id == message_id)
        at = await self._database.read(lambda connection: connection.scalar(select(_RECEIVED.c.received).where(*of_it)))
        return at.replace(tzinfo=timezone.utc) if at else None

    async def answered(self, conversation: str, message_id: str, replies: Sequence[dict[str, Any]]) -> list[Sent]:
        """Store the replies to a message and mark it as done, at once; where it was done before, return those replies.

        Of a message that is no longer here nothing is stored.
        """
        return await self._database.run(lambda connection: _answer(connection, conversation, message_id, replies))

    async def replies(self, conversation: str, after: int = 0) -> list[Sent]:
        """The replies numbered above `after`, in order."""
        statement = _sent(_SENT.c.conversation == conversation, _SENT.c.number > after)
        return await self._database.read(lambda connection: _read_sent(connection, statement))

    async def replies_to(self, conversation: str, message_id: str) -> list[Sent] | None:
        """The replies to one message; None where it was not answered yet."""
        return await self._database.read(lambda connection: _replies_to(connection, conversation, message_id))

    async def unanswered(self, prefix: str) -> list[Received]:
        """Messages without answer of the conversations that begin with `prefix`, in order of arrival."""
        begins = _RECEIVED.c.conversation.startswith(prefix, autoescape=True)
        statement = select(_RECEIVED).where(_RECEIVED.c.answered.is_(None), begins).order_by(_RECEIVED.c.id)
        return await self._database.read(lambda connection: [_received(r) for r in connection.execute(statement)])

    async def history(self, conversation: str) -> list[Received | Sent]:
        """Messages and replies in order: each message before its replies."""
        return await self._database.read(lambda connection: _history(connection, conversation))

    async def forget(self, conversation: str) -> None:
        """Delete all messages and replies of a conversation."""

        def work(connection: Connection) -> None:
            for table in (_RECEIVED, _SENT):
                connection.execute(delete(table).where(table.c.conversation == conversation))

        await self._database.run(work)

    async def close(self) -> None:
        """Give back the database."""
        self._database.close()


def _answer(
    connection: Connection, conversation: str, message_id: str, replies: Sequence[dict[str, Any]]
) -> list[Sent]:
    earlier = _replies_to(connection, conversation, message_id)
    if earlier is not None:
        return earlier
    last = connection.scalar(select(func.max(_SENT.c.number)).where(_SENT.c.conversation == conversation)) or 0
    of_it = (_RECEIVED.c.conversation == conversation, _RECEIVED.c.message_id == message_id)
    done = connection.execute(update_rows(_RECEIVED).where(*of_it).values(answered=last + len(replies)))
    if not done.rowcount:
        return []
    sent = [Sent(number, message_id, body) for number, body in enumerate(replies, last + 1)]
    if sent:
        rows = [
            {"conversation": conversation, "number": s.number, "message_id": message_id, "body": json.dumps(s.body)}
            for s in sent
        ]
        connection.execute(insert(_SENT), rows)
    return sent


def _replies_to(connection: Connection, conversation: str, message_id: str) -> list[Sent] | None:
    of_it = (_RECEIVED.c.conversation == conversation, _RECEIVED.c.message_id == message_id)
    if connection.scalar(select(_RECEIVED.c.answered).where(*of_it)) is None:
        return None
    return _read_sent(connection, _sent(_SENT.c.conversation == conversation, _SENT.c.message_id == message_id))


def _history(connection: Connection, conversation: str) -> list[Received | Sent]:
    messages = connection.execute(
        select(_RECEIVED).where(_RECEIVED.c.conversation == conversation).order_by(_RECEIVED.c.id)
    ).all()
    sent = _read_sent(connection, _sent(_SENT.c.conversation == conversation))
    known = {row.message_id for row in messages}
    found: list[Received | Sent] = [s for s in sent if s.message_id not in known]
    for row in messages:
        found += [_received(row), *(s for s in sent if s.message_id == row.message_id)]
    return found


def _sent(*conditions: Any) -> Any:
    return select(_SENT).where(*conditions).order_by(_SENT.c.number)


def _read_sent(connection: Connection, statement: Any) -> list[Sent]:
    return [Sent(row.number, row.message_id, json.loads(row.body)) for row in connection.execute(statement)]


def _received(row: Any) -> Received:
    return Received(
        row.conversation, row.message_id, json.loads(row.content), row.received.replace(tzinfo=timezone.utc)
    )
