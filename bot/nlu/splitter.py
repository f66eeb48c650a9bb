"""Splits a message into clauses that may each be a question of their own."""

from __future__ import annotations

import re

_OPENERS = (
    r"wh?at(?:'s|s)?|wh?ich|wh?aht|waht|witch|how|hwo|who|where|why|when|is|are|do|does|can|could|should|would|will|show|list|"
    r"give|tell|compare|find|any|name|explain|describe|how's|open|sort|count|say|whether|(?:in|at|for|of|on|upon|with|from|by|to|about) (?:which|what)"
)
_JOINTS = r"and\s+(?:also\s+|then\s+|aslo\s+)?|n\s+|&\s*|also\s+|then\s+|plus\s+|but\s+|as well as\s+"
_BORDER = re.compile(
    rf"(?<=[a-z)\d+#][?!.;])\s+|\s+\(?[1-9]\)\s*|\s*[;\n]\s*|"
    rf"(?:\s*,)?\s+(?:{_JOINTS})(?=(?:{_OPENERS})\b)|"
    rf"\s*[,:]\s+(?=(?:{_OPENERS})\b)|\s+/\s+|(?<=\?)(?=\S)|\s*,?\s+(?:anyways?|so|now),?\s+(?=(?:{_OPENERS})\b)",
    re.I,
)
# Where a further question may begin with a noun: "tools of an engineer, and the salary", "outlook plus pay".
_POSSIBLE_BORDER = re.compile(rf"\s*[+;\n]\s*|(?<=[a-z)])[.?!]\s+|(?:\s*,)?\s+(?:{_JOINTS})", re.I)
# "1) industries of an engineer 2) tools of a manager": what is numbered asks, whatever its form.
_NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=[?.;,]))\(?[1-9][).:]\s*(?=[^\W\d_])")
_SENTENCE = re.compile(r"(?<=[^\W_])[.?!;]+\s+|\s*\n\s*|\s+[-–—]+\s+")
_ASKS = re.compile(
    rf"\s*(?:(?:and|also|then|so|but|plus|ok|okay|please|pls|hi|hello|hey|thanks|great)\b[\s,!]*)*(?:{_OPENERS})\b",
    re.I,
)
# In a message that runs on, what opens a question; so many words must stand before it and in it.
_ASKS_ON = re.compile(
    r"\b(?:what(?:['’]?s)?|which|how (?:much|many|do|does|can|is)|where|who|is there|are there|do (?:you|u|ya) (?:have|know)|show me|tell me|"
    r"give me|any (?:jobs?|openings?))\b",
    re.I,
)
_ADDED = re.compile(r"(?:and|or|also|plus)\s+(?!(?:why|how|when|where|who|what)\b)[\w+#.-]+(?:\s[\w+#.-]+)?\s*\?", re.I)
_BEFORE, _ASKED = 6, 3
_BARE = 2
_POLITE = re.compile(r"\b(?:thank\w*|thx|ty|cheers|please|pls|plz|bye|ok|okay|lol|sir|mate|bro|now)\b", re.I)


def split(text: str) -> list[tuple[int, int]]:
    """Return the clauses of `text` that ask, as (start, end), in order, without the words that join them.

    What asks nothing by its form ("I know SQL,") belongs to the question that it leads to.
    """
    asking: list[tuple[int, int]] = []
    pending: int | None = None
    for begin, end in _clauses(text):
        asks = _asks(text[begin:end])
        if asking and pending is None and _ADDED.fullmatch(text[begin:end]):
            asking.append((asking.pop()[0], end))  # "does he need SQL? and Git?"
            continue
        begin, pending = (begin if pending is None else pending), None
        if asks:
            asking.append((begin, end))
        else:
            pending = begin
    if pending is not None:
        # "Industries? Outlook": the mark of the last one may be left out.
        bare = len(text[pending:].split()) <= _BARE and not _POLITE.search(text[pending:])
        alone = asking and bare and text[: asking[-1][1]].endswith("?")
        asking.append((pending, len(text)) if not asking or alone else (asking.pop()[0], len(text)))
    return asking


def numbered(text: str) -> list[tuple[int, int]]:
    """Return the parts of a numbered list, as (start, end), without their numbers; nothing where there are not two."""
    marks = list(_NUMBERED.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark.end(), end) for mark, end in zip(marks, ends)] if len(marks) > 1 else []


def questions_alone(text: str) -> list[tuple[int, int]]:
    """Return the clauses of `text` that ask by their form, each without what leads to it."""
    return [(begin, end) for begin, end in _clauses(text) if _asks(text[begin:end])]


def last_question(text: str) -> list[tuple[int, int]]:
    """Return the end of a message that runs on without punctuation, from the last word that opens a question; or nothing."""
    starts = [match.start() for match in _ASKS_ON.finditer(text)]
    long = [start for start in starts if len(text[:start].split()) >= _BEFORE and len(text[start:].split()) >= _ASKED]
    return [(long[-1], len(text))] if long else []


def _clauses(text: str) -> list[tuple[int, int]]:
    return _between(_BORDER, text)


def _asks(clause: str) -> bool:
    return clause.rstrip().endswith("?") or opens_a_question(clause)


def opens_a_question(clause: str) -> bool:
    """Whether a clause begins with a word that asks or demands."""
    return bool(_ASKS.match(clause))


def pieces(text: str) -> list[tuple[int, int]]:
    """Return the parts of `text` between "and", "plus" and their like, as (start, end): perhaps questions."""
    return _between(_POSSIBLE_BORDER, text)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end)."""
    return _between(_SENTENCE, text)


def _between(border: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    borders = [(m.start(), m.end()) for m in border.finditer(text)]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(text)]
    return [(a, b) for a, b in zip(starts, ends) if re.search(r"\w", text[a:b])]
