"""What is remembered of the rule policy is what it predicts: with the real rules, for conversations of any course."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import rule_memory
from bot.assistant import Assistant
from bot.conversations.tracker import StoredTracker

SAID = ["greet", "ask_role", "ask_salary", "nlu_fallback", "no_such_intent", "restart"]
DONE = ["action_listen", "action_role", "action_salary", "action_small_talk", "action_refuse", "action_session_start"]
EVENTS = st.lists(
    st.one_of(
        st.sampled_from(SAID).map(lambda intent: UserUttered("some words", {"name": intent, "confidence": 1.0})),
        st.sampled_from(DONE).map(ActionExecuted),
        st.sampled_from([SessionStarted, Restarted]).map(lambda kind: kind()),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def policy(assistant: Assistant) -> RulePolicy:
    nodes = assistant.agent.processor.graph_runner._instantiated_nodes
    (found,) = (n._component for n in nodes.values() if isinstance(n._component, RulePolicy))
    return found


@pytest.fixture(scope="module")
def domain(assistant: Assistant) -> Domain:
    return assistant.agent.processor.domain


def test_predictions_are_those_of_rasa(policy: RulePolicy, domain: Domain) -> None:
    @given(EVENTS)
    def holds(events: list[Event]) -> None:
        stored, plain = StoredTracker("a", domain.slots), DialogueStateTracker("a", domain.slots)
        for event in events:
            stored.update(event, domain)
            plain.update(event, domain)
            expected = rule_memory._predict(policy, plain, domain)
            found = rule_memory.predict_action_probabilities(policy, stored, domain)
            assert vars(found) == vars(expected)

    holds()


def test_the_same_place_is_worked_out_once(policy: RulePolicy, domain: Domain, monkeypatch: pytest.MonkeyPatch) -> None:
    def talk(words: str) -> StoredTracker:
        tracker = StoredTracker(words, domain.slots)
        said = UserUttered(words, {"name": "ask_role", "confidence": 1.0})
        for event in (ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen"), said):
            tracker.update(event, domain)
        return tracker

    first = rule_memory.predict_action_probabilities(policy, talk("one"), domain)
    monkeypatch.setattr(rule_memory, "_predict", None)
    assert vars(rule_memory.predict_action_probabilities(policy, talk("two"), domain)) == vars(first)
