"""What a question leaves out: "tools other than Python", "which role does not need leadership", "not in Virginia"."""

from __future__ import annotations

import re

from actions.question import Entity, Question

_LEFT_OUT = re.compile(
    r"\b(?:other than|except(?: for)?|besides|apart from|aside from|but not|excluding|anything but|leave out|minus|"
    r"not(?: in| at| for| with| from| by)?|without)\s+(?:the\s+|an?\s+|any\s+)?$",
    re.I,
)
_NOT_DONE = re.compile(
    r"(?:\b(?:do|does|did|is|are|ca|wo|would|must)(?:\s?n['’]?t|\s+not)|\bnot|\bnever|\bno need (?:for|of|to))\s+"
    r"(?:\w+\s+){0,3}$",
    re.I,
)
_CHAIN = re.compile(r"\s*(?:,|/|&|\bor\b|\band\b|\bnor\b)+\s*(?:or\s+|and\s+)?(?:the\s+|an?\s+)?", re.I)


def left_out(question: Question, *kinds: str, verbs: bool = False) -> tuple[Entity, ...]:
    """The entities of `kinds` that the question excludes; with `verbs` also those after "does not need" and the like."""
    found: list[Entity] = []
    for entity in sorted(question.entities, key=lambda e: e.start):
        before = question.source[: entity.start]
        chained = found and _CHAIN.fullmatch(question.source[found[-1].end : entity.start])
        if entity.kind in kinds and (chained or _LEFT_OUT.search(before) or (verbs and _NOT_DONE.search(before))):
            found.append(entity)
    return tuple(found)


def kept(question: Question, *kinds: str, verbs: bool = False) -> Question:
    """`question` without the entities of `kinds` that it excludes."""
    out = left_out(question, *kinds, verbs=verbs)
    return question.asking(question.intent, entities=tuple(e for e in question.entities if e not in out))
