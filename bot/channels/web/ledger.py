"""What the channel needs of the ledger of messages and replies, which all processes share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, Union, runtime_checkable

from actions.answer import Answer

Ask = Callable[[str, str, str], Awaitable[list[Answer]]]
"""Text, conversation and the message's id in; answers out. Asked again with the id, the same answers."""
Forget = Callable[[str], Awaitable[None]]
"""Deletes all that is kept of a conversation."""
Judge = Callable[[str, str, str, str], Awaitable[None]]
"""Keeps what a person thinks of a reply: a key of the reply, the question, the answer's kind, `up`, `down` or ``."""


@runtime_checkable
class Received(Protocol):
    @property
    def message_id(self) -> str: ...

    @property
    def content(self) -> dict[str, Any]: ...

    @property
    def received(self) -> datetime: ...


@runtime_checkable
class Sent(Protocol):
    @property
    def number(self) -> int: ...

    @property
    def message_id(self) -> str: ...

    @property
    def body(self) -> dict[str, Any]: ...


class Ledger(Protocol):
    async def accept(self, conversation: str, message_id: str, content: dict[str, Any]) -> bool: ...

    async def accepted_at(self, conversation: str, message_id: str) -> datetime | None: ...

    async def answered(
        self, conversation: str, message_id: str, replies: Sequence[dict[str, Any]]
    ) -> Sequence[Sent]: ...

    async def replies(self, conversation: str, after: int = 0) -> Sequence[Sent]: ...

    async def replies_to(self, conversation: str, message_id: str) -> Sequence[Sent] | None: ...

    async def history(self, conversation: str) -> Sequence[Union[Received, Sent]]: ...
