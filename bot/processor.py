"""Rasa's message processor, with a door: what a person types is never taken for an order."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.inbound import screen


class ScreeningProcessor(MessageProcessor):
    """Screens every message before it reaches the NLU pipeline, whatever channel it came by."""

    max_message_chars = 2000

    async def handle_message(self, message: UserMessage) -> None:
        """Answer a message; one whose process was killed after the turn was saved gets that turn's answer."""
        tracker = await self.get_tracker(message.sender_id)
        said = said_in_reply(tracker, message.message_id)
        if said is None:
            await self._update_tracker_session(tracker, message.output_channel, message.metadata)
            await self._handle_message_with_tracker(message, tracker)
            await self.run_action_extract_slots(message.output_channel, tracker)
            await self._run_prediction_loop(message.output_channel, tracker)
        await self.save_tracker(tracker)
        for event in said or ():
            await message.output_channel.send_response(message.sender_id, event.message())

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


def said_in_reply(tracker: DialogueStateTracker, message_id: str | None) -> list[BotUttered] | None:
    """What the present session answered to a message, in order; None if the message is not in it."""
    said: list[BotUttered] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            said.append(event)
        elif isinstance(event, UserUttered):
            if event.message_id == message_id:
                return said[::-1]
            said.clear()
    return None
