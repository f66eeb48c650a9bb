"""Figures of understanding."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sklearn.metrics import f1_score

from bot.evaluation.examples import Example
from bot.nlu.intent_model import FOREIGN

Span = tuple[int, int, str]


@dataclass(frozen=True)
class EntityScore:
    kind: str
    correct: int
    missed: int
    wrong: int

    @property
    def f1(self) -> float:
        total = 2 * self.correct + self.missed + self.wrong
        return 2 * self.correct / total if total else 1.0


@dataclass(frozen=True)
class Evaluation:
    """`expected` and `predicted` are intents, one for each example, predicted by a model that has not seen it.

    `asked_back` counts the examples that were asked back instead of answered.
    """

    examples: Sequence[Example]
    expected: Sequence[str]
    predicted: Sequence[str]
    entities: Sequence[EntityScore]
    asked_back: int = 0

    @property
    def intent_f1(self) -> float:
        """Weighted by the number of examples of each intent."""
        return float(f1_score(self.expected, self.predicted, average="weighted", zero_division=0))

    @property
    def entity_f1(self) -> float:
        """Over all kinds together: exact place and kind."""
        correct = sum(score.correct for score in self.entities)
        missed = sum(score.missed for score in self.entities)
        wrong = sum(score.wrong for score in self.entities)
        return EntityScore("", correct, missed, wrong).f1

    def by_intent(self) -> dict[str, float]:
        labels = sorted(set(self.expected))
        scores = f1_score(self.expected, self.predicted, labels=labels, average=None, zero_division=0)
        return dict(zip(labels, map(float, scores)))


def entity_scores(examples: Sequence[Example], found: Sequence[Collection[Span]]) -> list[EntityScore]:
    """Compare (start, end, kind) with the annotations, by exact place and kind; foreign examples have none."""
    counts: dict[str, list[int]] = {}
    for example, spans in zip(examples, found):
        if example.intent == FOREIGN:
            continue
        given = set(spans)
        for index, group in enumerate((given & example.entities, example.entities - given, given - example.entities)):
            for _, _, kind in group:
                counts.setdefault(kind, [0, 0, 0])[index] += 1
    return [EntityScore(kind, *numbers) for kind, numbers in sorted(counts.items())]
