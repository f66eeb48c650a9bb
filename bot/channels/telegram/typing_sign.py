"""The sign that somebody is typing, while an answer is made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

# Telegram shows it for 5 seconds or until a message arrives: https://core.telegram.org/bots/api#sendchataction
_LASTS = 5.0
_AGAIN = 4.0
# So long an answer waits for the sign, which must not arrive after it.
_PATIENCE = 1.0


class TypingSign:
    """Shows the sign once for all work of a chat that follows closely."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._shown: dict[int, float] = {}

    @asynccontextmanager
    async def shown(self, chat: int, thread: int = 0) -> AsyncIterator[None]:
        first = asyncio.Event()
        task = asyncio.create_task(self._show(chat, thread, first))
        try:
            yield
        finally:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(first.wait(), _PATIENCE)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _show(self, chat: int, thread: int, first: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            if now - self._shown.get(chat, -_LASTS) >= _AGAIN:
                with suppress(TelegramError):  # only a sign: the answer comes anyway
                    await self._bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread or None)
                self._shown = {c: at for c, at in self._shown.items() if now - at < _LASTS}
                self._shown[chat] = now
            first.set()
            await asyncio.sleep(_AGAIN)
