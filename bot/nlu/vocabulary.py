"""The store's vocabulary as a spaCy matcher, rebuilt when the store changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import spacy
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.mention import Mention, longest_first
from bot.nlu.shared_head import sharing_a_head
from bot.nlu.words import MISSPELLINGS
from knowledge.vocabulary import Phrase

# Where the same words name several things, the reading that is asked about most comes first.
_PRIORITY = ("role", "facet", "tool", "platform", "remote", "employment_type", "level", "company", "skill", "category",
             "place", "degree", "industry", "role_head")  # fmt: skip
# Two letters that are a word of their own name a place only behind a comma ("Portland, OR").
_WORDS_OF_TWO = frozenset(
    "ai al am as at de hi id in is it la ma me mo my no of oh ok on or pa so to up us we co md ct ms mt vs ml ds".split()
)
# "r" for "are": "r u there", "what r your sources", "you're".
# "Go" is a language, but not in "do I have to go to conferences".
_AFTER_GOING = frozenset(
    "to on back for with into through home out up down ahead over there remote by from in away wrong well".split()
)
_BEFORE_GOING = frozenset(
    "i you we they let lets 's should would could can will have must gonna way pay salary range it that".split()
)
_BEFORE_TO_GO = frozenset("have has had need needs want wants got like able ready where".split())
_AFTER_ARE = frozenset(["u", "you", "ur", "your", "there", "we", "they", "these", "those", "the"])
_BEFORE_ARE = frozenset(["'", "’", "u", "what", "how", "who", "where", "why", "they", "we"])

# "salary+skills", which spaCy takes for one word.
_BETWEEN_WORDS = re.compile(r"(?<=[^\W\d_]{3})[+&](?=[^\W\d_]{3})")
_VOWELS = re.compile("[aeiou]")
# Fewer are those of many words.
_CONSONANTS = 4
# Shorter ones may be abbreviations or words.
_SHORTEST_PLURAL = 5
_JOINED = 9
# Two letters off, a shorter word may be any other.
_LONG = 6


class Vocabulary:
    """Finds what the store knows in a text, exact or misspelt."""

    def __init__(self, phrases: Iterable[Phrase], common: frozenset[str] = frozenset()) -> None:
        self._nlp: Language = spacy.blank("en")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        self._readings: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
        words: set[str] = set()
        written: set[str] = set()
        self._after: dict[str, set[str]] = defaultdict(set)
        self._before: dict[str, set[str]] = defaultdict(set)
        docs: list[Doc] = []
        for phrase in _with_joined(phrases):
            doc = self._nlp.make_doc(phrase.text.lower())
            key = tuple(token.text for token in doc)
            if not key:
                continue
            reading = (phrase.kind, phrase.value)
            if reading not in self._readings[key]:
                self._readings[key].append(reading)
            docs.append(doc)
            written.update(key)
            if phrase.kind == "unknown":
                continue
            if phrase.kind != "facet":
                words.update(word for word in key if len(word) >= 4 and word.isalpha())
                for first, second in zip(key, key[1:]):
                    self._after[first].add(second)
                    self._before[second].add(first)
            else:
                words.update(word for word in key if len(word) >= 5 and word.isalpha())
        self._matcher.add("phrase", docs)
        for readings in self._readings.values():
            readings.sort(key=lambda reading: _PRIORITY.index(reading[0]) if reading[0] in _PRIORITY else 99)
        self._words = sorted(words)
        # Short words are none that others misspell, but no mistakes either: "Leeds" is not "leads".
        self._known = written | common
        self._ordinary: dict[str, list[str]] = defaultdict(list)
        for word in common - words:
            self._ordinary[word[0]].append(word)
        self._corrections: dict[str, str | None] = {}

    def find(self, text: str) -> list[Mention]:
        """Mentions of store terms in `text`, longest first, without overlaps, ordered by place."""
        doc = self._nlp.make_doc(_BETWEEN_WORDS.sub(" ", text))
        # spaCy takes a letter before a full stop for an initial: "I know R."
        exact = [token.lower_[:1] if re.fullmatch(r"[a-z]\.", token.lower_) else token.lower_ for token in doc]
        found = self._matched(doc, exact, range(len(exact)))
        joined = [at for at in range(len(exact)) if not _joins(doc, at)]
        if len(joined) < len(exact):  # "data-scientist"
            found += self._matched(doc, exact, joined)
        found = longest_first(found)
        roles = [mention for mention in found if mention.kind == "role"]
        more = sharing_a_head(doc, roles, self._role) if roles else []
        return longest_first([*more, *found]) if more else found

    def _role(self, words: tuple[str, ...]) -> str | None:
        return next((value for kind, value in self._readings.get(words, ()) if kind == "role"), None)

    def _matched(self, doc: Doc, exact: Sequence[str], places: Sequence[int]) -> list[Mention]:
        """Mentions among the words at these places of `doc`, as if there were no others."""
        typed = [exact[at] for at in places]
        words = self._beside_each_other([self._correct(word) for word in typed])
        found: list[Mention] = []
        for _, first, last in self._matcher(Doc(self._nlp.vocab, words=words)) if words else ():
            key = tuple(words[first:last])
            begin, end = places[first], places[last - 1]
            if not self._is_meant(doc, begin, end + 1, key):
                continue
            (kind, value), *also = self._readings[key]
            sure = 1.0 if words[first:last] == typed[first:last] else 0.9
            found.append(Mention(kind, value, doc[begin].idx, doc[end].idx + len(exact[end]), sure, tuple(also)))
        return found

    def _is_meant(self, doc: Doc, first: int, last: int, key: tuple[str, ...]) -> bool:
        if len(key) > 1:
            # Who "leads data scientists" is no Lead Data Scientist; "managers of data science" are managers.
            return doc[first].lower_ != f"{key[0]}s" or key[1] == "of"
        word, before = key[0], doc[first - 1].lower_ if first else ""
        after = doc[last].lower_ if last < len(doc) else ""
        if word == "ca" and after in ("n't", "n’t", "nt"):
            return False  # spaCy cuts "can't" in two
        if word == "go":
            must = before == "to" and first > 1 and doc[first - 2].lower_ in _BEFORE_TO_GO
            return after not in _AFTER_GOING and before not in _BEFORE_GOING and not must
        if word in _WORDS_OF_TWO:
            if word == "us" and (before in ("the", "in", "across", "within") or _stands_out(doc, first)):
                return True
            # "Portland, OR", but not "she has a degree, ok?"
            return before == "," and not after.isalnum() and first > 1 and doc[first].is_upper
        if len(word) == 1 and word.isalpha():
            # "r" is a language, but not in "r u there" nor in "you're"
            return after not in _AFTER_ARE and before not in _BEFORE_ARE
        return True

    def _beside_each_other(self, words: list[str]) -> list[str]:
        """The words, with those put right that are words of their own, but of which the one beside them shows what was
        meant: "dat science", "machine leaning"."""
        for at, (first, second) in enumerate(zip(words, words[1:])):
            if first not in MISSPELLINGS and second not in self._after.get(first, ()):
                words[at + 1] = self._meant(second, self._after.get(first, ()))
                if first not in STOP_WORDS:  # "now remote" is not "not remote"
                    words[at] = self._meant(first, self._before.get(words[at + 1], ()))
        return words

    def _meant(self, word: str, expected: Collection[str]) -> str:
        """The one of the `expected` words that `word` is mistyped for, or `word` itself; what is no word at all may be two
        letters away: "mlops enginr"."""
        near = _mistyped(word, expected, 1)
        if near is None and len(word) >= _LONG and word not in self._known:
            near = _mistyped(word, [w for w in expected if len(w) >= len(word)], 2)
        return near or word

    def _correct(self, word: str) -> str:
        """The vocabulary's word that `word` misspells, or `word` itself."""
        if len(word) < 4 or word in self._known or not re.fullmatch(r"[^\W\d_]+", word):
            return word
        if word not in self._corrections:
            if len(self._corrections) > 10_000:
                self._corrections.clear()
            self._corrections[word] = self._nearest(word)
        return self._corrections[word] or word

    def _nearest(self, word: str) -> str | None:
        if len(word) > 4 and word.endswith("s") and not word.endswith("ss") and word[:-1] in self._known:
            # The plural of a known word is no mistake, unless it is "industrys".
            return word[:-1] if word.endswith("ys") and word[-3] not in "aeiou" else None
        allowed = 1 if len(word) < 6 else 2
        best = process.extractOne(word, self._words, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
        if best is not None and best[0][0] != word[0]:
            # The first letter is seldom mistyped; letting it go would turn "tanks" into "banks".
            alike = [known for known in self._words if known[0] == word[0]]
            other = process.extractOne(word, alike, scorer=DamerauLevenshtein.distance, score_cutoff=best[1])
            best = other or (best if _first_letters_slipped(word, best[0]) else None)
        if best is None:
            return self._without_vowels(word)
        # "profesion" misspells an ordinary word as well as it does "professor".
        ordinary = [w for w in self._ordinary.get(word[0], ()) if abs(len(w) - len(word)) <= best[1]]
        closer = best[1] - 1
        if closer and process.extractOne(word, ordinary, scorer=DamerauLevenshtein.distance, score_cutoff=closer):
            return None
        return str(best[0])

    def _without_vowels(self, word: str) -> str | None:
        """The one known word that `word` is when most of its vowels are left out: "eductn"."""
        consonants = _VOWELS.sub("", word)
        if len(consonants) < _CONSONANTS or word in STOP_WORDS:
            return None
        alike = [w for w in self._words if w[0] == word[0] and _VOWELS.sub("", w) == consonants and _is_within(word, w)]
        return alike[0] if len(alike) == 1 else None


def _with_joined(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """The phrases, firms by ear too, and roles and categories as one word: "dataengineer", "datascience manager",
    "versioncontrol"."""
    for phrase in phrases:
        yield phrase
        if phrase.kind == "company" and phrase.text.lower().endswith("tion"):
            yield Phrase(phrase.kind, phrase.value, phrase.text[:-4] + "shun")
        first, *others = phrase.text.split(" ")
        if phrase.kind not in ("role", "category") or not others or not "".join((first, *others)).isalpha():
            continue
        if len(phrase.text) - len(others) >= _JOINED:
            yield Phrase(phrase.kind, phrase.value, first + "".join(others))
        if len(others) > 1 and len(first) + len(others[0]) >= _JOINED:
            yield Phrase(phrase.kind, phrase.value, " ".join((first + others[0], *others[1:])))


def _joins(doc: Doc, at: int) -> bool:
    """Whether a token is a hyphen between two words."""
    return doc[at].text == "-" and 0 < at < len(doc) - 1 and doc[at - 1].is_alpha and doc[at + 1].is_alpha


def _is_within(word: str, longer: str) -> bool:
    """Whether the letters of `word` stand in that order in `longer`."""
    letters = iter(longer)
    return all(letter in letters for letter in word)


def _first_letters_slipped(word: str, known: str) -> bool:
    """Whether the first two letters are exchanged, or the first of a long word is lost, added or another."""
    if word[:2] == known[1::-1]:
        return True
    return len(known) >= 6 and DamerauLevenshtein.distance(word, known, score_cutoff=1) <= 1


def _mistyped(word: str, expected: Iterable[str], allowed: int) -> str | None:
    """The one `expected` word that is up to so many letters away from `word`, and begins alike."""
    if len(word) < 3 or not word.isalpha():
        return None
    begin_alike = (w for w in expected if w != word and _begins_alike(word, w, allowed))
    # "The state" is no slip for "the states".
    near = [w for w in begin_alike if len(w) >= 3 and w.isalpha() and f"{word}s" != w and f"{w}s" != word]
    found = [w for w in near if DamerauLevenshtein.distance(word, w, score_cutoff=allowed) <= allowed]
    if len(word) > _SHORTEST_PLURAL and len({w.rstrip("s") for w in found}) == 1:
        return found[0]  # "analyts": a title or its plural
    return found[0] if len(found) == 1 else None


def _begins_alike(word: str, other: str, allowed: int) -> bool:
    """Whether two words have the same first letter or exchange the first two; where two letters may differ, also whether
    each begins with a vowel: "ingeneer"."""
    vowels = allowed > 1 and {other[0], word[0]} <= set("aeiou")
    return other[0] == word[0] or other[:2] == word[1::-1] or vowels


def _stands_out(doc: Doc, at: int) -> bool:
    """Whether a word stands in capitals in a text that does not."""
    return doc[at].is_upper and not doc.text.isupper()
