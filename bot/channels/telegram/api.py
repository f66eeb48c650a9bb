"""One reply as one call of the Bot API."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import InvalidToken

from bot.channels.telegram.keyboard import keyboard

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def call(bot: Bot, chat: int, body: dict[str, Any], picture: bytes | None = None) -> int:
    """Send or edit what `body` says and return the message's id; without `html` it is sent plainly.

    Raises:
        TelegramError: as Telegram says, or as the network does.
    """
    text, mode = _text(body)
    buttons = own_keyboard(body)
    if body.get("edit"):
        edited = await bot.edit_message_text(
            text, chat, body["edit"], parse_mode=mode, reply_markup=buttons, link_preview_options=_NO_PREVIEW
        )
        return edited.message_id if isinstance(edited, Message) else int(body["edit"])
    common: dict[str, Any] = {
        "reply_markup": buttons,
        "message_thread_id": body.get("thread") or None,
        "reply_parameters": (
            ReplyParameters(body["reply_to"], allow_sending_without_reply=True) if body.get("reply_to") else None
        ),
    }
    if picture is not None:
        sent = await bot.send_photo(
            chat, picture, caption=text or None, parse_mode=mode, filename="picture.png", **common
        )
    else:
        sent = await bot.send_message(chat, text, parse_mode=mode, link_preview_options=_NO_PREVIEW, **common)
    return sent.message_id


async def set_keyboard(
    bot: Bot, chat: int, message_id: int, body: dict[str, Any], buttons: InlineKeyboardMarkup | None
) -> None:
    """Give the message that shows `body` these buttons, and change nothing else of it.

    Raises:
        TelegramError: as Telegram says, or as the network does.
    """
    text, mode = _text(body)
    calls = [partial(bot.edit_message_reply_markup, chat, message_id)]
    # A server that lacks this method may have those that say the text again.
    if body.get("picture"):
        calls.append(partial(bot.edit_message_caption, chat, message_id, caption=text, parse_mode=mode))
    calls.append(
        partial(bot.edit_message_text, text, chat, message_id, parse_mode=mode, link_preview_options=_NO_PREVIEW)
    )
    for edit in calls[:-1]:
        with suppress(InvalidToken):
            await edit(reply_markup=buttons)
            return
    await calls[-1](reply_markup=buttons)


def own_keyboard(body: dict[str, Any]) -> InlineKeyboardMarkup | None:
    """The buttons that the reply came with."""
    return keyboard(body.get("token") or "", [title for title, _ in body["buttons"]])


def _text(body: dict[str, Any]) -> tuple[str, ParseMode | None]:
    return (body["html"], ParseMode.HTML) if body["html"] else (body["plain"], None)
