"""Counts n-grams, and pairs of words, as scikit-learn's `TfidfVectorizer` does, for the few texts of a message and without scikit-learn.

Importing scikit-learn takes a second and 45 MiB, and its vectorizers take most of a message's time: they are made for
many texts at once. Fitting is still theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Analyzer = Callable[[str], Iterator[str]]


class NGrams:
    """Sublinear term frequencies times `idf`, each row of length 1."""

    def __init__(self, analyzer: Analyzer, vocabulary: dict[str, int], idf: NDArray[np.floating]) -> None:
        self._analyzer = analyzer
        self.vocabulary_ = vocabulary
        self.idf_ = idf.astype(np.float32)

    def counted(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The columns of the text's row that are not zero, and their values."""
        known = self.vocabulary_
        counts = Counter(known[gram] for gram in self._analyzer(text.lower()) if gram in known)
        columns = np.fromiter(counts, dtype=np.int32, count=len(counts))
        values = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        values = (np.log(values) + 1) * self.idf_[columns]
        return columns, values / (np.sqrt(values @ values) or np.float32(1))

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return a matrix of shape (len(texts), len(vocabulary)), float32."""
        from scipy.sparse import csr_matrix  # only training needs it

        rows = [self.counted(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([np.zeros(0, dtype=np.int32), *(columns for columns, _ in rows)])
        values = np.concatenate([np.zeros(0, dtype=np.float32), *(values for _, values in rows)])
        return csr_matrix((values, columns, ends), shape=(len(texts), len(self.vocabulary_)), dtype=np.float32)


def of_words(pattern: str, shortest: int, longest: int) -> Analyzer:
    """Runs of `shortest` to `longest` words; `pattern` says what a word is."""
    return partial(_word_grams, re.compile(pattern), shortest, longest)


def of_characters(shortest: int, longest: int) -> Analyzer:
    """Runs of characters within words, a blank before and after each; a shorter word counts once, whole."""
    return partial(_character_grams, shortest, longest)


def of_pairs(pattern: str, most: int) -> Analyzer:
    """Any two different words of the first `most`, in whatever order and however far apart."""
    return partial(_pairs, re.compile(pattern), most)


def _pairs(pattern: re.Pattern[str], most: int, text: str) -> Iterator[str]:
    return map("|".join, combinations(sorted(set(pattern.findall(text)[:most])), 2))


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
