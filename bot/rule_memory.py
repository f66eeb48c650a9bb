"""What Rasa's rule policy predicted before, in the same place of another conversation.

A rule looks no further back than it is long. To find the one that fits, Rasa works out the states of the whole
conversation three times a turn, and tries every rule on each.
"""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT

from bot.conversations.tracker import StoredTracker

_PREDICTIONS = 2_000
_predict = RulePolicy.predict_action_probabilities


def predict_action_probabilities(
    policy: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    rule_only_data: dict[str, Any] | None = None,
    **options: Any,
) -> PolicyPrediction:
    """Stands in for the policy's method of this name, with the same result."""
    place = _place(policy, tracker, domain)
    predictions: dict[str, PolicyPrediction] = vars(policy).setdefault("_rolewise_predictions", {})
    found = predictions.get(place) if place else None
    if found is None:
        found = _predict(policy, tracker, domain, rule_only_data, **options)
        # Where no rule fits, Rasa describes the whole conversation.
        if place and found.max_confidence == 1 and len(predictions) < _PREDICTIONS:
            predictions[place] = found
    return copy.copy(found)


def _place(policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain) -> str | None:
    """The end of a conversation as far as rules look; None where more may matter: a form, or rules about texts."""
    if not isinstance(tracker, StoredTracker) or tracker.active_loop_name:
        return None
    longest = _longest(tuple(policy.lookup[RULES]))
    states = tracker.last_states(domain, longest + 1) if longest else None
    if states is None:
        return None
    seen = [
        {**state, USER: {name: value for name, value in state[USER].items() if name != TEXT}}
        if USER in state
        else state
        for state in states
    ]
    return f"{tracker.latest_action_name} {seen}"


@lru_cache(maxsize=8)
def _longest(rules: tuple[str, ...]) -> int:
    """Turns of the longest rule; 0 where a rule is about what exactly was said."""
    turns = [json.loads(rule) for rule in rules]
    if any(TEXT in state.get(USER, {}) for rule in turns for state in rule):
        return 0
    return max(map(len, turns), default=0)
