"""Rasa's message processor, with a door: what a person types is never taken for an order."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker

from bot.inbound import screen


class ScreeningProcessor(MessageProcessor):
    """Screens every message before it reaches the NLU pipeline, whatever channel it came by."""

    max_message_chars = 2000

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        screened = screen(message.text, self.max_message_chars)
        message.text = screened.text
        if screened.reason is None:
            parsed: dict[str, Any] = await super().parse_message(message, tracker, only_output_properties)
            return parsed
        return {
            "text": screened.text,
            "intent": {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0},
            "intent_ranking": [],
            "entities": [],
            "questions": [],
            "reason": screened.reason,
        }
