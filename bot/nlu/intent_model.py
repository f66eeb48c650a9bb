"""The intent classifier itself, free of Rasa: two unlike classifiers over masked texts, whose mean is taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bot.nlu import softmax
from bot.nlu.encoder import Encoder
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
# Of the classifier over the encoder's numbers; these texts were fine-tuned on, and look easier to tell apart than others.
C_OF_ENCODED = 0.01
_SCALE = np.float32(4)
# What the n-grams are so sure of, the encoder is not asked about: of two messages that is more than one, and its reading
# takes longer than all else. It costs 0.02 points of F1.
SURE = 0.995

Floats = NDArray[np.float32]


class IntentModel:
    """Gives every intent a probability: by the n-grams of the text where these leave no doubt, else two thirds by what the
    encoder makes of it. The one learns from a single example, the other knows words that no example has."""

    def __init__(
        self,
        features: Features,
        encoder: Encoder,
        intents: Sequence[str],
        arrays: dict[str, np.ndarray],
        spelling: Spelling,
    ) -> None:
        self._features = features
        self._encoder = encoder
        self.spelling = spelling
        self.unknown = UnknownNames(spelling)
        self.intents = tuple(intents)
        self._arrays = arrays

    @classmethod
    def fit(cls, words: Words, encoder: Encoder, texts: Sequence[str], intents: Sequence[str]) -> IntentModel:
        """Train on masked texts and their intents."""
        spelling = Spelling.fit(texts, [intent == FOREIGN for intent in intents], words)
        plain = [_plain(text, spelling) for text in texts]
        texts = [with_marks(text, spelling.familiar) for text in plain]
        names, classes = np.unique(np.array(intents, dtype=object).astype(str), return_inverse=True)
        # The network lets other threads go on: the two take as long as each other, on a core each.
        with threadpool_limits(1), ThreadPoolExecutor(1) as other:
            encoding = other.submit(encoder.embed, plain)
            features = Features.fit(words, texts)
            importance = np.where(names == FOREIGN, FOREIGN_WEIGHT, 1).astype(np.float32)[classes]
            weights, bias = softmax.fit(*features.transform(texts), classes, importance, C, ITERATIONS)
            of_encoded = softmax.fit_dense(encoding.result() * _SCALE, classes, C_OF_ENCODED, ITERATIONS)
        arrays = {"weights": weights, "bias": bias, "encoded_weights": of_encoded[0], "encoded_bias": of_encoded[1]}
        return cls(features, encoder, names.tolist(), arrays, spelling)

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Return an array of shape (len(texts), len(self.intents)), each row summing to 1."""
        plain = [_plain(text, self.spelling) for text in texts]
        texts = [with_marks(text, self.spelling.familiar) for text in plain]
        parts = self._arrays
        linear = _chances(self._features.scores(texts, parts["weights"]) + parts["bias"])
        unsure = np.flatnonzero(linear.max(axis=1) < SURE)
        if len(unsure):
            numbers = self._encoder.embed([plain[place] for place in unsure]) * _SCALE
            encoded = _chances(numbers @ parts["encoded_weights"] + parts["encoded_bias"])
            linear[unsure] = (linear[unsure] + 2 * encoded) / 3
        return linear

    def ranking(self, text: str) -> list[tuple[str, float]]:
        """Return all intents with their probabilities, likeliest first."""
        row = self.probabilities([text])[0]
        return [(self.intents[i], float(row[i])) for i in np.argsort(-row)]

    def save(self, folder: Path) -> None:
        described, arrays = self._features.to_arrays()
        described |= {"intents": self.intents, "spelling": self.spelling.as_dict()}
        (folder / "model.json").write_text(json.dumps(described), "utf8")
        np.savez(folder / "model.npz", **self._arrays, **arrays)

    @classmethod
    def load(cls, words: Words, encoder: Encoder, folder: Path) -> IntentModel:
        described = json.loads((folder / "model.json").read_text("utf8"))
        with np.load(folder / "model.npz") as stored:
            arrays = dict(stored)
        features = Features.from_arrays(words, described, arrays)
        spelling = Spelling.from_dict(described["spelling"], words)
        return cls(features, encoder, described["intents"], arrays, spelling)


def _plain(text: str, spelling: Spelling) -> str:
    return spelling.correct(text.rstrip(TRAILING))


def _chances(scores: Floats) -> Floats:
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = scores / scores.sum(axis=1, keepdims=True)
    return result
