"""The sign that somebody is typing, while an answer is made."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.insist import seconds

logger = logging.getLogger(__name__)
# Telegram shows it for 5 seconds or until a message arrives: https://core.telegram.org/bots/api#sendchataction
_AGAIN = 4.0
# So long an answer waits for the sign, which must not arrive after it.
_PATIENCE = 1.0


class TypingSign:
    """Of one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @asynccontextmanager
    async def shown(self, chat: int, thread: int = 0) -> AsyncIterator[None]:
        """Show the sign, and show it again for as long as the work within takes."""
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
        while True:
            pause = _AGAIN
            try:
                await self._bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread or None)
            except RetryAfter as error:
                pause = max(pause, seconds(error))
            except TelegramError as error:
                logger.info("typing cannot be shown: %s", error)  # only a sign: the answer comes anyway
            first.set()
            await asyncio.sleep(pause)
