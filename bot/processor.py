"""Rasa's message processor, with a door: what a person types is never taken for an order."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.choice import chosen
from bot.inbound import Screened, screen


class ScreeningProcessor(MessageProcessor):
    """Screens every message before it reaches the NLU pipeline, whatever channel it came by."""

    max_message_chars = 2000

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        screened = screen(message.text, self.max_message_chars)
        choice = chosen(screened.text, _offers(tracker)) if tracker and screened.reason is None else None
        if choice is not None:
            screened = Screened(choice)
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


def _offers(tracker: DialogueStateTracker) -> list[dict[str, str]]:
    """The buttons of the bot's last message, where that asked back."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            said = event.data.get("custom") or {}
            return list(said.get("buttons") or ()) if said.get("kind") == "question" else []
    return []
