"""The recognizer as a Rasa component."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.mention import Mention
from bot.nlu.recognizer import Recognizer
from bot.nlu.respelling import Respelling
from bot.nlu.shared import recognizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class StoreEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Marks what the knowledge store knows, amounts, ordinals and years as entities."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> StoreEntityExtractor:
        return cls(recognizer())

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            typed = Respelling(text, text, self._recognizer.mentions(text))
            message.set(ENTITIES, [entity_of(mention, typed) for mention in typed.mentions], add_to_output=True)
        return messages


def entity_of(mention: Mention, meant: Respelling) -> dict[str, Any]:
    """Write a mention as one of Rasa's entities, by its place in what was typed; "meant" has that in what was meant."""
    start, end = meant.typed_at(mention.start, mention.end)
    return {
        "entity": mention.kind,
        "value": mention.value,
        "start": start,
        "end": end,
        "text": meant.text[mention.start : mention.end],
        "meant": [mention.start, mention.end],
        "confidence_entity": mention.confidence,
        "also": [list(reading) for reading in mention.also],
        "extractor": StoreEntityExtractor.__name__,
    }


def mentions_of(entities: list[dict[str, Any]]) -> list[Mention]:
    """Read back the mentions from what the extractor wrote."""
    return [
        Mention(
            e["entity"],
            e["value"],
            e["start"],
            e["end"],
            e.get("confidence_entity", 1.0),
            tuple(map(tuple, e.get("also") or ())),
        )
        for e in entities
        if e.get("start") is not None
    ]
