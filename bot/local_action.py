"""Runs custom actions in this process, in place of Rasa's calls to an action server."""

from __future__ import annotations

import logging
from collections.abc import Coroutine, Iterable, Sequence
from functools import cached_property, lru_cache
from inspect import iscoroutinefunction
from typing import Any

import rasa
import rasa.core.actions.action
import rasa.core.actions.forms
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core import events
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection as RejectedBySdk

from actions.rasa_actions import utter
from actions.small_talk import said
from bot.off_the_loop import off_the_loop, to_its_end

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _executor() -> ActionExecutor:
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


class LocalAction(RemoteAction):
    """A custom action without HTTP: Rasa's remote action re-checks a JSON schema on every call, 22 of its 28 ms."""

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        call = {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": _Serialised(tracker.events)},
            "version": rasa.__version__,
            "domain": _as_dict(domain),
        }
        try:
            result = await _run(call) or {}
        except RejectedBySdk as rejection:
            raise ActionExecutionRejection(rejection.action_name, str(rejection)) from rejection
        except Exception:
            # The one place where an action's uncaught error becomes a reply; the log keeps all of it.
            logger.exception("%s failed in conversation %s", self.name(), tracker.sender_id)
            dispatcher = CollectingDispatcher()
            utter(dispatcher, said("failed", "refusal"))
            result = {"responses": dispatcher.messages, "events": []}
        bot_messages = await self._utter_responses(result.get("responses", []), output_channel, nlg, tracker)
        deserialised: list[Event] = events.deserialise_events(result.get("events", []))
        return [*bot_messages, *deserialised]


class _Serialised(Sequence[dict[str, Any]]):
    """A tracker's events as an action gets them, made only when it reads them; ours read slots and the last message."""

    def __init__(self, recorded: Iterable[Event]) -> None:
        self._events = recorded

    @cached_property
    def _made(self) -> list[dict[str, Any]]:
        return [event.as_dict() for event in self._events]

    def __getitem__(self, place: Any) -> Any:
        return self._made[place]

    def __len__(self) -> int:
        return len(self._made)


def _as_dict(domain: Domain) -> dict[str, Any]:
    # Kept with the domain: as a key of a cache it would be hashed, and for that described, each time.
    described: dict[str, Any] = vars(domain).get("_rolewise_described") or domain.as_dict()
    domain._rolewise_described = described
    return described


async def _run(call: dict[str, Any]) -> dict[str, Any] | None:
    """Run an action off the event loop unless it is a coroutine."""
    executor = _executor()
    running: Coroutine[Any, Any, dict[str, Any] | None] = executor.run(call)
    if iscoroutinefunction(executor.actions.get(call["next_action"])):
        return await running
    return await off_the_loop(None, to_its_end, running)


def any_waits() -> bool:
    """Whether some action is a coroutine, which needs an event loop."""
    return any(map(iscoroutinefunction, _executor().actions.values()))


def install() -> None:
    """Make Rasa build local actions wherever it builds remote ones: for actions, slot validation and forms."""
    rasa.core.actions.action.RemoteAction = LocalAction
    rasa.core.actions.forms.RemoteAction = LocalAction
