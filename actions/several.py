"""Several questions in one message: each is answered, in order, as one answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.context import Context
from actions.counts import COUNT, count_of
from actions.facets import ABOUT_A_ROLE
from actions.listing_filter import TOPICS
from actions.question import Question, Reply, unsaid
from actions.role_reference import BOTH

# "Which jobs are in Texas, and what does an analyst earn?" asks for all jobs, of whatever role.
_OF_ANY_ROLE = TOPICS
OF_ONE_ROLE = ABOUT_A_ROLE | {"ask_salary"}
_OTHER_WAY = re.compile(
    r"\W*(?:(?:and|ok|so|now|then|what about)\W+)*(?:the )?(?:other way (?:a)?round|vice versa|reverse|swapped)(?: (?:now|then|please|pls))?(?:\W*$|\s*,)",
    re.I,
)
_SAME_SO_MANY = re.compile(rf"\bsame (?P<count>{COUNT})\b(?! (?:years|levels|numbers|figures))", re.I)
_LATELY = 4
_THOSE = re.compile(r"\b(?:those|them)\b", re.I)
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
        levels = tuple(e for e in question.entities if e.kind == "level" and e.end <= start)
        if (
            intent == "ask_salary"
            and len(levels) == 1
            and _THOSE.search(text)
            and "level" not in {e.kind for e in inside}
        ):
            inside += levels  # "isn't that less than senior? What do those get?"
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
    return intents if len(intents) > 1 and set(intents) <= {*OF_ONE_ROLE, "find_listings"} and len(roles) == 1 else ()


def asked_of_two(questions: Sequence[Question], roles: Sequence[str]) -> tuple[str, ...]:
    """What was asked of one role and of another, each by itself, as (intent, role, intent, role); else nothing.

    `roles` are those last spoken of, in order.
    """
    two = len(questions) == 2 and len(roles) == 2 and all(q.values("role", "role_head") for q in questions)
    apart = two and set(questions[0].values("role", "role_head")).isdisjoint(questions[1].values("role", "role_head"))
    if not apart or not {q.intent for q in questions} <= OF_ONE_ROLE:
        return ()
    return (questions[0].intent, roles[0], questions[1].intent, roles[1])


def remembered(context: Context) -> Context:
    """The context with what was asked last among what was asked of the same role lately."""
    topic, role = context.topic, context.roles[0] if len(context.roles) == 1 else None
    if role is None or topic not in OF_ONE_ROLE:
        return context
    before = context.lately[1:] if context.lately[:1] == (role,) else ()
    asked = (*(intent for intent in before if intent != topic), str(topic))
    return replace(context, lately=(role, *asked[-_LATELY:]))


def asked_lately(question: Question) -> tuple[str, ...]:
    """What "the same three for the manager" asks, where these were asked one after another; else nothing."""
    found = _SAME_SO_MANY.search(question.text)
    if found is None:
        return ()
    count = count_of(found["count"])
    asked = question.context.lately[1:]
    return asked[-count:] if len(asked) >= count else ()


def the_other_way_round(question: Question) -> list[Question]:
    """What was asked of either of two roles, asked of the other: "and the other way round?"; else nothing."""
    if not question.context.asked_of_two or not _OTHER_WAY.match(question.text):
        return []
    first, one, second, other = question.context.asked_of_two
    swapped = ((first, other), (second, one))
    asked = replace(question, text="", source="", ranking=(), elliptic=True)
    return [asked.asking(intent, entities=unsaid("role", role)) for intent, role in swapped]


def answer_each(questions: Sequence[Question], answer: Answerer, session: Session) -> Reply:
    """Answer the questions in order, each in the context that the one before leaves."""
    reply = answer(questions[0], session)
    for question in questions[1:]:
        then = answer(replace(question, context=reply.context), session)
        reply = Reply(reply.answer.then(then.answer), then.context)
    return reply
