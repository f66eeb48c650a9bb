"""What a message asks: one intent, or several questions with an intent each."""

from __future__ import annotations

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
    if len(clauses) > 1 and len(questions) == 1 and questions[0].confidence > 0.6:
        (question,) = questions
        if question.intent in _WHOLE:
            question = replace(question, start=0, end=len(text))
        return Reading(question.intent, question.confidence, ranking, (question,))
    if confidence < threshold:
        intent = UNSURE
    return Reading(intent, confidence, ranking, (Clause(intent, confidence, 0, len(text)),))


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
