"""The actions that Rasa knows by name, one a family of questions."""

from __future__ import annotations

import logging
import os
from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.answer import Answer
from actions.context import Context
from actions.dispatch import answer_message
from actions.plain_text import plain_text
from actions.question import Question, Reply, entities_of
from actions.small_talk import REASONS, said
from knowledge.errors import KnowledgeError
from knowledge.store import DEFAULT_URL, Store
from knowledge.unanswered import keep

logger = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def _store(url: str) -> Store:
    return Store.open(url)


def _opened() -> Store:
    return _store(os.environ.get("ROLEWISE_DATABASE_URL") or DEFAULT_URL)


class _StoreAction(Action, ABC):
    """Reads the tracker, answers from the store, and says one `Answer`; its slots carry the context on."""

    @abstractmethod
    def name(self) -> str: ...

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        before = Context.from_slots(tracker.slots)
        reply = self._reply(tracker, before)
        utter(dispatcher, reply.answer)
        self._keep_unanswered(tracker, reply.answer)
        old, new = before.as_slots(), reply.context.as_slots()
        return [SlotSet(name, value) for name, value in new.items() if value != old[name]]

    def _reply(self, tracker: Tracker, context: Context) -> Reply:
        message = tracker.latest_message
        text = message.get("meant") or message.get("text") or ""
        reason = message.get("reason")
        if reason in REASONS:
            return Reply(said(reason, "refusal"), context)
        question = Question(
            intent=(message.get("intent") or {}).get("name") or "",
            text=text,
            entities=entities_of(message.get("entities") or [], text),
            context=context,
            source=text,
            ranking=tuple((r["name"], r["confidence"]) for r in message.get("intent_ranking") or ()),
            within=message.get("within") or {},
            refused_before=_refused_before(tracker),
            pushes=_pushes(tracker),
        )
        try:
            with _opened().session() as session:
                return answer_message(question, message.get("questions") or [], session)
        except (SQLAlchemyError, KnowledgeError) as error:
            logger.error("%s failed in conversation %s: %s", self.name(), tracker.sender_id, error)
            return Reply(said("failed", "refusal"), context)

    def _keep_unanswered(self, tracker: Tracker, answer: Answer) -> None:
        message = tracker.latest_message
        reason = {"refusal": "refused", "question": "asked_back"}.get(answer.kind)
        if reason is None or message.get("reason") or os.environ.get("ROLEWISE_KEEP_UNANSWERED", "1") == "0":
            return
        ranking = tuple((r["name"], r["confidence"]) for r in message.get("intent_ranking") or ())
        try:
            keep(_opened(), message.get("text") or "", reason, ranking)
        except (SQLAlchemyError, KnowledgeError) as error:
            logger.error("an unanswered question could not be kept: %s", error)


def _refused_before(tracker: Tracker) -> bool:
    """Whether the bot's last message was a refusal."""
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            custom = (event.get("data") or {}).get("custom") or {}
            return bool(custom.get("kind") == "refusal")
    return False


def _pushes(tracker: Tracker) -> bool:
    """Whether the message came by a channel that can write first."""
    said: dict[str, Any] = next((event for event in reversed(tracker.events) if event.get("event") == "user"), {})
    return bool((said.get("metadata") or {}).get("pushes"))


def utter(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Hand over the answer, with plain text and buttons beside it for channels that know no `Answer`."""
    dispatcher.utter_message(
        text=plain_text(answer), buttons=[vars(button) for button in answer.buttons], json_message=answer.as_dict()
    )


class ActionRole(_StoreAction):
    """A role and its facets."""

    def name(self) -> str:
        return "action_role"


class ActionNeed(_StoreAction):
    """Yes or no about one thing; which role needs it."""

    def name(self) -> str:
        return "action_need"


class ActionCompare(_StoreAction):
    """Two roles side by side."""

    def name(self) -> str:
        return "action_compare"


class ActionFit(_StoreAction):
    """Which role suits, and what is missing."""

    def name(self) -> str:
        return "action_fit"


class ActionListings(_StoreAction):
    """Job listings."""

    def name(self) -> str:
        return "action_listings"


class ActionAlerts(_StoreAction):
    """Being told of new listings later."""

    def name(self) -> str:
        return "action_alerts"


class ActionSalary(_StoreAction):
    """Pay."""

    def name(self) -> str:
        return "action_salary"


class ActionFollowUp(_StoreAction):
    """What leans on the question before."""

    def name(self) -> str:
        return "action_follow_up"


class ActionSeveral(_StoreAction):
    """Several questions in one message."""

    def name(self) -> str:
        return "action_several"


class ActionSmallTalk(_StoreAction):
    """What is said around questions."""

    def name(self) -> str:
        return "action_small_talk"


class ActionRefuse(_StoreAction):
    """No answer, said plainly."""

    def name(self) -> str:
        return "action_refuse"
