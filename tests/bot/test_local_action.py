"""Actions run in this process as they would on an action server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from rasa.core.actions.action import ActionExecutionRejection
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action, Tracker
from rasa_sdk import events as sdk_events
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection as RejectedBySdk

from bot import local_action
from bot.local_action import LocalAction

pytestmark = pytest.mark.anyio
seen: dict[str, Any] = {}


class Reads(Action):
    def name(self) -> str:
        return "test_reads"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        seen.update(
            events=[event["event"] for event in tracker.events], last=tracker.events[-1]["text"],
            text=tracker.latest_message["text"], slots=tracker.slots, intents=domain["intents"],
            thread=threading.current_thread(),
        )  # fmt: skip
        dispatcher.utter_message(text="said")
        return [sdk_events.SlotSet("topic", "pay")]


class Waits(Action):
    def name(self) -> str:
        return "test_waits"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        seen["thread"] = threading.current_thread()
        return []


class Rejects(Action):
    def name(self) -> str:
        return "test_rejects"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        raise RejectedBySdk(self.name())


class Fails(Action):
    def name(self) -> str:
        return "test_fails"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        raise ZeroDivisionError


@pytest.fixture(scope="module", autouse=True)
def actions_of_the_test() -> Iterator[None]:
    executor = local_action._executor()
    for action in (Reads, Waits, Rejects, Fails):
        executor.register_action(action)
    yield
    for action in (Reads, Waits, Rejects, Fails):
        executor.actions.pop(action().name(), None)
    seen.clear()


async def run(name: str) -> list[Event]:
    domain = Domain.from_dict({"intents": ["greet"]})
    tracker = DialogueStateTracker.from_events("a", [UserUttered("hello", {"name": "greet"})], domain.slots)
    nlg = TemplatedNaturalLanguageGenerator({})
    events: list[Event] = await LocalAction(name, None).run(CollectingOutputChannel(), nlg, tracker, domain)
    return events


async def test_an_action_reads_all_of_the_tracker_and_says_something() -> None:
    said, slot = await run("test_reads")
    assert isinstance(said, BotUttered)
    assert said.text == "said"
    assert slot == SlotSet("topic", "pay")
    assert (seen["events"], seen["last"], seen["text"]) == (["user"], "hello", "hello")
    assert seen["intents"] == ["greet"]


async def test_what_may_wait_for_sql_runs_beside_the_event_loop_and_a_coroutine_in_it() -> None:
    await run("test_reads")
    assert seen["thread"] is not threading.current_thread()
    await run("test_waits")
    assert seen["thread"] is threading.current_thread()


async def test_a_rejection_is_rasas_own() -> None:
    with pytest.raises(ActionExecutionRejection):
        await run("test_rejects")


async def test_an_action_that_fails_becomes_a_refusal() -> None:
    (said,) = await run("test_fails")
    assert isinstance(said, BotUttered)
    assert said.data["custom"]["kind"] == "refusal"
