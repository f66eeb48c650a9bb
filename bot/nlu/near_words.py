"""The words of a list that are one slip away from another, found without trying each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import DamerauLevenshtein


class NearWords:
    """Indexed by what is left of each word without one of its letters (symmetric delete, Garbe 2012).

    Two words a slip apart share such a rest, or one is a rest of the other.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            for rest in dict.fromkeys((word, *_rests(word))):
                self._by_rest[rest].append(word)

    def of(self, word: str) -> list[str]:
        """The words that a letter left out, added, mistaken or exchanged with the next makes of `word`, in order."""
        found = {near for rest in (word, *_rests(word)) for near in self._by_rest.get(rest, ())}
        return sorted(near for near in found if DamerauLevenshtein.distance(word, near, score_cutoff=1) == 1)


def _rests(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
