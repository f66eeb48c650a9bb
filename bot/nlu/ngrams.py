"""Counts n-grams as scikit-learn's `TfidfVectorizer` does, for the few texts of a message and without scikit-learn.

Importing scikit-learn takes a second and 45 MiB, and its vectorizers take most of a message's time: they are made for
many texts at once. Fitting is still theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Analyzer = Callable[[str], Iterator[str]]


class NGrams:
    """Sublinear term frequencies times `idf`, each row of length 1."""

    def __init__(self, analyzer: Analyzer, vocabulary: dict[str, int], idf: NDArray[np.floating]) -> None:
        self._analyzer = analyzer
        self.vocabulary_ = vocabulary
        self.idf_ = idf.astype(np.float32)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return a matrix of shape (len(texts), len(vocabulary)), float32."""
        data, indices, ends = [], [], [0]
        for text in texts:
            counts = Counter(
                self.vocabulary_[gram] for gram in self._analyzer(text.lower()) if gram in self.vocabulary_
            )
            columns = np.fromiter(counts, dtype=np.int32, count=len(counts))
            values = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
            values = (np.log(values) + 1) * self.idf_[columns]
            data.append(values / (np.linalg.norm(values) or 1))
            indices.append(columns)
            ends.append(ends[-1] + len(counts))
        shape = (len(texts), len(self.vocabulary_))
        none = np.zeros(0, dtype=np.int32)
        parts = (np.concatenate([none, *data]), np.concatenate([none, *indices]), ends)
        return csr_matrix(parts, shape=shape, dtype=np.float32)


def of_words(pattern: str, shortest: int, longest: int) -> Analyzer:
    """Runs of `shortest` to `longest` words; `pattern` says what a word is."""
    return partial(_word_grams, re.compile(pattern), shortest, longest)


def of_characters(shortest: int, longest: int) -> Analyzer:
    """Runs of characters within words, a blank before and after each; a shorter word counts once, whole."""
    return partial(_character_grams, shortest, longest)


def _word_grams(pattern: re.Pattern[str], shortest: int, longest: int, text: str) -> Iterator[str]:
    words = pattern.findall(text)
    for length in range(shortest, min(longest, len(words)) + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _character_grams(shortest: int, longest: int, text: str) -> Iterator[str]:
    for word in text.split():
        padded = f" {word} "
        for length in range(shortest, longest + 1):
            yield padded[:length]
            if len(padded) <= length:
                break
            for start in range(1, len(padded) - length + 1):
                yield padded[start : start + length]
