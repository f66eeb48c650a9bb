"""What a message asks: one intent, or several questions with an intent each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.mention import Mention
from bot.nlu.recognizer import mask
from bot.nlu.splitter import split

SEVERAL = "several_questions"
UNSURE = DEFAULT_NLU_FALLBACK_INTENT_NAME
# Said beside a question, these ask for nothing: the question alone is answered.
_CHATTER = frozenset({"greet", "thank", "goodbye", "ask_identity", "ask_human", "start_over"})
# In a message of several clauses these draw on all of it ("I know SQL. I live in Utah. Which role suits me?").
_WHOLE = frozenset({"suggest_role", "find_gap", "find_listings", "count_listings", "rank_listings", "check_need"})


@dataclass(frozen=True)
class Clause:
    """One question of a message; `start` and `end` are its place in the text."""

    intent: str
    confidence: float
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        return {"intent": self.intent, "confidence": self.confidence, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class Reading:
    intent: str
    confidence: float
    ranking: list[tuple[str, float]]
    questions: tuple[Clause, ...]


def read(text: str, mentions: list[Mention], model: IntentModel, threshold: float) -> Reading:
    """Classify `text`; below `threshold` the intent is `nlu_fallback`."""
    ranking = model.ranking(mask(text, mentions))
    intent, confidence = ranking[0]
    clauses = _clauses(text, mentions, model, threshold)
    questions = _merge([c for c in clauses if c.intent not in (UNSURE, FOREIGN) and c.intent not in _CHATTER])
    if len(clauses) > 1 and len(questions) > 1 and not _is_one(questions):
        return Reading(SEVERAL, min(q.confidence for q in questions), ranking, tuple(questions))
    joined = _facets_joined(text, mentions, intent)
    if joined and len(questions) < 2:
        return Reading(SEVERAL, confidence, ranking, joined)
    if len(clauses) > 1 and len(questions) == 1 and questions[0].confidence > 0.6:
        (question,) = questions
        if question.intent in _WHOLE:
            question = replace(question, start=0, end=len(text))
        return Reading(question.intent, question.confidence, ranking, (question,))
    if confidence < threshold or (intent == FOREIGN and confidence < _SURELY_FOREIGN):
        intent = _by_facet(mentions) or (UNSURE if confidence < threshold else intent)
    if intent in (UNSURE, FOREIGN):
        intent, confidence = _of_an_unknown_role(text, mentions, model) or (intent, confidence)
    return Reading(intent, confidence, ranking, (Clause(intent, confidence, 0, len(text)),))


# A role and a facet named together say what is asked even where the words around them mislead the model.
_SURELY_FOREIGN = 0.8


def _by_facet(mentions: list[Mention]) -> str | None:
    facets = {m.value for m in mentions if m.kind == "facet"}
    if len(facets) != 1 or not any(m.kind in ("role", "role_head") for m in mentions):
        return None
    return _BY_FACET.get(facets.pop())


# Names of occupations end like this: plumber, actor, dentist, electrician, mechanical engineer.
_LIKE_A_ROLE = re.compile(r"\w{3,}(?:[^aeiou]er|eer|[^o]or|ist|ian|yst|man|nurse|chef)s?$", re.I)
# Read as if the unknown name were a role, the message must ask about a role this surely.
_SURELY_OF_A_ROLE = 0.8


def _of_an_unknown_role(text: str, mentions: list[Mention], model: IntentModel) -> tuple[str, float] | None:
    """The intent of a question about a role that nobody told us of, so that it can be named as unknown."""
    if any(m.kind in ("role", "role_head") for m in mentions):
        return None
    unknown = model.unknown.find(text, mentions)
    if len(unknown) != 1 or not _LIKE_A_ROLE.search(unknown[0].value):
        return None
    role = replace(unknown[0], kind="role")
    masked = mask(text, sorted([*mentions, role], key=lambda m: m.start))
    if masked == "_role_":
        return None  # a bare word need not be a role
    intent, confidence = model.ranking(masked)[0]
    return (intent, confidence) if intent in _OF_A_ROLE and confidence >= _SURELY_OF_A_ROLE else None


_BY_FACET = {
    "responsibilities": "ask_responsibilities", "skills": "ask_skills", "education": "ask_education",
    "tools": "ask_tools", "industries": "ask_industries", "outlook": "ask_outlook", "salary": "ask_salary",
}  # fmt: skip
_OF_A_ROLE = frozenset({*_BY_FACET.values(), "ask_role", "ask_tips"})
_JOINT = re.compile(r"\W*(?:(?:and|or|plus|as well as|also|the|their|its|what|which|about|his|her|for)\b\W*)*", re.I)


def _facets_joined(text: str, mentions: list[Mention], intent: str) -> tuple[Clause, ...]:
    """ "Skills and salary of …" asks for two facets in one clause; return a clause for each, or none."""
    if intent not in _OF_A_ROLE:
        return ()
    facets = [m for m in mentions if m.kind == "facet" and m.value in _BY_FACET]
    joined: list[Mention] = []
    for before, after in zip(facets, facets[1:]):
        between = text[before.end : after.start]
        if before.value != after.value and between.strip() and _JOINT.fullmatch(between):
            joined += [m for m in (before, after) if m not in joined]
    if len({m.value for m in joined}) < 2:
        return ()
    starts = [0, *(m.start for m in joined[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(Clause(_BY_FACET[m.value], 1.0, a, b) for m, a, b in zip(joined, starts, ends))


def _clauses(text: str, mentions: list[Mention], model: IntentModel, threshold: float) -> list[Clause]:
    spans = split(text)
    if len(spans) < 2:
        return []
    masked = [
        mask(text[a:b], [replace(m, start=m.start - a, end=m.end - a) for m in mentions if a <= m.start and m.end <= b])
        for a, b in spans
    ]
    rows = model.probabilities(masked)
    clauses = []
    for (start, end), row in zip(spans, rows):
        best = int(row.argmax())
        sure = float(row[best])
        clauses.append(Clause(model.intents[best] if sure >= threshold else UNSURE, sure, start, end))
    return clauses


def _merge(clauses: list[Clause]) -> list[Clause]:
    """Join neighbours that ask the same."""
    merged: list[Clause] = []
    for clause in clauses:
        if merged and merged[-1].intent == clause.intent:
            last = merged.pop()
            clause = Clause(clause.intent, max(last.confidence, clause.confidence), last.start, clause.end)
        merged.append(clause)
    return merged


def _is_one(questions: list[Clause]) -> bool:
    """Whether what looks like several questions is one told in several clauses."""
    intents = {question.intent for question in questions}
    return len(intents) == 1
