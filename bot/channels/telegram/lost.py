"""Whether a message arrived that Telegram never confirmed.

The Bot API has no key that would make sending twice harmless, and lets no bot read a chat. But a message of our own
can be edited: changing its keyboard to what it is gives "message is not modified", while a message that is not there,
not ours or in another chat gives other errors. So the ids that a lost message may have are tried; nobody sees it.
"""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.api import own_keyboard, set_keyboard
from bot.channels.telegram.insist import seconds

# Ids beside those known and those under way: people write, too.
MARGIN = 3
_TRIES = 100
_REFUSALS = 5
_LONGEST_PAUSE = 30.0  # seconds
# The second of a picture, whose text cannot be edited: it has a caption.
_IT_IS_THERE = ("not modified", "no text in the message")
# No chat has come so far; a server that edits this one tells nothing.
_NEVER = 2**31 - 2


class CannotTell(Exception):
    """The server does not say whether a message is there."""


class LostMessages:
    """Of one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._server_tells = False

    async def find(self, chat: int, body: dict[str, Any], ids: list[int]) -> int | None:
        """The id among `ids` of the message that shows `body`, or None where it is none of them.

        Raises:
            CannotTell: the server takes edits of messages that cannot be there, or none at all.
        """
        if not self._server_tells and await self._is_there(chat, body, _NEVER):
            raise CannotTell
        self._server_tells = True
        for message_id in ids[:_TRIES]:
            if await self._is_there(chat, body, message_id):
                return message_id
        return None

    async def _is_there(self, chat: int, body: dict[str, Any], message_id: int) -> bool:
        failures = refusals = 0
        while refusals < _REFUSALS:
            try:
                await set_keyboard(self._bot, chat, message_id, body, own_keyboard(body))
            except BadRequest as error:
                return any(said in str(error).lower() for said in _IT_IS_THERE)
            except (ChatMigrated, Forbidden, InvalidToken) as error:
                raise CannotTell from error
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except TelegramError as error:
                failures += 1
                # As long as the server cannot be reached, nothing could be sent to it, either.
                refusals += error.__cause__ is None
                await asyncio.sleep(min(_LONGEST_PAUSE, 0.2 * 2.0 ** min(failures, 10)))
            else:
                return True
        raise CannotTell


def candidates(floor_of_chat: int, floor: int, highest: int, known: set[int]) -> list[int]:
    """Ids that a message may have that was sent when the floors were the highest ids known, likeliest first.

    `floor` is of all private chats, 0 for a group; `highest` is the last id that it may have; `known` are ids of
    messages that arrived.
    """
    of_chat = range(floor_of_chat + 1, floor_of_chat + 1 + MARGIN) if floor_of_chat else ()
    overall = range(floor + 1, highest + 1) if floor else ()
    return list(dict.fromkeys((*of_chat, *(i for i in overall if i not in known))))
