"""Replies as they are stored: one for each message that goes to Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.keyboard import new_token
from bot.channels.telegram.messages import messages
from bot.channels.telegram.ports import Keyboard, Turn
from bot.channels.telegram.presses import Pressed


def replies(turn: Turn, incoming: Incoming, pressed: Pressed | None = None) -> list[dict[str, Any]]:
    """The messages of a turn's answers; a list that a button of a list led to takes its place."""
    made = [message for answer in turn.answers for message in messages(answer)]
    in_place = bool(pressed and len(made) == 1 and made[0].columns and made[0].columns == pressed.board.columns)
    found = []
    for i, message in enumerate(made):
        body = {**message.as_dict(), "thread": incoming.thread, "edit": incoming.message if in_place else 0}
        body["token"] = new_token() if body["buttons"] else ""
        body["context"] = turn.context if body["buttons"] else {}
        # In a group it must be clear whose question is answered.
        body["reply_to"] = incoming.message if not incoming.private and i == 0 and not in_place else 0
        found.append(body)
    return found


def keyboards(conversation: str, bodies: Sequence[dict[str, Any]]) -> dict[str, Keyboard]:
    """What the buttons of replies stand for, by token."""
    return {
        body["token"]: Keyboard(conversation, tuple((t, p) for t, p in body["buttons"]), tuple(body["columns"]))
        for body in bodies
        if body["token"]
    }
