"""Turns masked texts into numbers: n-grams of words and of characters, pairs of words, and a static embedding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.nlu.ngrams import Analyzer, NGrams, of_characters, of_pairs, of_words
from bot.nlu.words import Words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_TOKENS = r"(?u)[\w'+#]+|[?]"
# Weights and least numbers of texts were chosen by cross-validation; docs/evaluation.md keeps the comparison.
EMBEDDING_WEIGHT = 0.5


class Kind(NamedTuple):
    """A kind of n-gram: how texts are cut into it, its weight, and how many texts one must be in to count."""

    analyzer: Analyzer
    weight: float
    least: int


_KINDS = (
    Kind(of_words(_TOKENS, 1, 3), 1.0, 3),
    Kind(of_characters(3, 5), 0.7, 5),
    Kind(of_pairs(_TOKENS, 24), 0.5, 8),
)


def _fitted(texts: Sequence[str]) -> list[NGrams]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # only training needs it

    lower = [text.lower() for text in texts]
    fitted = (
        TfidfVectorizer(analyzer=kind.analyzer, min_df=kind.least, dtype=np.float32).fit(lower) for kind in _KINDS
    )
    return [NGrams(kind.analyzer, found.vocabulary_, found.idf_) for kind, found in zip(_KINDS, fitted)]


class Features:
    """Fitted once, then a pure function of the text."""

    def __init__(self, words: Words, vectorizers: list[NGrams]) -> None:
        self._words = words
        self._vectorizers = vectorizers

    @classmethod
    def fit(cls, words: Words, texts: Sequence[str]) -> Features:
        return cls(words, _fitted(texts))

    def transform(self, texts: Sequence[str]) -> tuple[csr_matrix, np.ndarray]:
        """Return the n-grams, of shape (len(texts), their number), and the embeddings."""
        from scipy.sparse import hstack  # only training needs it

        parts = [grams.transform(texts) * np.float32(kind.weight) for kind, grams in zip(_KINDS, self._vectorizers)]
        return hstack(parts, format="csr"), self._embedded(texts)

    def scores(self, texts: Sequence[str], weights: np.ndarray) -> np.ndarray:
        """Return both of `transform(texts)` times `weights`, without the matrix: building it took most of a message's
        time."""
        firsts = list(accumulate((len(grams.vocabulary_) for grams in self._vectorizers), initial=0))
        total: np.ndarray = self._embedded(texts) @ weights[firsts[-1] :]
        for row, text in zip(total, texts):
            for kind, grams, first in zip(_KINDS, self._vectorizers, firsts):
                columns, values = grams.counted(text)
                row += (values * np.float32(kind.weight)) @ weights[columns + first]
        return total

    def _embedded(self, texts: Sequence[str]) -> np.ndarray:
        return self._words.embed([text.replace("_", "") for text in texts]) * np.float32(EMBEDDING_WEIGHT)

    def to_arrays(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Return what `from_arrays` needs, as JSON and arrays: models are never pickled."""
        vocabularies = [{gram: int(i) for gram, i in v.vocabulary_.items()} for v in self._vectorizers]
        return {"vocabularies": vocabularies}, {f"idf_{i}": v.idf_ for i, v in enumerate(self._vectorizers)}

    @classmethod
    def from_arrays(cls, words: Words, described: dict[str, Any], arrays: dict[str, np.ndarray]) -> Features:
        vocabularies = described["vocabularies"]
        return cls(
            words,
            [
                NGrams(kind.analyzer, vocabulary, arrays[f"idf_{i}"])
                for i, (kind, vocabulary) in enumerate(zip(_KINDS, vocabularies))
            ],
        )
