"""The rules that are found are those that Rasa finds, rule by rule and turn by turn."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import SHOULD_NOT_BE_SET
from rasa.shared.core.domain import State

from bot.rule_match import fitting_rules

POLICY = object.__new__(RulePolicy)
SAID = st.fixed_dictionaries({}, optional={"intent": st.sampled_from(["greet", "bye", SHOULD_NOT_BE_SET, None])})
DONE = st.fixed_dictionaries({"action_name": st.sampled_from(["action_listen", "action_a"])})
KNOWN = st.fixed_dictionaries({"topic": st.sampled_from([[1.0], SHOULD_NOT_BE_SET])})
STATES = st.lists(st.fixed_dictionaries({}, optional={"user": SAID, "prev_action": DONE, "slots": KNOWN}), max_size=4)


@given(st.sets(STATES.map(json.dumps), max_size=8), STATES)
def test_the_same_rules_fit(rules: set[str], states: list[State]) -> None:
    states = [{**state, "slots": {"topic": (1.0,)}} for state in states]
    assert fitting_rules(POLICY, rules, states) == {
        key
        for key in rules
        if all(POLICY._is_rule_applicable(key, turn, state) for turn, state in enumerate(reversed(states)))
    }


def test_a_rule_of_another_intent_does_not_fit() -> None:
    rules = {intent: json.dumps([{"user": {"intent": intent}, "prev_action": {"action_name": "action_listen"}}])
             for intent in ("greet", "bye")}  # fmt: skip
    state = {"user": {"intent": "bye"}, "prev_action": {"action_name": "action_listen"}}
    assert fitting_rules(POLICY, rules.values(), [{}, state]) == {rules["bye"]}
