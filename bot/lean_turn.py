"""Leaves out what a turn of Rasa 3.6.21 computes to no effect, or works out anew each time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rasa.core.actions.action
import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import Event

from bot.rule_memory import predict_action_probabilities

# These copy, deeply, whatever they log, and nothing else; a log line is written before its values can change.
COPY_FOR_LOGS = (rasa.core.processor, rasa.core.policies.rule_policy)


class NoCopy:
    """Stands in for the module `copy`."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


def install() -> None:
    """Change Rasa in this process; repeated, it changes nothing more."""
    for module in COPY_FOR_LOGS:
        module.copy = NoCopy  # type: ignore[attr-defined]
    if not hasattr(rasa.core.actions.action.default_actions, "cache_info"):
        # All twelve are made anew to find the one that is to run next; none of them has a state.
        rasa.core.actions.action.default_actions = lru_cache(maxsize=8)(rasa.core.actions.action.default_actions)
    RulePolicy.predict_action_probabilities = predict_action_probabilities  # type: ignore[method-assign,assignment]
    if not hasattr(Event.resolve_by_type, "cache_info"):
        # Walks all classes of events, for each event that is read from the store or comes back from an action.
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))
