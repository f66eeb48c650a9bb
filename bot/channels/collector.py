"""Collects the answers of one turn, for channels that reply when the turn is over."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from actions.answer import Answer


class AnswerCollector(OutputChannel):
    """`messages` are dictionaries with text, buttons and custom; `answers` the same as `Answer`s.

    `context` is what the conversation carries on after the turn, which its buttons lean on: slots by name.
    """

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[dict[str, Any]] = []
        self.context: dict[str, Any] = {}

    def name(self) -> str:
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a response whole; Rasa's own channels would send its text and its custom part apart."""
        kept = {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}
        if kept:
            self.messages.append({"recipient_id": recipient_id, **kept})

    @property
    def answers(self) -> list[Answer]:
        return [Answer.from_dict(message["custom"]) for message in self.messages if "custom" in message]
