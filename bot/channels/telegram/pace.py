"""How fast messages may go out: about one a second in a chat, 20 a minute in a group, 30 a second overall.

See https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

# Chats whose last message is remembered; those long silent may send at once anyway.
_REMEMBERED = 10_000


@dataclass(frozen=True)
class Limits:
    """`chat` and `overall` are messages a second, `group` messages a minute."""

    chat: float = 1.0
    group: float = 20.0
    overall: float = 30.0


class PaceClosed(Exception):
    """We are being stopped; what was to be sent is stored, and goes out after the next start."""


async def _nothing() -> None:
    pass


class Pace:
    """Lets messages through one by one; to be used within one event loop."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._next_of_chat: dict[int, float] = {}
        self._next = 0.0
        self._gate = asyncio.Lock()
        self._closed = asyncio.Event()

    @asynccontextmanager
    async def turn(self, chat: int, about_to: Callable[[], Awaitable[None]] = _nothing) -> AsyncIterator[None]:
        """Wait until a message to `chat` may go, and send it within; messages of one chat must not overlap.

        `about_to` is done at the last moment before.

        Raises:
            PaceClosed: it must not go any more.
        """
        loop = asyncio.get_running_loop()
        await self.sleep(self._next_of_chat.get(chat, 0.0) - loop.time())
        # In order of arrival, so that a busy chat keeps nobody else waiting; and one by one, so that a process that was
        # held up does not catch up in a burst.
        async with self._gate:
            await self.sleep(self._next - loop.time())
            await about_to()
            self._next = loop.time() + 1 / self._limits.overall
        try:
            yield
        finally:
            # Counted from the end of the call: what counts for Telegram is when it arrives.
            apart = 60 / self._limits.group if chat < 0 else 1 / self._limits.chat
            self._next_of_chat[chat] = max(self._next_of_chat.get(chat, 0.0), loop.time() + apart)
            if len(self._next_of_chat) > _REMEMBERED:
                now = loop.time()
                self._next_of_chat = {chat: at for chat, at in self._next_of_chat.items() if at > now}

    async def sleep(self, seconds: float) -> None:
        """Wait that long; PaceClosed as soon as we are being stopped."""
        if seconds > 0:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._closed.wait(), seconds)
        if self._closed.is_set():
            raise PaceClosed

    def close(self) -> None:
        """Let nothing through any more."""
        self._closed.set()

    def pause(self, chat: int, seconds: float) -> None:
        """Send nothing to `chat` for that long: Telegram has said so."""
        until = asyncio.get_running_loop().time() + seconds
        self._next_of_chat[chat] = max(self._next_of_chat.get(chat, 0.0), until)
