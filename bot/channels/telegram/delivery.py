"""Replies, handed to Telegram in order until each has arrived once."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import httpx
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.addresses import Addresses
from bot.channels.telegram.api import call
from bot.channels.telegram.drawing import Drawing
from bot.channels.telegram.insist import seconds
from bot.channels.telegram.known import KnownMessages
from bot.channels.telegram.lesser import lesser
from bot.channels.telegram.lost import MARGIN, CannotTell, LostMessages, candidates
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.ports import Ledger, Pending

logger = logging.getLogger(__name__)
_LONGEST_WAIT = 60.0
_PATIENCE = 4
_SETTLING = 2.0  # seconds
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
        self._lost = LostMessages(bot)

    async def deliver(self, conversation: str) -> None:
        """Send what is not sent yet; ChatGone where nobody is there any more."""
        for pending in await self._ledger.pending(conversation):
            await self._ledger.settled(conversation, pending.number, await self._send(conversation, pending))

    async def _send(self, conversation: str, pending: Pending) -> int | None:
        """The id of the message that arrived; None where it cannot."""
        body: dict[str, Any] | None = pending.body
        failures, uncertain = 0, pending.tried
        while body is not None:
            # An edit may be made twice; a message may not.
            found = await self._arrived(conversation, pending.number, body) if uncertain and not body["edit"] else None
            if found is not None:
                return self._noted(conversation, found)
            uncertain = False
            picture = await self._picture(body)
            chat = self._addresses.chat(conversation)
            try:
                async with self._pace.turn(chat, partial(self._trying, conversation, chat, pending.number)):
                    return self._noted(conversation, await call(self._bot, chat, body, picture))
            except RetryAfter as error:
                self._pace.pause(chat, seconds(error) + 0.05)
            except ChatMigrated as error:
                await self._ledger.moved(conversation, error.new_chat_id)
                self._addresses.move(conversation, error.new_chat_id)
            except Forbidden as error:
                raise ChatGone(str(error)) from error
            except BadRequest as error:
                reason = str(error).lower()
                if "not modified" in reason:
                    return int(body["edit"]) or None
                if "chat not found" in reason:
                    raise ChatGone(reason) from error
                logger.warning("Telegram refused reply %d of %s: %s", pending.number, conversation, error)
                body = lesser(body, reason)
            except TelegramError as error:
                failures += 1
                refused = isinstance(error, InvalidToken)  # or a method that the server does not have
                uncertain = not refused and not isinstance(error.__cause__, _NEVER_SENT)
                if refused or (failures >= _PATIENCE and error.__cause__ is None):
                    # The server itself says no: perhaps it takes no pictures, or no edits.
                    body = {**body, "picture": None if body["plain"] else body["picture"], "edit": 0}
                await self._wait(conversation, failures, error)
        logger.error("reply %d of %s is given up: Telegram takes it in no form", pending.number, conversation)
        return None

    async def _trying(self, conversation: str, chat: int, number: int) -> None:
        floors = (self._known.highest, self._known.highest_of(chat))
        await self._ledger.trying(conversation, chat, number, *floors)

    async def _picture(self, body: dict[str, Any]) -> bytes | None:
        try:
            return await self._drawing.png(body["picture"]) if body["picture"] else None
        except Exception:
            # Whatever hinders a drawing, its words can be sent.
            logger.exception("a picture could not be drawn")
            return None

    async def _arrived(self, conversation: str, number: int, body: dict[str, Any]) -> int | None:
        """The id of the message, if it arrived without our knowing."""
        (pending,) = (p for p in await self._ledger.pending(conversation) if p.number == number)
        private = self._addresses.chat(conversation) > 0
        others = await self._ledger.under_way() - 1
        highest = max(pending.floor, self._known.highest) + others + MARGIN
        if others > 0:
            await self._pace.sleep(_SETTLING)  # the ids of most others become known, and need not be tried
        known = self._known.after(pending.floor) | await self._ledger.sent_after(pending.floor) if private else set()
        ids = candidates(pending.floor_of_chat, pending.floor if private else 0, highest, known)
        try:
            return await self._lost.find(self._addresses.chat(conversation), body, ids)
        except CannotTell:
            logger.warning("reply %d of %s may have been sent before; it is sent again", number, conversation)
            return None

    async def _wait(self, conversation: str, failures: int, error: Exception) -> None:
        if failures in (3, 10):
            logger.warning("Telegram cannot be reached for %s, trying again: %s", conversation, error)
        await self._pace.sleep(min(_LONGEST_WAIT, 0.25 * 2.0 ** min(failures, 10)))

    def _noted(self, conversation: str, message_id: int) -> int:
        self._known.note(self._addresses.chat(conversation), message_id)
        return message_id
