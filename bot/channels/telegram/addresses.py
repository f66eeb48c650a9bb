"""Which conversation is held in which chat: a group that becomes a supergroup gets another id, and goes on talking."""

from __future__ import annotations

PREFIX = "telegram:"


class Addresses:
    """Chats by their conversations, and the other way round."""

    def __init__(self) -> None:
        self._chats: dict[str, int] = {}
        self._conversations: dict[int, str] = {}

    def conversation(self, chat: int) -> str:
        return self._conversations.get(chat, f"{PREFIX}{chat}")

    def chat(self, conversation: str) -> int:
        return self._chats.get(conversation, 0) or int(conversation.removeprefix(PREFIX))

    def move(self, conversation: str, chat: int) -> None:
        """The conversation goes on in this chat."""
        self._chats[conversation] = chat
        self._conversations[chat] = conversation
