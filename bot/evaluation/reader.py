"""Rolewise's reading of a text, by a model that is trained for the evaluation alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from actions.doubt import candidates
from bot.evaluation.examples import Example
from bot.evaluation.scores import Span
from bot.nlu.clauses import UNSURE
from bot.nlu.encoder import Encoder
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.questions import SEVERAL
from bot.nlu.recognizer import Recognizer, mask
from bot.nlu.understanding import understood
from bot.nlu.words import Words
from knowledge.vocabulary import CITY, STRANGER


@dataclass(frozen=True)
class Understood:
    """`intent` is what a person gets: a refusal is `out_of_scope`, a question back what it offers first.

    `foreignness` is 1 less the probability of the likeliest intent that would be answered.
    """

    intent: str
    foreignness: float
    spans: frozenset[Span]
    asked_back: bool = False


class Reader(Protocol):
    """Whatever understands texts."""

    def read(self, texts: Sequence[str]) -> list[Understood]: ...


class RolewiseReader:
    """The classifier of the pipeline, and the rules around it; entities come from the store."""

    def __init__(self, recognizer: Recognizer, model: IntentModel, threshold: float) -> None:
        self._recognizer = recognizer
        self._model = model
        self._threshold = threshold

    @classmethod
    def fit(
        cls, examples: Sequence[Example], recognizer: Recognizer, words: Words, encoder: Encoder, threshold: float
    ) -> RolewiseReader:
        """Train on `examples`; questions in one message are told apart by rules, not by examples."""
        trained = [e for e in examples if e.intent != SEVERAL]
        masked = [mask(e.text, recognizer.mentions(e.text)) for e in trained]
        return cls(recognizer, IntentModel.fit(words, encoder, masked, [e.intent for e in trained]), threshold)

    def read(self, texts: Sequence[str]) -> list[Understood]:
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Understood:
        mentions = self._recognizer.mentions(text)
        meant, reading = understood(text, mentions, self._model, self._recognizer, self._threshold)
        intent, asks_back = reading.intent, False
        if intent == UNSURE:
            intent = next(iter(candidates(reading.ranking)), FOREIGN)
            asks_back = intent != FOREIGN
        likeliest = max(probability for name, probability in reading.ranking if name != FOREIGN)
        known = (m for m in meant.mentions if m.kind not in (STRANGER, CITY))
        named = frozenset((*meant.typed_at(m.start, m.end), m.kind) for m in known)
        return Understood(intent, 1 - likeliest, named, asks_back)
