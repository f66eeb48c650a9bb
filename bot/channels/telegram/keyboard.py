"""Inline keyboards, whose buttons carry short tokens: what they stand for stays on the server."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

# Not documented, but seen: at most 8 buttons in a row; we keep to 8 rows, so that the answer stays in sight.
_ROWS = 8
_MOST = 16
_SHORT = 18  # characters, of titles that fit beside another on a phone
_TITLE = 60
_CHOSEN = "✓ "


def new_token() -> str:
    """A token that nobody guesses; with a button's number far below the 64 bytes of callback data."""
    return secrets.token_urlsafe(9)


def keyboard(token: str, titles: Sequence[str], chosen: int | None = None) -> InlineKeyboardMarkup | None:
    """A keyboard of at most 8 rows, two short buttons beside each other; `chosen` is marked."""
    if not titles:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    room_in_row = False
    for i, title in enumerate(titles[:_MOST]):
        short = len(title) <= _SHORT
        shown = (_CHOSEN if i == chosen else "") + (title if len(title) <= _TITLE else title[: _TITLE - 1] + "…")
        button = InlineKeyboardButton(shown, callback_data=f"{token}:{i}")
        if short and room_in_row:
            rows[-1].append(button)
            room_in_row = False
        elif len(rows) == _ROWS:
            break
        else:
            rows.append([button])
            room_in_row = short
    return InlineKeyboardMarkup(rows)


def read(data: str | None) -> tuple[str, int] | None:
    """Token and number of the button pressed; None where the data is not ours."""
    token, colon, number = (data or "").rpartition(":")
    return (token, int(number)) if colon and token and number.isdecimal() and len(number) < 4 else None
