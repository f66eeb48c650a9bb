"""One reply as one call of the Bot API."""

from __future__ import annotations

from typing import Any

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode

from bot.channels.telegram.keyboard import keyboard

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def call(bot: Bot, chat: int, body: dict[str, Any], picture: bytes | None = None, plainly: bool = False) -> int:
    """Send or edit what `body` says and return the message's id; `plainly` leaves out the markup.

    Raises:
        TelegramError: as Telegram says, or as the network does.
    """
    text, mode = (body["plain"], None) if plainly else (body["html"], ParseMode.HTML)
    buttons = keyboard(body.get("token") or "", [title for title, _ in body["buttons"]])
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
