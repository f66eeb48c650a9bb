"""Replies, handed to Telegram in order until each has arrived once."""

from __future__ import annotations

import logging

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram import lost
from bot.channels.telegram.addresses import Addresses
from bot.channels.telegram.api import call
from bot.channels.telegram.drawing import Drawing
from bot.channels.telegram.keyboard import keyboard
from bot.channels.telegram.known import KnownMessages
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.ports import Ledger, Pending

logger = logging.getLogger(__name__)
_LONGEST_WAIT = 60.0
_PATIENCE = 4
_REFUSALS = 3
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class ChatGone(Exception):
    """The bot was blocked, or removed from the chat."""


class Delivery:
    """Sends one chat's replies one after another; different chats may send at the same time."""

    def __init__(self, bot: Bot, ledger: Ledger, pace: Pace, known: KnownMessages, addresses: Addresses) -> None:
        self._bot = bot
        self._ledger = ledger
        self._pace = pace
        self._known = known
        self._addresses = addresses
        self._drawing = Drawing()

    async def deliver(self, conversation: str) -> None:
        """Send what is not sent yet; ChatGone where nobody is there any more."""
        for pending in await self._ledger.pending(conversation):
            await self._send(conversation, pending)

    async def _send(self, conversation: str, pending: Pending) -> None:
        failures, refusals = 0, 0
        uncertain = pending.tried
        floors = (pending.floor, pending.floor_of_chat)
        while True:
            if uncertain and not pending.body.get("edit"):
                # An edit may be made twice; a message may not.
                found = await self._arrived(conversation, pending, floors)
                if found is not None:
                    await self._settle(conversation, pending.number, found)
                    return
            chat = self._addresses.chat(conversation)
            uncertain = False
            shown = pending.body.get("picture")
            picture = await self._drawing.png(shown) if shown else None
            try:
                async with self._pace.turn(chat):
                    floors = (self._known.highest, self._known.highest_of(chat))
                    await self._ledger.trying(conversation, chat, pending.number, *floors)
                    message_id = await call(self._bot, chat, pending.body, picture, plainly=refusals > 0)
            except RetryAfter as error:
                self._pace.pause(chat, lost.seconds(error) + 0.05)
            except ChatMigrated as error:
                await self._ledger.moved(conversation, error.new_chat_id)
                self._addresses.move(conversation, error.new_chat_id)
            except Forbidden as error:
                await self._settle(conversation, pending.number, None)
                raise ChatGone(str(error)) from error
            except BadRequest as error:
                if await self._refused(conversation, pending, str(error), refusals):
                    return
                refusals += 1
            except (InvalidToken, Conflict, NetworkError) as error:
                failures += 1
                uncertain = _may_have_arrived(error)
                if failures >= _PATIENCE and error.__cause__ is None:
                    # The server itself says no, again and again: perhaps it takes no pictures, or not this one.
                    pending.body["picture"] = None
                await self._wait(conversation, failures, error)
            else:
                await self._settle(conversation, pending.number, message_id)
                return

    async def _refused(self, conversation: str, pending: Pending, reason: str, before: int) -> bool:
        """Whether Telegram's 400 ends the matter; if not, it is tried again without markup, then without a picture."""
        if "not modified" in reason.lower():
            await self._settle(conversation, pending.number, int(pending.body["edit"] or 0) or None)
            return True
        if "chat not found" in reason.lower():
            await self._settle(conversation, pending.number, None)
            raise ChatGone(reason)
        if pending.body.get("edit") and "message" in reason.lower() and "edit" in reason.lower():
            # The message is too old to be edited, or was deleted: a new one then.
            pending.body["edit"] = 0
            return False
        if before and pending.body.get("picture") and pending.body["plain"]:
            pending.body["picture"] = None
            return False
        if before >= _REFUSALS:
            logger.error("Telegram refused reply %d of %s: %s", pending.number, conversation, reason)
            await self._settle(conversation, pending.number, None)
            return True
        if before:
            await self._pace.sleep(before)
            return False
        logger.warning("Telegram refused the markup of reply %d of %s: %s", pending.number, conversation, reason)
        return False

    async def _arrived(self, conversation: str, pending: Pending, floors: tuple[int, int]) -> int | None:
        chat = self._addresses.chat(conversation)
        floor, floor_of_chat = floors
        known = self._known.after(floor) | await self._ledger.sent_after(floor) if chat > 0 else set()
        ids = lost.candidates(
            floor_of_chat, floor if chat > 0 else 0, self._known.highest, known, await self._ledger.under_way()
        )
        buttons = keyboard(pending.body.get("token") or "", [title for title, _ in pending.body["buttons"]])
        try:
            found = await lost.find(self._bot, chat, buttons, ids)
        except lost.CannotTell:
            logger.warning("reply %d of %s may have been sent before; it is sent again", pending.number, conversation)
            return None
        return found

    async def _wait(self, conversation: str, failures: int, error: Exception) -> None:
        seconds = min(_LONGEST_WAIT, 0.25 * 2.0 ** min(failures, 10))
        if failures in (3, 10):
            logger.warning("Telegram cannot be reached for %s, trying again: %s", conversation, error)
        await self._pace.sleep(seconds)

    async def _settle(self, conversation: str, number: int, message_id: int | None) -> None:
        if message_id is not None:
            self._known.note(self._addresses.chat(conversation), message_id)
        await self._ledger.settled(conversation, number, message_id)


def _may_have_arrived(error: TelegramError) -> bool:
    """Whether Telegram may have acted on a call that failed; where it says so itself (5xx), it has not."""
    if isinstance(error.__cause__, _NEVER_SENT):
        return False
    return isinstance(error, TimedOut) or isinstance(error.__cause__, httpx.HTTPError)
