"""Buttons pressed: answered at once, shown as chosen, and read by what is kept of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Bot

from bot.channels.telegram import wording
from bot.channels.telegram.api import set_keyboard
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.insist import insist
from bot.channels.telegram.keyboard import keyboard, read
from bot.channels.telegram.ports import Keyboard, Ledger

logger = logging.getLogger(__name__)
_PATIENCE = 3.0  # seconds


@dataclass(frozen=True)
class Pressed:
    """Button `number`, counted from 0, of the keyboard kept under `token`; `body` is the reply above it, if known."""

    token: str
    board: Keyboard
    number: int
    body: dict[str, Any] | None

    @property
    def payload(self) -> str:
        return self.board.buttons[self.number][1]

    @property
    def context(self) -> dict[str, Any]:
        """What the button leaned on when it was shown."""
        return dict((self.body or {}).get("context") or {})


class Presses:
    """Of one bot; to be used within one event loop."""

    def __init__(self, bot: Bot, ledger: Ledger) -> None:
        self._bot = bot
        self._ledger = ledger
        self._tasks: set[asyncio.Task[Any]] = set()
        self._marks: dict[str, asyncio.Task[Any]] = {}

    def begin(self, incoming: Incoming, conversation: str) -> None:
        """Answer the press, and mark the button as chosen, beside all other work."""
        self._run(self._answer(incoming, conversation))
        mark = self._marks[incoming.query] = self._run(self._mark(incoming, conversation))
        mark.add_done_callback(lambda _: self._marks.pop(incoming.query, None))

    async def marked(self, incoming: Incoming) -> None:
        """Wait for the mark, or give it up: it must not come after what takes the message's place."""
        mark = self._marks.get(incoming.query)
        if mark is not None:
            await asyncio.wait({mark}, timeout=_PATIENCE)
            mark.cancel()

    async def close(self) -> None:
        """Wait for what is under way, a short time."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_PATIENCE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def find(self, incoming: Incoming, conversation: str) -> Pressed | None:
        """What was pressed; None where the button is unknown, of another chat, or not below its message any more."""
        button = read(incoming.data)
        board = await self._ledger.keyboard(button[0]) if button else None
        if button is None or board is None or board.conversation != conversation or button[1] >= len(board.buttons):
            return None
        # Another page may have taken the place of this one, as when a button is tapped twice.
        body = await self._ledger.shown(conversation, incoming.message)
        return Pressed(button[0], board, button[1], body) if body is None or body["token"] == button[0] else None

    def _run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a press could not be answered", exc_info=task.exception())

    async def _answer(self, incoming: Incoming, conversation: str) -> None:
        stale = wording.STALE if await self.find(incoming, conversation) is None else None
        await insist(lambda: self._bot.answer_callback_query(incoming.query, stale, show_alert=bool(stale)))

    async def _mark(self, incoming: Incoming, conversation: str) -> None:
        pressed = await self.find(incoming, conversation)
        if pressed is None or pressed.body is None:
            return
        body = pressed.body
        marked = keyboard(pressed.token, [title for title, _ in pressed.board.buttons], pressed.number)
        await insist(lambda: set_keyboard(self._bot, incoming.chat, incoming.message, body, marked))
