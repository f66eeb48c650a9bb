"""A conversation's state, kept as it goes where Rasa works it out anew from every event."""

from __future__ import annotations

import copy
from dataclasses import replace
from itertools import islice
from typing import Any

from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

# After these, what came before is no longer what it was.
_REWRITES = (ActionReverted, UserUtteranceReverted)
_BEGINS = (Restarted, SessionStarted)


class StoredTracker(DialogueStateTracker):
    """A conversation of which the first `stored` events lie in the database, up to the row `last`."""

    domain: Domain | None = None
    stored = 0
    last: int | None = None
    _past: _Past | None = None

    def copy(self) -> StoredTracker:
        """The same state; Rasa applies every event again for that."""
        copied = copy.copy(self)
        copied.events = self.events.copy()
        copied.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        copied.active_loop = replace(self.active_loop) if self.active_loop else None
        copied._past = None
        return copied

    def past_states(
        self,
        domain: Domain,
        omit_unset_slots: bool = False,
        ignore_rule_only_turns: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        """What policies see: a state for each action, of which only those of new events are worked out."""
        if self._past is None or self._past.domain is not domain:
            self._past = _Past(self, domain)
        plain = not omit_unset_slots and not ignore_rule_only_turns
        states = self._past.states(self) if plain else None
        if states is None:
            states = super().past_states(domain, omit_unset_slots, ignore_rule_only_turns, rule_only_data)
        return states

    def drop_past_sessions(self) -> None:
        """Forget what lies before the last session's start, which has reset the state anyway."""
        starts = [place for place, event in enumerate(self.events) if isinstance(event, SessionStarted)]
        for _ in range(starts[-1] if starts else 0):
            self.events.popleft()
        if starts and starts[-1]:
            self._past = None


class _Past:
    """The states of a tracker's events so far."""

    def __init__(self, tracker: StoredTracker, domain: Domain) -> None:
        self.domain = domain
        self._seen = 0
        self._states: list[State] = []
        self._replay = _blank(tracker)
        self._rewritten = False
        # A form's name stays one for Rasa even after a restart, and with it what its actions take back.
        self._looped = False

    def states(self, tracker: StoredTracker) -> list[State] | None:
        """The states, which the caller may change; None where an event of the session rewrites what came before."""
        for event in islice(tracker.events, self._seen, None):
            if isinstance(event, _BEGINS):
                self._states.clear()
                self._replay = _blank(tracker)
                self._rewritten = False
            elif isinstance(event, ActiveLoop):
                self._looped = True
            elif isinstance(event, _REWRITES):
                self._rewritten = True
            else:
                if isinstance(event, ActionExecuted):
                    self._states.append(self._now())
                self._replay.update(event)
        self._seen = len(tracker.events)
        if self._rewritten or self._looped:
            return None
        # Featurizers take keys out of them.
        past: list[State] = [{name: part.copy() for name, part in state.items()} for state in self._states]
        return [*past, self._now()]

    def _now(self) -> State:
        state: State = self.domain.get_active_state(self._replay, omit_unset_slots=False)
        return state


def _blank(tracker: StoredTracker) -> DialogueStateTracker:
    return DialogueStateTracker(tracker.sender_id, tracker.slots.values(), max_event_history=1)
