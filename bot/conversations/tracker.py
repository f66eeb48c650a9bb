"""Rasa's tracker, with a copy that does not replay the conversation."""

from __future__ import annotations

import copy

from rasa.shared.core.trackers import DialogueStateTracker


class ConversationTracker(DialogueStateTracker):
    """`stored` tells how many of its events are in the database already."""

    stored = 0

    def copy(self) -> ConversationTracker:
        """A tracker of the same state; Rasa's own applies every event anew, for each action that runs."""
        twin = copy.copy(self)
        twin.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        twin.events = self.events.copy()
        return twin
