"""Long conversations: a turn has no more to go through than a short one's, and nothing is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from actions.plain_text import plain_text
from bot.assistant import Assistant
from bot.processor import LONGEST_SESSION, fills_slots
from bot.settings import Settings

Run = Callable[[Awaitable[Any]], Any]


def test_slots_and_context_outlast_the_sessions_of_a_long_conversation(
    assistant: Assistant, settings: Settings, run: Run
) -> None:
    async def dialogue() -> tuple[list[int], str, str, Any]:
        await assistant.ask("What does a data science manager earn?", "long")
        lengths = []
        for _ in range(30):
            await assistant.ask("thanks", "long")
            lengths.append(len((await assistant.agent.tracker_store.retrieve("long")).events))
        (kept,) = await assistant.ask("and the tools?", "long")
        other = Assistant.load(settings)  # as after a restart in the middle
        (restarted,) = await other.ask("what about education", "long")
        whole = await other.agent.tracker_store.retrieve_full_tracker("long")
        await other.close()
        return lengths, plain_text(kept), plain_text(restarted), whole

    lengths, kept, restarted, whole = run(dialogue())
    assert max(lengths) <= LONGEST_SESSION + 10
    assert "Jira" in kept
    assert "Business Administration" in restarted
    said = [event for event in whole.events if event.type_name == "user"]
    assert len(said) == 33, "the record is whole"


@pytest.mark.parametrize(
    ("mapping", "fills"),
    [
        ("custom", False),
        ("custom, action: action_ask_it", True),
        ("from_text", True),
        ("from_entity, entity: role", True),
    ],
)
def test_whether_a_message_alone_fills_slots_is_seen_in_the_domain(mapping: str, fills: bool) -> None:
    slot = f"{{type: text, mappings: [{{type: {mapping}}}]}}"
    assert fills_slots(Domain.from_yaml(f"entities: [role]\nactions: [action_ask_it]\nslots: {{it: {slot}}}")) is fills


def test_an_action_that_validates_slots_may_fill_them() -> None:
    assert fills_slots(Domain.from_yaml("actions: [action_validate_slot_mappings]"))


def test_a_slot_is_carried_once(assistant: Assistant, run: Run) -> None:
    async def dialogue() -> list[str]:
        for number in range(24):
            await assistant.ask(["What does a data analyst earn?", "Show me all jobs"][number % 2], "slots")
        tracker = await assistant.agent.tracker_store.retrieve("slots")
        begin = [event.type_name for event in tracker.events].index("action", 1)
        return [event.key for event in list(tracker.events)[:begin] if event.type_name == "slot"]

    carried = run(dialogue())
    assert carried
    assert len(carried) == len(set(carried))
