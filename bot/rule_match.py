"""Which rules fit a conversation: what Rasa finds, without trying every rule on every turn of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import State
from rasa.shared.nlu.constants import INTENT


def fitting_rules(policy: RulePolicy, rules: Collection[str], states: Sequence[State]) -> set[str]:
    """The keys of those rules that apply to the conversation's last states."""
    if not states:
        return set(rules)
    intent = states[-1].get(USER, {}).get(INTENT)
    found = set()
    for key in rules:
        length, needed = _outline(key)
        # What lies further back than a rule is long is nothing to it.
        if needed in (None, intent) and all(
            policy._is_rule_applicable(key, turn, state) for turn, state in enumerate(states[: -length - 1 : -1])
        ):
            found.add(key)
    return found


@lru_cache(maxsize=4096)
def _outline(key: str) -> tuple[int, Any]:
    """How many turns a rule spans, and the intent that the last one must have; None if any may do."""
    rule: list[State] = json.loads(key)
    last: State = rule[-1] if rule else {}
    intent = last.get(USER, {}).get(INTENT) if last.get(PREVIOUS_ACTION) else None
    return len(rule), None if intent == SHOULD_NOT_BE_SET else intent or None
