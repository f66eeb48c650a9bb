"""One reply as one call of the Bot API."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode

from actions.answer import Answer, Table
from bot.channels import picture
from bot.channels.telegram import table_picture
from bot.channels.telegram.keyboard import keyboard

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def call(bot: Bot, chat: int, body: dict[str, Any], plainly: bool = False) -> int:
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
    if body.get("picture"):
        # Drawn beside the event loop: it takes a good part of a second.
        drawn = await asyncio.to_thread(draw, body["picture"])
        sent = await bot.send_photo(chat, drawn, caption=text or None, parse_mode=mode, filename="chart.png", **common)
    else:
        sent = await bot.send_message(chat, text, parse_mode=mode, link_preview_options=_NO_PREVIEW, **common)
    return sent.message_id


def draw(block: dict[str, Any]) -> bytes:
    """The PNG of a chart or a table, given as the block of an answer."""
    (shown,) = Answer.from_dict({"kind": "answer", "blocks": [block], "buttons": [], "sources": []}).blocks
    if isinstance(shown, Table):
        return table_picture.png(shown)
    return picture.png(shown)  # type: ignore[arg-type]
