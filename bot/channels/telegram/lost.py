"""Whether a message arrived that Telegram never confirmed.

The Bot API has no key that would make sending twice harmless, and lets no bot read a chat. But a message of our own
can be edited: changing its keyboard to what it is gives "message is not modified", while a message that is not there,
not ours or in another chat gives other errors. So the ids that a lost message may have are tried; nobody sees it.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

# Ids beside those known and those under way: people write, too.
_MARGIN = 3
_TRIES = 100
_FAILURES = 8
# No chat has come so far; a server that edits this one tells nothing.
_NEVER = 2**31 - 2


class CannotTell(Exception):
    """The server does not say whether a message is there."""


async def find(bot: Bot, chat: int, markup: InlineKeyboardMarkup | None, candidates: list[int]) -> int | None:
    """The id of our message among `candidates`, or None where it is none of them.

    Raises:
        CannotTell: the server takes edits of messages that cannot be there, or none at all.
    """
    if await _is_there(bot, chat, markup, _NEVER):
        raise CannotTell
    for message_id in candidates[:_TRIES]:
        if await _is_there(bot, chat, markup, message_id):
            return message_id
    return None


def candidates(floor_of_chat: int, floor: int, highest: int, known: set[int], under_way: int = 0) -> list[int]:
    """Ids that a message may have that was sent when the floors were the highest ids known, likeliest first.

    `floor` and `highest` are of all private chats, 0 for a group; `known` are ids of messages that arrived,
    `under_way` is of how many that is not known.
    """
    of_chat = range(floor_of_chat + 1, floor_of_chat + 1 + _MARGIN) if floor_of_chat else ()
    overall = range(floor + 1, max(highest, floor) + 1 + _MARGIN + under_way) if floor else ()
    return list(dict.fromkeys((*of_chat, *(i for i in overall if i not in known))))


async def _is_there(bot: Bot, chat: int, markup: InlineKeyboardMarkup | None, message_id: int) -> bool:
    for attempt in range(_FAILURES):
        try:
            await bot.edit_message_reply_markup(chat, message_id, reply_markup=markup)
        except BadRequest as error:
            return "not modified" in str(error).lower()
        except (InvalidToken, Forbidden) as error:
            raise CannotTell from error
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
        except NetworkError:
            await asyncio.sleep(min(10.0, 0.2 * 2**attempt))
        else:
            return True
    raise CannotTell


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
