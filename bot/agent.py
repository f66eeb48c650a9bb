"""Rasa's agent with our processor and stores."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain

from bot.processor import ScreeningProcessor


class RolewiseAgent(Agent):
    """Loads models into a `ScreeningProcessor`; Rasa's own `load_model` names its processor's class."""

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        self.use(self.processor_of(model_path), fingerprint)

    def processor_of(self, model_path: str | Path) -> ScreeningProcessor:
        """Load a model and change nothing; this may be done in a thread."""
        return ScreeningProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
            http_interpreter=self.http_interpreter,
        )

    def use(self, processor: ScreeningProcessor, fingerprint: str | None = None) -> None:
        """Answer with this processor from the next message on; a turn that has begun ends as it began."""
        self.processor = processor
        self.domain = processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        """Take the store as it is: Rasa wraps it so that turns go to memory, and are lost, when the database fails."""
        assert store is not None
        return store
