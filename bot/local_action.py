"""Runs custom actions in this process, in place of Rasa's calls to an action server."""

from __future__ import annotations

import logging
from functools import lru_cache
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
            "tracker": tracker.current_state(EventVerbosity.ALL),
            "version": rasa.__version__,
            "domain": _as_dict(domain),
        }
        try:
            result = await _executor().run(call) or {}
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


@lru_cache(maxsize=4)
def _as_dict(domain: Domain) -> dict[str, Any]:
    described: dict[str, Any] = domain.as_dict()
    return described


def install() -> None:
    """Make Rasa build local actions wherever it builds remote ones: for actions, slot validation and forms."""
    rasa.core.actions.action.RemoteAction = LocalAction
    rasa.core.actions.forms.RemoteAction = LocalAction
