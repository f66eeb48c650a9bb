"""Rasa's message processor, with a door: what a person types is never taken for an order."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    ACTION_VALIDATE_SLOT_MAPPINGS,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.context import Context
from bot.channels.collector import AnswerCollector
from bot.choice import chosen
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.graph_runner import DirectGraphRunner
from bot.inbound import Screened, screen
from bot.local_action import any_waits
from bot.off_the_loop import off_the_loop

# The key of a message's metadata under which a channel of ours hands back a collector's `context`.
CONTEXT = "context"
_CONTEXT = tuple(field.name for field in fields(Context))
# Some eight turns; what the next question may lean on lies in the slots.
LONGEST_SESSION = 60


class ScreeningProcessor(MessageProcessor):
    """Screens every message before it reaches the NLU pipeline, whatever channel it came by."""

    max_message_chars = 2000

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # One at a time: spaCy and the vocabulary learn words as they read.
        self._reading = Lock()

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, DirectGraphRunner
            )
        return Path(model_path).name, metadata, runner

    async def _update_tracker_session(
        self, tracker: DialogueStateTracker, output_channel: OutputChannel, metadata: dict[str, Any] | None = None
    ) -> None:
        """Begin a session where Rasa would, and within a long one, so that no turn has ever more events to go through."""
        await super()._update_tracker_session(tracker, output_channel, metadata)
        if len(tracker.events) > LONGEST_SESSION and not tracker.active_loop_name:
            tracker.update_with_events(next_session(tracker), self.domain)

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Fill slots from the message, where the domain has any that are filled so: ours are set by actions."""
        if fills_slots(self.domain):
            await super().run_action_extract_slots(output_channel, tracker)
        return tracker

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Says nothing: Rasa lists every slot, several times a turn, for a log that is off."""

    async def handle_message(self, message: UserMessage) -> None:
        """Answer a message; one whose process was killed after the turn was saved gets that turn's answer."""
        waits = not isinstance(message.output_channel, AnswerCollector) or any_waits()
        if waits or not isinstance(self.tracker_store, ConversationTrackerStore):
            await self._turn(message)
        else:
            await self.tracker_store.in_one_thread(lambda: self._turn(message))

    async def _turn(self, message: UserMessage) -> None:
        tracker = await self.get_tracker(message.sender_id)
        said = said_in_reply(tracker, message.message_id)
        if said is None:
            await self._update_tracker_session(tracker, message.output_channel, message.metadata)
            tracker.update_with_events(self._back_to(message.metadata, tracker), self.domain)
            message.parse_data = message.parse_data or await self.parse_message(message, tracker)
            await self._handle_message_with_tracker(message, tracker)
            await self.run_action_extract_slots(message.output_channel, tracker)
            await self._run_prediction_loop(message.output_channel, tracker)
        if isinstance(message.output_channel, AnswerCollector):
            message.output_channel.context = {name: tracker.get_slot(name) for name in _CONTEXT}
        await self.save_tracker(tracker)
        for event in said or ():
            await message.output_channel.send_response(message.sender_id, event.message())

    @staticmethod
    def _back_to(metadata: dict[str, Any] | None, tracker: DialogueStateTracker) -> list[Event]:
        """Slots as they were when a button was shown that is pressed now: it means what it meant then."""
        context = (metadata or {}).get(CONTEXT) or {}
        return [
            SlotSet(name, context[name])
            for name in _CONTEXT
            if name in context and tracker.get_slot(name) != context[name]
        ]

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        screened = screen(message.text, self.max_message_chars)
        choice = chosen(screened.text, _offers(tracker)) if tracker and screened.reason is None else None
        if choice is not None:
            screened = Screened(choice)
        message.text = screened.text
        if screened.reason is None:
            return await self._read(message, tracker, only_output_properties)
        return {
            "text": screened.text,
            "intent": {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0},
            "intent_ranking": [],
            "entities": [],
            "questions": [],
            "reason": screened.reason,
        }

    async def _read(
        self, message: UserMessage, tracker: DialogueStateTracker | None, only_output_properties: bool
    ) -> dict[str, Any]:
        """What the pipeline makes of a message, off the event loop, for it asks the store.

        Unlike Rasa's, it does not look for intents that the domain lacks: `rasa data validate` does, once.
        """
        parsed = await off_the_loop(None, self._read_alone, message, tracker, only_output_properties)
        self._update_full_retrieval_intent(parsed)
        return parsed

    def _read_alone(self, *arguments: Any) -> dict[str, Any]:
        with self._reading:
            parsed: dict[str, Any] = self._parse_message_with_graph(*arguments)
        return parsed


def fills_slots(domain: Domain) -> bool:
    """Whether a message alone can fill a slot: by a mapping that says how, or by an action that validates them."""
    known: bool | None = vars(domain).get("_rolewise_fills_slots")
    if known is None:
        mappings = [mapping for slot in domain.slots for mapping in slot.mappings]
        custom = all(mapping.get("type") == "custom" and not mapping.get("action") for mapping in mappings)
        known = not custom or ACTION_VALIDATE_SLOT_MAPPINGS in domain.user_actions
        domain._rolewise_fills_slots = known
    return known


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


def next_session(tracker: DialogueStateTracker) -> list[Event]:
    """Events that begin a session with each slot's value once; Rasa's own repeat every value that a slot ever had."""
    values = ((slot.name, slot.value) for slot in tracker.slots.values() if slot.value != slot.initial_value)
    return [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(SlotSet(name, value) for name, value in values),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def _offers(tracker: DialogueStateTracker) -> list[dict[str, str]]:
    """The buttons of the bot's last message, where that asked back."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            said = event.data.get("custom") or {}
            return list(said.get("buttons") or ()) if said.get("kind") == "question" else []
    return []
