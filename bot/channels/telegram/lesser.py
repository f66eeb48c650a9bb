"""What is sent instead of a reply that Telegram refuses: the same with less about it."""

from __future__ import annotations

from typing import Any


def lesser(body: dict[str, Any], reason: str) -> dict[str, Any] | None:
    """The reply in the next plainer form after it was refused for `reason`; None where there is none."""
    why = reason.lower()
    if body["html"] and "entit" in why:
        return {**body, "html": ""}
    if body["edit"]:
        # The message is too old to be edited, or was deleted: a new one then.
        return {**body, "edit": 0}
    if body["thread"] and ("thread" in why or "topic" in why):
        return {**body, "thread": 0}
    if body["picture"] and body["plain"]:
        return {**body, "picture": None}
    if body["html"]:
        return {**body, "html": ""}
    return {**body, "buttons": [], "token": ""} if body["buttons"] else None
