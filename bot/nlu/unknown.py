"""Names that neither the store nor the training data know: "a quantum plumber", "Kubernetes"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from bot.nlu.mention import Mention
from bot.nlu.spelling import Spelling
from bot.nlu.words import CHAT, MISSPELLINGS

_WORD = re.compile(r"[^\W\d_][\w+#'’-]*")
# Names of occupations end like this: plumber, actor, dentist, electrician, scrum master.
LIKE_A_ROLE = re.compile(r"(?:\w{3,}(?:[^aeiou]er|eer|[^o]or|ist|ian|yst|man|[wzu]ard)|nurse|chef)s?$", re.I)
_INTERJECTION = re.compile(
    r"(?:ha|he|hi){2,}h?|lo+l+|h+m+|u+h+|o+h+|a+h+|e+h+|e+h?m+|a+w+|hu+h|br[ou]+h|da+y?u*m+n?|omg|lmao|rofl|yay|ye+a+h?|na+h|jeez|ugh|wo+w|thx|btw|tbh|idk|hi+|he+y+|lvls?|ppl|abt|plz|cuz|dunno|nothin|"
    r"(?:do|does|did|is|are|was|were|ca|wo|would|could|should|have|has|had)nt|p ?\d\d|\w+n['’]t"
)
_NO_OCCUPATION = frozenset(
    "better other another over after ever never under whether rather either order number offer paper later higher lower "
    "matter letter consider remember however former latter together computer career employer newer older bigger smaller "
    "for nor major minor prior".split()
)
# "For fun", "for example".
_NO_NAME = frozenset("fun example instance sure real free good starters short now once fact general".split())
_OF_PRICE = frozenset("pricier priciest cheaper cheapest dearer dearest".split())
# A name that begins with the last word of a role ("developer advocate") ends its phrase.
_ENDS = re.compile(r"\W*(?:$|[?.!,]|(?:role|job|position|do|does|earn|make|need|use)\b)", re.I)
_BEFORE_A_NAME = re.compile(
    r"\b(?:an?|at|for|as|about|in|with|use[sd]?|using|needs?|knows?|of|than|vs\.?|versus|does|do|compare|become)\s+(?:the\s+)?$",
    re.I,
)
_TITLE = re.compile(
    r"\b(?:do|does|is|are|of|for|about|become|becoming|as|would|compare|with)\s+an?\s+((?:[\w-]+\s+){1,3}?[\w-]+)"
    r"(?=\s+(?:earn|make|do|need|use|get|work)\b|\s+(?:role|job|position)\b|\s*[?.!,]|\s*$)",
    re.I,
)
_QUALIFIER = re.compile(r"\ban?\s+([^\W\d_][\w-]*)\s$", re.I)
_QUALIFIERS = re.compile(r"\ban?\s+((?:[^\W\d_][\w-]*\s)?[^\W\d_][\w-]*)\s$", re.I)
_SHORT = re.compile(r"(?:^|\W)([^\W\d_]{2,3})\s$")


class UnknownNames:
    """Finds runs of words that are neither recognised, nor familiar, nor misspellings of familiar ones."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._usual = spelling.familiar | STOP_WORDS | CHAT

    def among(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """All names that are unknown: those that the vocabulary knows to be, and those found here; ordered by place."""
        found = self.find(text, mentions)
        told = [m for m in mentions if m.kind == "unknown" and not any(m.overlaps(name) for name in found)]
        return sorted([*(self._qualified(text, name, mentions) for name in told), *found], key=lambda m: m.start)

    def _qualified(self, text: str, name: Mention, mentions: Sequence[Mention]) -> Mention:
        """A known unknown with the one or two words between it and its article: "a high school teacher"."""
        before = _QUALIFIERS.search(text[: name.start])
        if before is not None and STOP_WORDS.intersection(before[1].lower().split()):
            before = _QUALIFIER.search(text[: name.start])  # "a career in machine learning"
        if before is None or any(m.overlaps(_at(before)) for m in mentions):
            return name
        return Mention("unknown", text[before.start(1) : name.end], before.start(1), name.end)

    def find(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Mentions of kind `unknown`; one beside the last word of a role, or what sounds like one, takes it in ("civil
        engineer", "developer advocate", "scrum master", "UX designer")."""
        found: list[Mention] = []
        for match in _WORD.finditer(text):
            word = Mention("unknown", match[0], match.start(), match.end())
            if any(word.overlaps(m) for m in mentions):
                continue
            if not self._is_unknown(match[0].lower(), text[: word.start], text[word.end :]):
                continue
            if found and re.fullmatch(r"[\s&-]*", text[found[-1].end : word.start]):
                start = found.pop().start
                word = Mention("unknown", text[start : word.end], start, word.end)
            found.append(word)
        names = [self._whole(text, name, mentions) for name in found]
        names += [title for title in self._graded(text, mentions) if not any(title.overlaps(name) for name in names)]
        return sorted(names, key=lambda name: name.start) or _titles(text, mentions)

    def _graded(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """The last word of a role with a word before it that nobody asks with: "a quantum engineer"."""
        for head in mentions:
            before = _QUALIFIER.search(text[: head.start]) if head.kind == "role_head" else None
            if before is None or before[1].lower() in self._usual or any(m.overlaps(_at(before)) for m in mentions):
                continue
            yield Mention("unknown", text[before.start(1) : head.end], before.start(1), head.end)

    def _is_unknown(self, word: str, before: str, after: str) -> bool:
        word = re.sub(r"['’](?:s|ll|d|ve|re|m)$", "", word)
        if _INTERJECTION.fullmatch(word) or word.endswith("ly") or word in _OF_PRICE:
            return False
        if len(word) < 3 or word in MISSPELLINGS or word in self._usual or word.rstrip("s") in self._usual:
            return False
        if word.endswith("in") and f"{word}g" in self._usual:
            return False  # "chatin"
        if word in self._spelling.common:  # a word of English names something where a name would stand
            occupation = LIKE_A_ROLE.match(word) and word not in _NO_OCCUPATION
            return bool(occupation or (word not in _NO_NAME and _BEFORE_A_NAME.search(before) and _ENDS.match(after)))
        return self._spelling.nearest(word) is None

    def _whole(self, text: str, name: Mention, mentions: Sequence[Mention]) -> Mention:
        start, end = name.start, name.end
        for head in mentions:
            if head.kind in ("role_head", "unknown") and text[end : head.start].isspace() and head.start >= end:
                return Mention("unknown", text[start : head.end], start, head.end)
            if head.kind == "role_head" and text[head.end : start] == " " and _ENDS.match(text[end:]):
                start = head.start
        after = re.match(r"\s([^\W\d_]+)", text[end:])
        if after and LIKE_A_ROLE.match(after[1]) and after[1].lower() not in _NO_OCCUPATION:
            free = not any(m.start < end + len(after[0]) and end < m.end for m in mentions)
            end += len(after[0]) if free and after[1].lower() not in STOP_WORDS else 0
        titled = _QUALIFIER.search(text[:start]) if LIKE_A_ROLE.search(name.value) else None
        if titled and titled[1].lower() not in STOP_WORDS and not any(m.overlaps(_at(titled)) for m in mentions):
            start = titled.start(1)  # "a data janitor"
        before = _SHORT.search(text[:start])
        if before and before[1].lower() not in self._usual and not any(m.overlaps(_at(before)) for m in mentions):
            start = before.start(1)
        return Mention("unknown", text[start:end], start, end)


def _titles(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Titles made of words that are all known: "a chief data officer"."""
    if any(m.kind in ("role", "role_head", "unknown") for m in mentions):
        return []
    found = (Mention("unknown", m[1], m.start(1), m.end(1)) for m in _TITLE.finditer(text))
    return [
        title
        for title in found
        if LIKE_A_ROLE.search(title.value)
        and title.value.lower().split()[-1] not in _NO_OCCUPATION
        and not any(title.overlaps(m) for m in mentions)
    ]


def _at(match: re.Match[str]) -> Mention:
    return Mention("unknown", match[1], match.start(1), match.end(1))
