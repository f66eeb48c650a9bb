"""What can be wrong with the database of conversations."""

from __future__ import annotations


class ConversationsUnusable(Exception):
    """It cannot be read or written; the message says which, why, and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        remedy = "Set ROLEWISE_CONVERSATIONS_URL to another place, or mend this one"
        if "locked" in reason:
            remedy = "Another program holds it: end that one, or wait"
        elif "not a database" in reason or "malformed" in reason:
            remedy = "Move the file away; a new one is made at the next start"
        super().__init__(f"{name}: conversations cannot be kept here: {reason}. {remedy}.")
