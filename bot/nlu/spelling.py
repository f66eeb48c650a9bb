"""Misspelt ordinary words, put right before a text is classified.

Of the words that may have been meant, that is taken which is likeliest between its neighbours, less what the slip costs:
a noisy channel (Kernighan, Church and Gale 1990) over pairs of words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.nlu.chat_spellings import AT_THE_BEGINNING, CHAT_SPELLINGS, MEANT_BEFORE
from bot.nlu.near_words import NearWords
from bot.nlu.ordinals import ORDINALS
from bot.nlu.words import CHAT, Words

# A word that this many examples share belongs to how people ask, not to what they ask about.
_SHARED = 3
# A name, as soon as two foreign examples share it.
_NAMED = 2
# A word that is this many times as frequent as one that differs by a letter is what that was meant to be.
_FAR_MORE = 5
# What fewer have is nobody's slip for something else; what so many have is no slip itself.
_MEANT, _SETTLED = 5, 200
_WORD = re.compile(r"(?<![\w'’])[^\W\d_][^\W\d_'’]*(?:['’][^\W\d_]+)?(?![\w'’])")
_TOKEN = re.compile(r"_\w+_|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|\w+")
# "n-grams", "n/a"
_JOINS = frozenset("-/.")
_PLAIN = re.compile(r"[^\W\d_]{2,}|[^\W\d_]+'[^\W\d_]+")
# Before the first word and after the last.
_EDGE = "·"
_REMEMBERED = 20_000

# In natural logarithms, chosen on the fixed split with letters mistyped at random: what a slip costs, and what more where
# the word typed is one of English, where the first letter is another, and for a second slip in the same word.
_SLIP, _OF_ENGLISH, _FIRST, _SECOND = -5.0, -5.0, -3.0, -6.0
# A letter written once in place of twice is the most frequent slip.
_DOUBLED = 1.5
# How many times a word must have been seen to outweigh what is known of its successors in general.
_PRIOR = 5.0
# The share of ordinary English in what is expected of any one word.
_GENERAL = 0.2
# How often a word counts as seen that neither was.
_UNSEEN = 0.02
_SHORT, _LONG = 3, 7
# A word of two or three letters that has this share of English is one; rarer ones are slips that many make.
_OFTEN = 2e-5

# "His education" is not "is education".
_NEVER = frozenset("nor men his her hers him she vs versus their theirs them they".split())

Slip = tuple[int, int, str]


def shared_words(texts: Iterable[str], words: Words, least: int = _SHARED) -> frozenset[str]:
    """The words that `least` of the masked `texts` have; frequent misspellings are none of them."""
    counts = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    shared = {word: count for word, count in counts.items() if count >= least}
    plain = {word for word in shared if _is_free(word) or word in words.common}
    # "Tech" is not in every list of words; "wich" is "which", which is far more frequent.
    near = NearWords(plain)
    others = {word for word in shared.keys() - plain if not _is_a_slip(word, shared, near, words)}
    return frozenset(plain | others)


def _is_free(word: str) -> bool:
    """Whether a word is too short, or too little of a plain word, to be told from a misspelling."""
    return len(word) < 4 or not word.isalpha() or not word.isascii()


def _is_english(word: str, words: Words) -> bool:
    if len(word) > _SHORT:
        return word in words.common
    return word in CHAT or words.frequencies.get(word, 0.0) > _OFTEN


class Spelling:
    """Corrects towards `familiar` words, and leaves alone what is itself a `common` word of English.

    `counts` has how often each familiar word, mask and sign was seen, `pairs` how often one stood before another; `names`
    are words that several foreign examples share, and no list of English has; `meant` is what a slip may stand for.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        pairs: Mapping[str, Mapping[str, int]],
        words: Words,
        familiar: Iterable[str],
        names: Iterable[str],
        meant: Iterable[str],
    ) -> None:
        self.familiar = frozenset(familiar)
        self.common = words.common
        self._names = frozenset(names)
        self._words = words
        self._counts = counts
        self._pairs = pairs
        self._total = sum(counts.values()) or 1
        # In the examples ordinals are masked, wherever they are spelt rightly.
        self._meant = frozenset(ORDINALS).union(meant)
        self._a_slip_away = NearWords(self._meant)
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self.familiar):
            if len(word) >= 4:
                self._by_letter.setdefault(word[0], []).append(word)
        self._nearest: dict[str, str | None] = {}
        self._candidates: dict[str, list[tuple[str, float]]] = {}

    @classmethod
    def fit(cls, texts: Sequence[str], foreign: Sequence[bool], words: Words) -> Spelling:
        """Learn from masked texts; what only `foreign` ones have is not familiar, but shows how words follow each other."""
        familiar = shared_words((text for text, is_foreign in zip(texts, foreign) if not is_foreign), words)
        counts: Counter[str] = Counter()
        pairs: dict[str, Counter[str]] = {}
        for text in texts:
            typed = (
                t if t in familiar or t in words.frequencies or not t.isalpha() else ""
                for t in _TOKEN.findall(text.lower())
            )
            tokens = [_EDGE, *typed, _EDGE]
            counts.update(tokens)
            for first, second in zip(tokens, tokens[1:]):
                if first and second:
                    pairs.setdefault(first, Counter())[second] += 1
        strange = (text for text, is_foreign in zip(texts, foreign) if is_foreign)
        names = shared_words(strange, words, _NAMED) - familiar - words.common
        often = {word for word in familiar if counts[word] >= _MEANT}
        near = NearWords(often)
        named = (name for name in names if not _is_a_slip(name, {**counts, name: _NAMED}, near, words))
        meant = (word for word in often if _PLAIN.fullmatch(word) and not _is_a_slip(word, counts, near, words))
        return cls(counts, pairs, words, familiar, named, meant)

    def as_dict(self) -> dict[str, Any]:
        """All that was learnt, as JSON."""
        return {
            "counts": self._counts,
            "pairs": self._pairs,
            "familiar": sorted(self.familiar),
            "names": sorted(self._names),
            "meant": sorted(self._meant),
        }

    @classmethod
    def from_dict(cls, described: Mapping[str, Any], words: Words) -> Spelling:
        learnt = (described[part] for part in ("familiar", "names", "meant"))
        return cls(described["counts"], described["pairs"], words, *learnt)

    def correct(self, text: str) -> str:
        """Return the lower-case, masked `text` with slips replaced by what was meant."""
        return replaced(text, self.slips([(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]))

    def slips_in(self, text: str, masked: Sequence[tuple[int, int, str]]) -> list[Slip]:
        """The slips in a text as it was typed, outside of its `masked` parts (start, end, kind)."""
        tokens: list[tuple[str, int, int]] = []
        parts = list(masked)
        for match in _TOKEN.finditer(text):
            while parts and parts[0][1] <= match.start():
                parts.pop(0)
            if parts and parts[0][0] < match.end():
                start, end, kind = parts[0]
                if not tokens or tokens[-1][1] != start:
                    tokens.append((f"_{kind}_", start, end))
            else:
                tokens.append((match[0].lower(), match.start(), match.end()))
        return self.slips(tokens)

    def slips(self, tokens: Sequence[tuple[str, int, int]]) -> list[Slip]:
        """What was typed otherwise than it was meant, as (start, end, word), of tokens (word, start, end)."""
        words = [_EDGE, *(word for word, _, _ in tokens), _EDGE]
        found = []
        for at, (word, start, end) in enumerate(tokens, 1):
            if at == 1 and len(tokens) > 1 and word in AT_THE_BEGINNING:
                words[at] = AT_THE_BEGINNING[word]
                found.append((start, end, words[at]))
                continue
            for_word, before = MEANT_BEFORE.get(word, ("", frozenset()))
            if words[at + 1] in before:
                words[at] = for_word
                found.append((start, end, for_word))
                continue
            if word in CHAT_SPELLINGS and not _JOINS & {words[at - 1], words[at + 1]}:
                words[at] = CHAT_SPELLINGS[word]
                found.append((start, end, words[at]))
                continue
            if (
                len(word) < 2
                or not word.isalpha()
                or word in _NEVER
                or (word in self.familiar and self._counts[word] >= _SETTLED)
            ):
                continue
            meant = self._meant_between(words[at - 1], word, words[at + 1])
            if meant != word:
                words[at] = meant
                found.append((start, end, meant))
        return found

    def nearest(self, word: str) -> str | None:
        """The familiar word that `word` misspells, whatever stands beside it; a first letter is seldom mistyped."""
        if len(word) < 4 or word in self.familiar or word in self.common:
            return None
        if word not in self._nearest:
            _make_room(self._nearest)
            allowed = 1 if len(word) < _LONG else 2
            near = self._alike(word, allowed, limit=1)
            self._nearest[word] = near[0] if near else None
        return self._nearest[word]

    def _meant_between(self, before: str, word: str, after: str) -> str:
        # A short word is near to many, and a word of English may be meant: both neighbours must speak for another.
        of_english = len(word) <= _SHORT or word in self.common or word in self._names
        nobodys = word not in CHAT and not self._words.frequencies.get(word)
        best, likeliest = word, self._expected(before, word) + self._expected(word, after)
        for other, cost in self._near(word):
            swapped = nobodys and len(word) == len(other) and sorted(word) == sorted(other)  # "jbo"
            guarded = (of_english and not swapped) or (cost <= _SLIP + _SECOND and len(word) < _LONG)
            if guarded and not (other in self._pairs.get(before, ()) and after in self._pairs.get(other, ())):
                continue
            score = self._expected(before, other) + self._expected(other, after) + cost
            if score > likeliest:
                best, likeliest = other, score
        return best

    def _expected(self, first: str, second: str) -> float:
        """The logarithm of the chance of `second` behind `first`, drawn towards that of `second` anywhere."""
        seen = self._counts.get(first, 0)
        together = self._pairs.get(first, {}).get(second, 0)
        return math.log((together + _PRIOR * self._anywhere(second)) / (seen + _PRIOR))

    def _anywhere(self, word: str) -> float:
        here = max(self._counts.get(word, 0), _UNSEEN) / self._total
        return (1 - _GENERAL) * here + _GENERAL * self._words.frequencies.get(word, 0.0) if word.isalpha() else here

    def _near(self, word: str) -> list[tuple[str, float]]:
        """The words that `word` may be a slip for, each with what that costs."""
        if word not in self._candidates:
            _make_room(self._candidates)
            of_english = word in self._names or _is_english(word, self._words)
            slip = _SLIP + (_OF_ENGLISH if of_english else 0)
            near = [
                (w, slip + (_DOUBLED if _undoubled(w) == _undoubled(word) else 0 if _begin_alike(w, word) else _FIRST))
                for w in self._a_slip_away.of(word)
                if not (of_english and word.rstrip("s") == w.rstrip("s"))  # "questions" is no slip for "question"
            ]
            if len(word) > _SHORT and not near and not of_english:
                near = [(w, slip + _SECOND) for w in self._alike(word, 2, limit=5) if w in self._meant]
            self._candidates[word] = near
        return self._candidates[word]

    def _alike(self, word: str, distance: int, limit: int) -> list[str]:
        same = self._by_letter.get(word[0], ())
        scorer = DamerauLevenshtein.distance
        return [str(w) for w, _, _ in process.extract(word, same, scorer=scorer, score_cutoff=distance, limit=limit)]


def replaced(text: str, slips: Iterable[Slip]) -> str:
    """Return `text` with each slip replaced by the word that was meant."""
    parts, at = [], 0
    for start, end, word in slips:
        parts += [text[at:start], word]
        at = end
    return "".join(parts) + text[at:]


def _is_a_slip(word: str, counts: Mapping[str, int], others: NearWords, words: Words) -> bool:
    """Whether a word that many write is no word of English and a letter away from a far more frequent one."""
    if _is_english(word, words):
        return False
    return any(counts[near] > _FAR_MORE * counts[word] for near in others.of(word))


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _begin_alike(one: str, other: str) -> bool:
    return one[0] == other[0] or one[:2] == other[1::-1]


def _make_room(remembered: dict[str, Any]) -> None:
    if len(remembered) > _REMEMBERED:
        remembered.clear()
