"""Several questions in one message: each is answered, in order, as one answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.facets import ABOUT_A_ROLE
from actions.listing_filter import TOPICS
from actions.question import Question, Reply
from actions.role_reference import BOTH

# "Which jobs are in Texas, and what does an analyst earn?" asks for all jobs, of whatever role.
_OF_ANY_ROLE = TOPICS
OF_ONE_ROLE = ABOUT_A_ROLE | {"ask_salary"}
Answerer = Callable[[Question, Session], Reply]


def parts(question: Question, clauses: Sequence[tuple[str, int, int]]) -> list[Question]:
    """Cut the message into one question for each clause (intent, start, end); roles named once serve all."""
    roles = tuple(e for e in question.entities if e.kind in ("role", "role_head"))
    found: list[Question] = []
    for intent, start, end in clauses:
        inside = tuple(e for e in question.entities if start <= e.start and e.end <= end)
        seen = any(e.kind in ("role", "role_head") for part in found for e in part.entities)
        whose = any(e.kind == "company" for e in inside)
        if (
            not seen
            and not whose
            and intent not in _OF_ANY_ROLE
            and not any(e.kind in ("role", "role_head") for e in inside)
        ):
            inside += roles
        text = question.text[start:end]
        whose_facets = BOTH.search(question.text)
        if whose_facets and not BOTH.search(text) and intent in ABOUT_A_ROLE:
            text += f" of {whose_facets[0]}"  # "education and industries for both roles"
        found.append(replace(question, intent=intent, text=text, entities=inside))
    return found


def asked_of_a_role(questions: Sequence[Question]) -> tuple[str, ...]:
    """What was asked of one role, two intents or more; nothing where something else was asked as well."""
    intents = tuple(dict.fromkeys(question.intent for question in questions))
    named = {role for q in questions for role in q.values("role", "role_head")}
    roles = named or set(questions[0].context.roles)
    return intents if len(intents) > 1 and set(intents) <= OF_ONE_ROLE and len(roles) == 1 else ()


def answer_each(questions: Sequence[Question], answer: Answerer, session: Session) -> Reply:
    """Answer the questions in order, each in the context that the one before leaves."""
    reply = answer(questions[0], session)
    for question in questions[1:]:
        then = answer(replace(question, context=reply.context), session)
        reply = Reply(reply.answer.then(then.answer), then.context)
    return reply
