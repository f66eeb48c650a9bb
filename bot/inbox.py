"""The ledger of messages and replies: none is lost, and none is answered twice, whatever process is killed."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.conversations import LEDGER, Conversations, ConversationsUnusable

# Two processes may number replies of one conversation at once; a server database then lets one of them try again.
_ATTEMPTS = 5


@dataclass(frozen=True)
class Received:
    """A message that was accepted; `content` is what the channel needs to handle it again after a crash."""

    conversation: str
    message_id: str
    content: dict[str, Any]
    received: datetime


@dataclass(frozen=True)
class Sent:
    """A reply; `number` counts from 1 within the conversation, `message_id` is empty where it answers none."""

    number: int
    message_id: str
    body: dict[str, Any]


class Inbox:
    """Shared by any number of processes; every method may raise `ConversationsUnusable`."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    @classmethod
    def open(cls, url: str) -> Inbox:
        """The inbox in the database at `url`, made where there is none."""
        return cls(Conversations.open(url))

    async def accept(self, conversation: str, message_id: str, content: dict[str, Any]) -> bool:
        """Keep a message, durably; False if it is already known."""

        def work(connection: Connection) -> bool:
            if _received(connection, conversation, message_id) is not None:
                return False
            row = {"conversation": conversation, "message_id": message_id, "pending": True, "body": json.dumps(content)}
            connection.execute(insert(LEDGER).values(**row, at=time.time()))
            return True

        try:
            return await self._conversations.write(work)
        except ConversationsUnusable as error:
            if isinstance(error.__cause__, IntegrityError):
                return False  # another process accepted it in the same moment
            raise

    async def answered(self, conversation: str, message_id: str, replies: Sequence[dict[str, Any]]) -> list[Sent]:
        """Keep the replies and mark the message as done, in one transaction; the first call for a message counts."""

        def work(connection: Connection) -> list[Sent]:
            if message_id:
                mine = (LEDGER.c.conversation == conversation) & (LEDGER.c.message_id == message_id)
                first = connection.execute(update(LEDGER).where(mine, LEDGER.c.pending).values(pending=False)).rowcount
                if not first and _received(connection, conversation, message_id) is not None:
                    return _sent(connection, conversation, LEDGER.c.answers == message_id)
            highest = select(func.max(LEDGER.c.number)).where(LEDGER.c.conversation == conversation)
            start = (connection.scalar(highest) or 0) + 1
            sent = [Sent(number, message_id, body) for number, body in enumerate(replies, start)]
            if sent:
                connection.execute(insert(LEDGER), [_reply_row(conversation, reply) for reply in sent])
            return sent

        for attempt in range(_ATTEMPTS):
            try:
                return await self._conversations.write(work)
            except ConversationsUnusable as error:
                if not isinstance(error.__cause__, IntegrityError) or attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    async def replies(self, conversation: str, after: int = 0) -> list[Sent]:
        """The replies of a conversation whose number is higher than `after`, in order."""
        return await self._conversations.read(lambda c: _sent(c, conversation, LEDGER.c.number > after))

    async def replies_to(self, conversation: str, message_id: str) -> list[Sent] | None:
        """The replies to one message; None if it is unknown or not answered yet."""

        def work(connection: Connection) -> list[Sent] | None:
            if _received(connection, conversation, message_id) is not False:
                return None
            return _sent(connection, conversation, LEDGER.c.answers == message_id)

        return await self._conversations.read(work)

    async def unanswered(self, prefix: str) -> list[Received]:
        """Messages that wait for an answer, in order of arrival, of conversations that start with `prefix`."""
        query = select(LEDGER).where(LEDGER.c.pending, LEDGER.c.conversation.startswith(prefix, autoescape=True))
        return await self._conversations.read(
            lambda connection: [_as_received(row) for row in connection.execute(query.order_by(LEDGER.c.id))]
        )

    async def history(self, conversation: str) -> list[Received | Sent]:
        """All of a conversation, in order."""
        query = select(LEDGER).where(LEDGER.c.conversation == conversation).order_by(LEDGER.c.id)
        return await self._conversations.read(
            lambda connection: [
                _as_sent(row) if row.number is not None else _as_received(row) for row in connection.execute(query)
            ]
        )

    async def forget(self, conversation: str) -> None:
        """Delete all that is kept of a conversation here."""
        statement = delete(LEDGER).where(LEDGER.c.conversation == conversation)
        await self._conversations.write(lambda connection: connection.execute(statement))

    async def close(self) -> None:
        await self._conversations.close()


def _received(connection: Connection, conversation: str, message_id: str) -> bool | None:
    """Whether a message is still pending; None if it is unknown."""
    query = select(LEDGER.c.pending).where(LEDGER.c.conversation == conversation, LEDGER.c.message_id == message_id)
    pending: bool | None = connection.scalar(query)
    return pending


def _sent(connection: Connection, conversation: str, which: Any) -> list[Sent]:
    query = select(LEDGER).where(LEDGER.c.conversation == conversation, LEDGER.c.number.is_not(None), which)
    return [_as_sent(row) for row in connection.execute(query.order_by(LEDGER.c.number))]


def _reply_row(conversation: str, reply: Sent) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "pending": False,
        "answers": reply.message_id,
        "number": reply.number,
        "body": json.dumps(reply.body),
        "at": time.time(),
    }


def _as_received(row: Any) -> Received:
    received = datetime.fromtimestamp(row.at, timezone.utc)
    return Received(row.conversation, row.message_id, json.loads(row.body), received)


def _as_sent(row: Any) -> Sent:
    return Sent(row.number, row.answers or "", json.loads(row.body))
