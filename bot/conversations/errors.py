"""What can be wrong with the database of conversations."""

from __future__ import annotations


class ConversationsUnusable(Exception):
    """It cannot be opened; the message says which, why, and what to do."""
