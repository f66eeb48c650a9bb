"""The intent model as a Rasa component, which also finds several questions in one message."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.nlu.clauses import OF_ONESELF, UNSURE
from bot.nlu.entity_extractor import entity_of, mentions_of
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.questions import GREETINGS, SEVERAL
from bot.nlu.recognizer import mask
from bot.nlu.respelling import Respelling
from bot.nlu.shared import encoder, recognizer, words
from bot.nlu.understanding import understood
from bot.nlu.within import readings
from knowledge.vocabulary import CITY, STRANGER

_RANKING_LENGTH = 5
DEFAULT_THRESHOLD = 0.3
# What is taken for one of these by itself may ask something within a conversation.
_LEANING = frozenset({FOREIGN, UNSURE, *OF_ONESELF, *GREETINGS})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MaskedIntentClassifier(GraphComponent, IntentClassifier):
    """Classifies the text with every recognised name masked by its kind."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._recognizer = recognizer()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": DEFAULT_THRESHOLD}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MaskedIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> MaskedIntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(words(), encoder(), folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """A digest of this folder's code: Rasa's cache would otherwise keep what older code has trained."""
        digest = hashlib.sha256(encoder().digest().encode())
        for file in sorted(Path(__file__).parent.glob("*.py")):
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model; entities are recognised anew, so that training sees what a chat will see."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) != SEVERAL and e.get(TEXT)]
        texts = [mask(e.get(TEXT), self._recognizer.mentions(e.get(TEXT))) for e in examples]
        self._model = IntentModel.fit(words(), encoder(), texts, [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            if self._model is None:
                raise RuntimeError("the intent classifier was asked before it was trained or loaded")
            mentions = mentions_of(message.get(ENTITIES) or [])
            meant, reading = understood(text, mentions, self._model, self._recognizer, self._config["threshold"])
            kind = "foreign_name" if reading.intent == FOREIGN else STRANGER
            ranking = [{"name": name, "confidence": p} for name, p in reading.ranking[:_RANKING_LENGTH]]
            message.set(ENTITIES, self._entities(meant, kind), add_to_output=True)
            message.set(INTENT, {"name": reading.intent, "confidence": reading.confidence}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set("meant", meant.text, add_to_output=True)
            if reading.intent in _LEANING:
                masked = mask(meant.text, list(meant.mentions))
                message.set("within", readings(masked, self._model), add_to_output=True)
            message.set("questions", [question.as_dict() for question in reading.questions], add_to_output=True)
        return messages

    def _entities(self, meant: Respelling, kind: str) -> list[dict[str, Any]]:
        """All that is named, with the names that nobody knows. In a foreign message these are of another `kind`: only a
        conversation can make it a question about them."""
        mentions = [replace(m, kind=STRANGER) if m.kind == CITY else m for m in meant.mentions]
        found = self._model.unknown.among(meant.text, mentions) if self._model else []
        if kind != STRANGER:
            found = [replace(name, kind=kind) for name in found if name not in mentions]
        covered = [m for m in mentions if any(n.start <= m.start and m.end <= n.end for n in found)]
        kept = [m for m in mentions if m not in covered]
        return [entity_of(mention, meant) for mention in (*kept, *found)]


def configured_threshold(config: Path) -> float:
    """The confidence below which config.yml has a message refused."""
    pipeline = YAML(typ="safe").load(config.read_text("utf8"))["pipeline"]
    for component in pipeline:
        if component["name"].endswith(MaskedIntentClassifier.__name__):
            return float(component.get("threshold", DEFAULT_THRESHOLD))
    return DEFAULT_THRESHOLD
