"""What the channel is given: who answers, and where messages are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from actions.answer import Answer


@dataclass(frozen=True)
class Keyboard:
    """Buttons (title, payload) of a message of `conversation`; `columns` of the list above them, if it is one."""

    conversation: str
    buttons: tuple[tuple[str, str], ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pending:
    """A reply that is not known to have arrived.

    `tried` tells that it was handed to Telegram when we were stopped; `floor` and `floor_of_chat` are the highest ids
    of messages that were known then, of all chats and of this one.
    """

    number: int
    body: dict[str, Any]
    tried: bool = False
    floor: int = 0
    floor_of_chat: int = 0


@dataclass(frozen=True)
class Turn:
    """What is answered to a message, and the context that its buttons lean on: to be handed back when one is pressed."""

    answers: list[Answer]
    context: dict[str, Any] = field(default_factory=dict)


class Waiting(Protocol):
    """A message that was accepted."""

    @property
    def conversation(self) -> str: ...
    @property
    def message_id(self) -> str: ...
    @property
    def content(self) -> dict[str, Any]: ...


class Assistant(Protocol):
    """Answers questions and keeps alerts; asked again with the same `message_id`, it gives the same answer."""

    async def ask(self, text: str, conversation: str, message_id: str, context: dict[str, Any] | None) -> Turn: ...
    async def alerts(self, conversation: str) -> Answer: ...
    async def cancel_alert(self, conversation: str, number: str) -> Answer: ...
    async def forget(self, conversation: str) -> None: ...
    async def gone(self, conversation: str) -> None: ...


class Inbox(Protocol):
    """Durable: what a method has returned is stored."""

    async def accept(self, conversation: str, message_id: str, content: dict[str, Any]) -> bool: ...
    async def answered(
        self, conversation: str, message_id: str, replies: Sequence[dict[str, Any]]
    ) -> Sequence[Any]: ...
    async def replies_to(self, conversation: str, message_id: str) -> Sequence[Any] | None: ...
    async def unanswered(self, prefix: str) -> Sequence[Any]: ...
    async def history(self, conversation: str) -> Sequence[Any]: ...


class Ledger(Protocol):
    """What became of replies, what buttons stand for, and where chats have moved to; durable too."""

    async def pending(self, conversation: str) -> list[Pending]: ...
    async def conversations_pending(self) -> list[str]: ...
    async def trying(self, conversation: str, chat: int, number: int, floor: int, floor_of_chat: int) -> None: ...
    async def settled(self, conversation: str, number: int, message_id: int | None) -> None: ...
    async def under_way(self) -> int: ...
    async def sent_after(self, message_id: int) -> set[int]: ...
    async def shown(self, conversation: str, message_id: int) -> dict[str, Any] | None: ...
    async def keep_keyboards(self, keyboards: Mapping[str, Keyboard]) -> None: ...
    async def keyboard(self, token: str) -> Keyboard | None: ...
    async def highest(self) -> dict[int, int]: ...
    async def moved(self, conversation: str, chat: int) -> None: ...
    async def moves(self) -> dict[str, int]: ...
    async def forget(self, conversation: str, message_id: str, reply: dict[str, Any]) -> None: ...
    async def forgotten(self, message_id: str) -> bool: ...
