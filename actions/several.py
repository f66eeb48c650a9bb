"""Several questions in one message: each is answered, in order, as one answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.question import Entity, Question, Reply
from actions.roles import FACETS

Answerer = Callable[[Question, Session], Reply]
_JOINED = re.compile(r"^\W*(?:(?:and|or|&|plus|as well as|also)\b|[,/&+]|\s)*(?:\W|\b(?:the|their|its|what|which|about|his|her|for)\b)*$", re.I)
_BY_FACET = {facet: intent for intent, facet in FACETS.items()} | {"salary": "ask_salary", "tips": "ask_tips"}
_OF_A_ROLE = frozenset({*FACETS, "ask_salary", "ask_role", "ask_tips"})


def parts(question: Question, clauses: Sequence[tuple[str, int, int]]) -> list[Question]:
    """Cut the message into one question for each clause (intent, start, end); roles named once serve all."""
    roles = tuple(e for e in question.entities if e.kind in ("role", "role_head"))
    found: list[Question] = []
    for intent, start, end in clauses:
        inside = tuple(e for e in question.entities if start <= e.start and e.end <= end)
        seen = any(e.kind in ("role", "role_head") for part in found for e in part.entities)
        if not seen and not any(e.kind in ("role", "role_head") for e in inside):
            inside += roles
        found.append(replace(question, intent=intent, text=question.text[start:end], entities=inside))
    return found


def facets_joined(question: Question) -> list[Question]:
    """ "Skills and salary of …" asks for two facets in one clause; return one question for each, or none."""
    if question.intent not in _OF_A_ROLE:
        return []
    named = [e for e in question.entities if e.kind == "facet" and e.value in _BY_FACET]
    joined: list[Entity] = []
    for before, after in zip(named, named[1:]):
        if before.value != after.value and _JOINED.match(question.source[before.end : after.start]):
            joined += [e for e in (before, after) if e not in joined]
    if len({e.value for e in joined}) < 2:
        return []
    others = tuple(e for e in question.entities if e not in named)
    return [replace(question, intent=_BY_FACET[e.value], entities=(*others, e)) for e in joined]


def answer_each(questions: Sequence[Question], answer: Answerer, session: Session) -> Reply:
    """Answer the questions in order, each in the context that the one before leaves."""
    reply = answer(questions[0], session)
    for question in questions[1:]:
        then = answer(replace(question, context=reply.context), session)
        reply = Reply(reply.answer.then(then.answer), then.context)
    return reply
