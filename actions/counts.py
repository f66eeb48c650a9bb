"""Small numbers as words: "of these three"."""

from __future__ import annotations

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FIRST = 2
# A pattern for what `count_of` reads.
COUNT = "|".join((*_WORDS, r"\d{1,2}"))


def count_of(word: str) -> int:
    """The number that a word or digits stand for: 3 for "three" and for "3".

    Raises:
        ValueError: the word is no number from two to ten.
    """
    return int(word) if word.isdigit() else _WORDS.index(word.lower()) + _FIRST
