"""Turns masked texts into numbers: n-grams of words and of characters, and a static embedding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.nlu.ngrams import NGrams, of_characters, of_words
from bot.nlu.words import Words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_TOKENS = r"(?u)[\w'+#]+|[?]"
# Weights chosen by cross-validation; docs/evaluation.md keeps the comparison.
EMBEDDING_WEIGHT = 0.5
CHARACTER_WEIGHT = 0.7


_ANALYZERS = (of_words(_TOKENS, 1, 3), of_characters(3, 5))


def _fitted(texts: Sequence[str]) -> list[NGrams]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # only training needs it

    fitted = (
        TfidfVectorizer(token_pattern=_TOKENS, ngram_range=(1, 3), min_df=2, sublinear_tf=True, dtype=np.float32),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True, dtype=np.float32),
    )
    return [
        NGrams(analyzer, vectorizer.fit(texts).vocabulary_, vectorizer.idf_)
        for analyzer, vectorizer in zip(_ANALYZERS, fitted)
    ]


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

        words, characters = (vectorizer.transform(texts) for vectorizer in self._vectorizers)
        return hstack([words, characters * CHARACTER_WEIGHT], format="csr"), self._embedded(texts)

    def scores(self, texts: Sequence[str], weights: np.ndarray) -> np.ndarray:
        """Return both of `transform(texts)` times `weights`, without the matrix: building it took most of a message's
        time."""
        words, characters = self._vectorizers
        first = len(words.vocabulary_)
        total: np.ndarray = self._embedded(texts) @ weights[first + len(characters.vocabulary_) :]
        for row, text in zip(total, texts):
            for vectorizer, at, weight in ((words, 0, 1.0), (characters, first, CHARACTER_WEIGHT)):
                columns, values = vectorizer.counted(text)
                row += (values * np.float32(weight)) @ weights[columns + at]
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
                NGrams(analyzer, vocabulary, arrays[f"idf_{i}"])
                for i, (analyzer, vocabulary) in enumerate(zip(_ANALYZERS, vocabularies))
            ],
        )
