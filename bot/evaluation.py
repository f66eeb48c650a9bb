"""Measures understanding: intents and entities by cross-validation, and the refusal of what is foreign."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import StratifiedKFold

from actions.doubt import candidates
from bot.nlu.clauses import UNSURE
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.mention import Mention
from bot.nlu.questions import SEVERAL, Reading, read
from bot.nlu.recognizer import Recognizer, mask
from bot.nlu.words import Words
from bot.settings import ROOT

FOLDS = 5
_ANNOTATION = re.compile(r"\[([^\]]+)\]\((\w+)\)")
_UNANNOTATED = frozenset({FOREIGN})


@dataclass(frozen=True)
class Example:
    """One line of the training data; `entities` are (start, end, kind) as annotated by hand."""

    intent: str
    text: str
    entities: frozenset[tuple[int, int, str]]


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


def read_examples(folder: Path) -> list[Example]:
    """All training examples below `folder`, with their annotations taken out of the text."""
    found = []
    for file in sorted(folder.rglob("*.yml")):
        for block in YAML(typ="safe").load(file.read_text("utf8")).get("nlu", ()):
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    found.append(_example(block["intent"], line.strip()[2:].strip()))
    return found


def _example(intent: str, line: str) -> Example:
    text, entities, at = "", set(), 0
    for match in _ANNOTATION.finditer(line):
        text += line[at : match.start()]
        entities.add((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return Example(intent, text + line[at:], frozenset(entities))


def cross_validate(
    examples: Sequence[Example],
    recognizer: Recognizer,
    words: Words,
    threshold: float,
    progress: Callable[[int], None] = lambda fold: None,
) -> Evaluation:
    """Predict every example by a model trained on the other folds; a refusal counts as `out_of_scope`."""
    mentions = [recognizer.mentions(e.text) for e in examples]
    masked = np.array([mask(e.text, m) for e, m in zip(examples, mentions)], dtype=object)
    intents = np.array([e.intent for e in examples], dtype=object)
    predicted: list[str] = [""] * len(examples)
    asked_back = 0
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(masked, intents.astype(str))
    for number, (train, test) in enumerate(folds, 1):
        train = [i for i in train if intents[i] != SEVERAL]
        model = IntentModel.fit(words, masked[train].tolist(), intents[train].tolist())
        for i in test:
            reading = read(examples[i].text, mentions[i], model, threshold)
            predicted[i] = _outcome(reading)
            asked_back += reading.intent == UNSURE and predicted[i] != FOREIGN
        progress(number)
    return Evaluation(examples, intents.tolist(), predicted, _entity_scores(examples, mentions), asked_back)


def _outcome(reading: Reading) -> str:
    """What a person gets: an unsure reading is refused, or asked back, which counts as what is offered first."""
    if reading.intent != UNSURE:
        return reading.intent
    return next(iter(candidates(reading.ranking)), FOREIGN)


def _entity_scores(examples: Sequence[Example], mentions: Sequence[list[Mention]]) -> list[EntityScore]:
    counts: dict[str, list[int]] = {}
    for example, found in zip(examples, mentions):
        if example.intent in _UNANNOTATED:
            continue
        given = {(m.start, m.end, m.kind) for m in found}
        for index, group in enumerate((given & example.entities, example.entities - given, given - example.entities)):
            for _, _, kind in group:
                counts.setdefault(kind, [0, 0, 0])[index] += 1
    return [EntityScore(kind, *numbers) for kind, numbers in sorted(counts.items())]


@dataclass(frozen=True)
class HeldOut:
    """Shares over utterances written apart from the training data: `foreign` and `asked` are their numbers."""

    foreign: int
    refused: float
    asked: int
    right: float
    wrongly_refused: float


def held_out_sets(foreign: Path | None = None, in_domain: Path | None = None) -> tuple[list[str], list[str]]:
    """The lines that must be refused, and questions as intent, tab, text; those of the tests unless given."""
    return _lines(foreign or ROOT / "tests" / "foreign.txt"), _lines(in_domain or ROOT / "tests" / "in_domain.txt")


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf8").splitlines() if line.strip()] if file.exists() else []


def score_held_out(
    examples: Sequence[Example],
    foreign: Sequence[str],
    in_domain: Sequence[str],
    recognizer: Recognizer,
    words: Words,
    threshold: float,
) -> HeldOut:
    """Train on all `examples`, then read `foreign` lines, and `in_domain` lines of the form intent, tab, text."""
    trained = [e for e in examples if e.intent != SEVERAL]
    masked = [mask(e.text, recognizer.mentions(e.text)) for e in trained]
    model = IntentModel.fit(words, masked, [e.intent for e in trained])

    def intent_of(text: str) -> str:
        return _outcome(read(text, recognizer.mentions(text), model, threshold))

    refused = sum(intent_of(text) == FOREIGN for text in foreign)
    pairs = [line.split("\t", 1) for line in in_domain]
    predicted = [intent_of(text) for _, text in pairs]
    return HeldOut(
        len(foreign),
        refused / max(1, len(foreign)),
        len(pairs),
        sum(intent == given for (intent, _), given in zip(pairs, predicted)) / max(1, len(pairs)),
        predicted.count(FOREIGN) / max(1, len(pairs)),
    )


def draw_confusion(evaluation: Evaluation, file: Path) -> None:
    """Save the confusion matrix of intents as a picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    labels = sorted(set(evaluation.expected) | set(evaluation.predicted))
    matrix = confusion_matrix(evaluation.expected, evaluation.predicted, labels=labels)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    figure, axes = plt.subplots(figsize=(13, 11.5))
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(labels)), labels, rotation=90)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_xlabel("predicted")
    axes.set_ylabel("expected")
    for i, j in zip(*np.nonzero(matrix)):
        axes.text(
            j, i, matrix[i, j], ha="center", va="center", fontsize=7, color="white" if shares[i, j] > 0.5 else "black"
        )
    figure.colorbar(image, label="share of the expected intent", shrink=0.7)
    axes.set_title(
        f"Intents, {FOLDS}-fold cross-validation: F1 {evaluation.intent_f1:.3f}, {len(evaluation.expected):,} examples"
    )
    figure.tight_layout()
    figure.savefig(file, dpi=90)
    plt.close(figure)
