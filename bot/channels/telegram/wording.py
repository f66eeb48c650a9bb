"""What is said about Telegram itself; all other words come in an `Answer`."""

from __future__ import annotations

FORGOTTEN = (
    "Done: I have deleted this conversation and its alerts. What you see above is still in your Telegram; "
    "you can clear that chat yourself."
)
FAILED = "Something went wrong on my side, and I can’t answer this now. Please ask again in a while."
HELP = (
    "Here you can also have me watch for jobs: say “tell me about new remote jobs over 120k”, and /alerts lists and "
    "cancels your alerts. /forget deletes this conversation."
)
STALE = "This button is out of date. Please ask again."
_SAID = {
    "edited": "I read a message as it was first sent. Please send the changed question as a new message.",
    "post": "I answer in private chats and groups, not in channels.",
    "joined": "Hello! I answer questions about roles, pay and jobs in data and machine learning. Mention me by name, "
    "or reply to one of my messages, and I’ll answer here.",
}


def said(kind: str, what: str = "") -> str:
    """The reply to an update of this `kind` (see `Incoming`); empty where there is nothing to say."""
    if kind == "unreadable":
        return f"I can’t read {what}, only text. Please ask me in words, about a role, its skills, its pay, or jobs."
    return _SAID.get(kind, "")


def unknown(command: str) -> str:
    """The reply to a command that there is not."""
    return f"I have no command /{command}. The menu has all there are; or just ask in your own words."
