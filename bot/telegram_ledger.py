"""What became of replies in Telegram, what their buttons stand for, and where chats have moved to."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Column, Float, Integer, String, Text, UniqueConstraint, delete, func, insert, select
from sqlalchemy import update as update_rows
from sqlalchemy.engine import Connection

from bot.channels.telegram.addresses import PREFIX
from bot.channels.telegram.ports import Keyboard, Pending
from bot.conversations.database import ConversationDatabase, Table
from bot.inbox import ReceivedRow, SentRow

# Telegram keeps an update for 24 hours at most: https://core.telegram.org/bots/api#getting-updates
_REDELIVERED = 48 * 3600.0


class DeliveryRow(Table):
    """A reply that was handed to Telegram; `settled` once it arrived (`message_id`) or cannot (None)."""

    __tablename__ = "telegram_delivery"
    __table_args__ = (UniqueConstraint("conversation", "number"),)
    id = Column(Integer, primary_key=True)
    conversation = Column(String(255), nullable=False)
    number = Column(Integer, nullable=False)
    chat = Column(BigInteger, nullable=False, index=True)
    settled = Column(Integer, nullable=False)
    message_id = Column(BigInteger, index=True)
    floor = Column(BigInteger, nullable=False)
    floor_of_chat = Column(BigInteger, nullable=False)


class KeyboardRow(Table):
    __tablename__ = "telegram_keyboard"
    token = Column(String(32), primary_key=True)
    conversation = Column(String(255), nullable=False, index=True)
    buttons = Column(Text, nullable=False)
    columns = Column(Text, nullable=False)


class MoveRow(Table):
    """A group that became a supergroup, with another id."""

    __tablename__ = "telegram_move"
    conversation = Column(String(255), primary_key=True)
    chat = Column(BigInteger, nullable=False)


class ForgottenRow(Table):
    """The number of an update of a deleted conversation; nothing tells whose."""

    __tablename__ = "telegram_forgotten"
    message_id = Column(String(64), primary_key=True)
    at = Column(Float, nullable=False)


_DELIVERY, _KEYBOARD = DeliveryRow.__table__, KeyboardRow.__table__
_MOVE, _FORGOTTEN = MoveRow.__table__, ForgottenRow.__table__
_RECEIVED, _SENT = ReceivedRow.__table__, SentRow.__table__


class TelegramLedger:
    """Durable; in the database of conversations."""

    def __init__(self, database: ConversationDatabase) -> None:
        self._database = database

    async def pending(self, conversation: str) -> list[Pending]:
        """Replies of a conversation that are not settled, in order."""
        return await self._database.read(lambda connection: _pending(connection, conversation))

    async def conversations_pending(self) -> list[str]:
        """Telegram's conversations with replies that are not settled."""
        statement = _open_replies().with_only_columns(_SENT.c.conversation).distinct()
        statement = statement.where(_SENT.c.conversation.startswith(PREFIX, autoescape=True))
        return await self._database.read(lambda connection: list(connection.scalars(statement)))

    async def trying(self, conversation: str, chat: int, number: int, floor: int, floor_of_chat: int) -> None:
        """Note that a reply is about to be handed to Telegram."""
        values = {"chat": chat, "settled": 0, "floor": floor, "floor_of_chat": floor_of_chat}

        def work(connection: Connection) -> None:
            changed = connection.execute(update_rows(_DELIVERY).where(*_of(conversation, number)).values(**values))
            if not changed.rowcount:
                connection.execute(insert(_DELIVERY).values(conversation=conversation, number=number, **values))

        await self._database.run(work)

    async def settled(self, conversation: str, number: int, message_id: int | None) -> None:
        """Note that a reply arrived as `message_id`, or that it cannot arrive (None)."""
        values = {"settled": 1, "message_id": message_id}

        def work(connection: Connection) -> None:
            changed = connection.execute(update_rows(_DELIVERY).where(*_of(conversation, number)).values(**values))
            if not changed.rowcount:
                row = {"conversation": conversation, "number": number, "chat": 0, "floor": 0, "floor_of_chat": 0}
                connection.execute(insert(_DELIVERY).values(**row, **values))

        await self._database.run(work)

    async def under_way(self) -> int:
        """How many replies were handed to Telegram of which nothing is known, by this process or one before."""
        statement = select(func.count()).select_from(_DELIVERY).where(_DELIVERY.c.settled == 0)
        return await self._database.read(lambda connection: int(connection.scalar(statement) or 0))

    async def sent_after(self, message_id: int) -> set[int]:
        """Ids above `message_id` of replies that arrived in private chats."""
        statement = select(_DELIVERY.c.message_id).where(_DELIVERY.c.message_id > message_id, _DELIVERY.c.chat > 0)
        return await self._database.read(lambda connection: set(connection.scalars(statement)))

    async def highest(self) -> dict[int, int]:
        """The highest id of a reply that arrived, by chat."""
        statement = select(_DELIVERY.c.chat, func.max(_DELIVERY.c.message_id)).where(
            _DELIVERY.c.message_id.is_not(None)
        )
        statement = statement.group_by(_DELIVERY.c.chat)
        return await self._database.read(lambda connection: dict(connection.execute(statement).all()))

    async def keep_keyboards(self, keyboards: Mapping[str, Keyboard]) -> None:
        """Keep what the buttons of these tokens stand for."""
        rows = [
            {
                "token": token,
                "conversation": board.conversation,
                "buttons": json.dumps(board.buttons),
                "columns": json.dumps(board.columns),
            }
            for token, board in keyboards.items()
        ]
        await self._database.run(lambda connection: connection.execute(insert(_KEYBOARD), rows))

    async def keyboard(self, token: str) -> Keyboard | None:
        """What the buttons of a token stand for, or None."""
        statement = select(_KEYBOARD).where(_KEYBOARD.c.token == token)
        row = await self._database.read(lambda connection: connection.execute(statement).first())
        if row is None:
            return None
        buttons = tuple((title, payload) for title, payload in json.loads(row.buttons))
        return Keyboard(row.conversation, buttons, tuple(json.loads(row.columns)))

    async def moved(self, conversation: str, chat: int) -> None:
        """Note that the conversation goes on in another chat."""

        def work(connection: Connection) -> None:
            connection.execute(delete(_MOVE).where(_MOVE.c.conversation == conversation))
            connection.execute(insert(_MOVE).values(conversation=conversation, chat=chat))

        await self._database.run(work)

    async def moves(self) -> dict[str, int]:
        """Conversations that go on in another chat than they began in."""
        statement = select(_MOVE.c.conversation, _MOVE.c.chat)
        return await self._database.read(lambda connection: dict(connection.execute(statement).all()))

    async def shown(self, conversation: str, message_id: int) -> dict[str, Any] | None:
        """The reply that a message shows, the last where it was edited; None where that is not known."""
        same = (_DELIVERY.c.conversation == _SENT.c.conversation) & (_DELIVERY.c.number == _SENT.c.number)
        statement = select(_SENT.c.body).join(_DELIVERY, same)
        statement = statement.where(_SENT.c.conversation == conversation, _DELIVERY.c.message_id == message_id)
        statement = statement.order_by(_SENT.c.number.desc()).limit(1)
        body = await self._database.read(lambda connection: connection.scalar(statement))
        return json.loads(body) if body is not None else None

    async def forget(self, conversation: str, message_id: str, reply: dict[str, Any]) -> None:
        """Delete what is known of a conversation up to the message that asked for it, and answer that with `reply`.

        One transaction: the bare numbers of its updates are kept for two days; messages after that one stay.
        """
        now = time.time()
        of_conversation = _RECEIVED.c.conversation == conversation
        this = select(_RECEIVED.c.id).where(of_conversation, _RECEIVED.c.message_id == message_id)

        def work(connection: Connection) -> None:
            last = connection.scalar(this) or 0
            found = (of_conversation, _RECEIVED.c.answered.is_not(None) | (_RECEIVED.c.id <= last))
            ids = [*connection.scalars(select(_RECEIVED.c.message_id).where(*found))]
            old = (_FORGOTTEN.c.at < now - _REDELIVERED) | _FORGOTTEN.c.message_id.in_(ids)
            connection.execute(delete(_FORGOTTEN).where(old))
            connection.execute(insert(_FORGOTTEN), [{"message_id": one, "at": now} for one in {*ids, message_id}])
            connection.execute(delete(_RECEIVED).where(*found))
            for table in (_SENT, _DELIVERY, _KEYBOARD):
                connection.execute(delete(table).where(table.c.conversation == conversation))
            row = {"conversation": conversation, "number": 1, "message_id": message_id, "body": json.dumps(reply)}
            connection.execute(insert(_SENT).values(**row))

        await self._database.run(work)
        await self._database.scrub()

    async def forgotten(self, message_id: str) -> bool:
        """Whether the update was of a conversation that is deleted."""
        statement = select(_FORGOTTEN.c.message_id).where(_FORGOTTEN.c.message_id == message_id)
        return await self._database.read(lambda connection: connection.execute(statement).first() is not None)


def _of(conversation: str, number: int) -> tuple[object, object]:
    return _DELIVERY.c.conversation == conversation, _DELIVERY.c.number == number


def _open_replies() -> Any:
    same = (_DELIVERY.c.conversation == _SENT.c.conversation) & (_DELIVERY.c.number == _SENT.c.number)
    open_reply = _DELIVERY.c.settled.is_(None) | (_DELIVERY.c.settled == 0)
    columns = (_SENT.c.number, _SENT.c.body, _DELIVERY.c.settled, _DELIVERY.c.floor, _DELIVERY.c.floor_of_chat)
    return select(*columns).select_from(_SENT.outerjoin(_DELIVERY, same)).where(open_reply)


def _pending(connection: Connection, conversation: str) -> list[Pending]:
    statement = _open_replies().where(_SENT.c.conversation == conversation).order_by(_SENT.c.number)
    return [
        Pending(row.number, json.loads(row.body), row.settled is not None, row.floor or 0, row.floor_of_chat or 0)
        for row in connection.execute(statement)
    ]
