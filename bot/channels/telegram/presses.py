"""Buttons pressed: answered at once, shown as chosen, and read by what is kept of them."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.telegram import wording
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.keyboard import keyboard, read
from bot.channels.telegram.ports import Keyboard, Ledger

logger = logging.getLogger(__name__)
_TRIES = 4


@dataclass(frozen=True)
class Pressed:
    """Button `number`, counted from 0, of a keyboard."""

    board: Keyboard
    number: int

    @property
    def payload(self) -> str:
        return self.board.buttons[self.number][1]


class Presses:
    """Of one bot; to be used within one event loop."""

    def __init__(self, bot: Bot, ledger: Ledger) -> None:
        self._bot = bot
        self._ledger = ledger
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def begin(self, incoming: Incoming, conversation: str) -> None:
        """Answer the press, beside all other work."""
        task = asyncio.create_task(self._answer(incoming, conversation))
        self._tasks[incoming.query] = task
        task.add_done_callback(lambda _: self._tasks.pop(incoming.query, None))

    async def settled(self, incoming: Incoming) -> None:
        """Wait until the press is answered: its mark must not come after what takes the message's place."""
        task = self._tasks.get(incoming.query)
        if task is not None:
            await asyncio.wait({task})

    async def close(self) -> None:
        """Wait for all that are being answered."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def find(self, incoming: Incoming, conversation: str) -> Pressed | None:
        """What was pressed; None where the button is unknown or of another chat."""
        button = read(incoming.data)
        board = await self._ledger.keyboard(button[0]) if button else None
        if button is None or board is None or board.conversation != conversation or button[1] >= len(board.buttons):
            return None
        return Pressed(board, button[1])

    async def _answer(self, incoming: Incoming, conversation: str) -> None:
        pressed = await self.find(incoming, conversation)
        stale = wording.STALE if pressed is None else None
        await self._insist(self._bot.answer_callback_query, incoming.query, stale, show_alert=bool(stale))
        if pressed is not None:
            titles = [title for title, _ in pressed.board.buttons]
            marked = keyboard(incoming.data.rpartition(":")[0], titles, pressed.number)
            await self._insist(
                self._bot.edit_message_reply_markup, incoming.chat, incoming.message, reply_markup=marked
            )

    async def _insist(self, call: Any, *arguments: Any, **named: Any) -> None:
        """Make a call that does no harm if made twice, and that is not worth more than a few tries."""
        for attempt in range(_TRIES):
            try:
                await call(*arguments, **named)
            except (BadRequest, InvalidToken) as error:
                logger.info("Telegram refused: %s", error)  # too old, not changed, or a method it does not have
            except TelegramError:
                await asyncio.sleep(0.2 * 2**attempt)
                continue
            return
