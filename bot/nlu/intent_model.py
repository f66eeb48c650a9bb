"""The intent classifier itself, free of Rasa: logistic regression and a small network, both over masked texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from bot.nlu import convolution_training, softmax
from bot.nlu.convolution import Convolution
from bot.nlu.features import Features
from bot.nlu.spelling import Spelling
from bot.nlu.strangeness import with_marks
from bot.nlu.unknown import UnknownNames
from bot.nlu.words import Words

FOREIGN = "out_of_scope"
# Whether a question ends in a mark is habit; it must not change what is understood.
TRAILING = " \t?!.,;:…"

# Inverse strength of regularisation, chosen by cross-validation.
C = 40.0
# The optimum lies at some 160; the figures of evaluation are the same from 40 on.
ITERATIONS = 60
# To answer what is foreign is worse than to refuse a question, which may be asked anew in other words.
FOREIGN_WEIGHT = 2.5


class IntentModel:
    """Gives every intent a probability: the mean of what two unlike classifiers give it, which err in different places."""

    def __init__(
        self,
        features: Features,
        intents: Sequence[str],
        weights: np.ndarray,
        bias: np.ndarray,
        convolution: Convolution,
        spelling: Spelling,
    ) -> None:
        self._features = features
        self.spelling = spelling
        self.unknown = UnknownNames(spelling)
        self.intents = tuple(intents)
        self._weights = weights
        self._bias = bias
        self._convolution = convolution

    @classmethod
    def fit(cls, words: Words, texts: Sequence[str], intents: Sequence[str]) -> IntentModel:
        """Train on masked texts and their intents."""
        spelling = Spelling.fit(texts, [intent == FOREIGN for intent in intents], words)
        texts = [_prepared(text, spelling) for text in texts]
        names, classes = np.unique(np.array(intents, dtype=object).astype(str), return_inverse=True)
        # The two take as long as each other, on a core each.
        convolution = convolution_training.begun(words, [_as_pieces(text) for text in texts], classes)
        with threadpool_limits(1):
            features = Features.fit(words, texts)
            importance = np.where(names == FOREIGN, FOREIGN_WEIGHT, 1).astype(np.float32)[classes]
            weights, bias = softmax.fit(*features.transform(texts), classes, importance, C, ITERATIONS)
        return cls(features, names.tolist(), weights, bias, convolution(), spelling)

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return an array of shape (len(texts), len(self.intents)), each row summing to 1."""
        texts = [_prepared(text, self.spelling) for text in texts]
        scores = self._features.scores(texts, self._weights) + self._bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        linear = scores / scores.sum(axis=1, keepdims=True)
        result: np.ndarray = (linear + self._convolution.probabilities([_as_pieces(text) for text in texts])) / 2
        return result

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """Return all intents with their probabilities, likeliest first."""
        row = self.probabilities([text])[0]
        return [(self.intents[i], float(row[i])) for i in np.argsort(-row)]

    def save(self, folder: Path) -> None:
        described, arrays = self._features.to_arrays()
        pieces, network = self._convolution.to_arrays()
        described |= {"intents": self.intents, "spelling": self.spelling.as_dict(), "pieces": pieces}
        (folder / "model.json").write_text(json.dumps(described), "utf8")
        np.savez(folder / "model.npz", weights=self._weights, bias=self._bias, **arrays)
        np.savez(folder / "network.npz", **network)

    @classmethod
    def load(cls, words: Words, folder: Path) -> IntentModel:
        described = json.loads((folder / "model.json").read_text("utf8"))
        with np.load(folder / "model.npz") as stored:
            arrays = dict(stored)
        with np.load(folder / "network.npz") as stored:
            convolution = Convolution(words, described["pieces"], dict(stored))
        features = Features.from_arrays(words, described, arrays)
        spelling = Spelling.from_dict(described["spelling"], words)
        return cls(features, described["intents"], arrays["weights"], arrays["bias"], convolution, spelling)


def _as_pieces(text: str) -> str:
    """A text as it is cut into word pieces: masks as plain words."""
    return text.replace("_", "").lower()


def _prepared(text: str, spelling: Spelling) -> str:
    return with_marks(spelling.correct(text.rstrip(TRAILING)), spelling.familiar)
