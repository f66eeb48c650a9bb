"""What a browser sends, and the events that it gets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from actions.answer import Answer
from bot.channels.web.ledger import Sent

_ID = re.compile(r"[\w-]{8,64}", re.ASCII)
_LONGEST_TITLE = 200


class Refused(Exception):
    """A request that is not served: an HTTP status, and a sentence for the page's developer or the person."""

    def __init__(self, status: int, reason: str, retry_after: float = 0) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class Message:
    """`id` is the browser's; a message sent again under its id is taken once.

    A pressed button sends its payload as `text`; `title` is what it said, and `button` which it was: the number of the
    reply and its place there, from 0.
    """

    id: str
    text: str
    title: str = ""
    button: tuple[int, int] | None = None

    @classmethod
    def read(cls, body: dict[str, Any], longest: int) -> Message:
        """Check what a browser sent; `longest` is in characters.

        Raises:
            Refused: with the status 400 or 413.
        """
        key, text, title, button = body.get("id"), body.get("text"), body.get("title", ""), body.get("button")
        if not isinstance(key, str) or not _ID.fullmatch(key):
            raise Refused(400, "`id` must be a text of 8 to 64 letters, digits, - or _.")
        if not isinstance(text, str) or not text.strip():
            raise Refused(400, "`text` must be a text with something in it.")
        if len(text) > longest:
            raise Refused(413, f"The message is longer than {longest:,} characters.")
        if not isinstance(title, str) or len(title) > _LONGEST_TITLE:
            raise Refused(400, f"`title` must be a text of at most {_LONGEST_TITLE} characters.")
        if button is not None and not (
            isinstance(button, list) and len(button) == 2 and all(type(n) is int and 0 <= n < 2**31 for n in button)
        ):
            raise Refused(400, "`button` must be the number of a reply and the place of a button in it.")
        return cls(key, text, title, (button[0], button[1]) if button is not None else None)

    def content(self) -> dict[str, Any]:
        """As it is kept."""
        button = list(self.button) if self.button else None
        return {"text": self.text, "title": self.title, "button": button, "time": _now()}


def bodies(answers: Iterable[Answer], content: dict[str, Any]) -> list[dict[str, Any]]:
    """Replies as they are kept: each with the message that it answers, so that it can be shown by itself."""
    return [{"answer": answer.as_dict(), "time": _now(), "message": content} for answer in answers]


def message_event(message_id: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"id": message_id, **content}


def reply_event(sent: Sent) -> dict[str, Any]:
    body = sent.body
    return {
        "number": sent.number,
        "answer": body["answer"],
        "time": body["time"],
        "message": message_event(sent.message_id, body["message"]),
    }


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")
