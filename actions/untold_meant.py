"""What a question means that asks for what no source tells (hours, holidays, a field), or for the sources themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import ellipsis, percentile
from actions.ellipsis import REFUSED
from actions.facets import ABOUT_A_ROLE, FACETS, intent_of_facet
from actions.question import Question, Rule
from actions.reverse import THINGS
from actions.role_reference import refer

_UNTOLD_OF_PAY = re.compile(r"\b(?:bonus(?:es)?|stock options|equity|perks)\b", re.I)
_PAY = re.compile(r"\b(?:salar\w+|pay|paid|earn\w*|median|base)\b", re.I)
_PUBLISHED = re.compile(
    r"\bpublished\b|\bpublication\b|\bhow (?:old|recent|current|up[- ]to[- ]date|fresh) (?:is|are) (?:it|that|this|these|those|(?:the|your|this|that) (?:data|figures|facts|survey|article|numbers))\b|"
    r"\bout(?: of |-of-)?dated?\b|\bwhen (?:was|is|were|are) (?:it|that|this|they|these|those) (?:from|written|made|collected)\b", re.I,
)  # fmt: skip
_SAY_WHAT_IT_IS = re.compile(r"\b(?:what(?:['’]?s| is| are| even is)|explain|define|definition of)\b", re.I)
_OF_A = re.compile(r"\b(?:an?|of|for|do|does|as)\s+$", re.I)
_EXPERIENCE = re.compile(r"\bhow (?:much|many years(?: of)?) (?:\w+ )?experience\b", re.I)
_UNTOLD = re.compile(
    r"\bworking hours\b|\b(?:how many|what|which) (?:working )?hours\b|\b(?:hours|days|nights) (?:a|per) (?:day|week)\b|\b(?:overtime|work[- ]life|"
    r"vacation|days off|sick leave|parental leave|paid leave|holidays|dress code|bonus(?:es)?|stock options|perks)\b", re.I,
)  # fmt: skip


def is_untold(text: str) -> bool:
    """Whether the message asks of what no source tells: hours, holidays, years of experience."""
    return bool(_UNTOLD.search(text) or _EXPERIENCE.search(text))


def _untold(question: Question, session: Session) -> Question | None:
    """No source tells of hours and holidays: what a role does would answer another question."""
    follows = question.intent == "follow_up" and question.context.topic not in percentile.TOPICS
    asks = (question.intent in ABOUT_A_ROLE | {"check_need"} or follows) and _UNTOLD.search(question.text)
    asks = asks or (question.intent in {*FACETS, "check_need"} and _EXPERIENCE.search(question.text))
    of_pay = (
        question.intent in percentile.TOPICS and _UNTOLD_OF_PAY.search(question.text) and not _PAY.search(question.text)
    )
    if not asks and not of_pay:
        return None
    roles = tuple(role.name for role in refer(session, question).roles)
    return question.asking(
        "out_of_scope", ranking=(), context=replace(question.context, roles=roles or question.context.roles)
    )


def _of_no_role(question: Question, session: Session) -> Question | None:
    """ "What even is data science?" asks of no role; no source tells what a field is."""
    named = question.values("role", "role_head", "unknown", "ordinal") or question.context.roles
    asks = (
        question.intent == "ask_role"
        and not named
        and question.values(*THINGS)
        and _SAY_WHAT_IT_IS.search(question.text)
    )
    return question.asking("out_of_scope", ranking=()) if asks else None


def _of_a_strange_role(question: Question, session: Session) -> Question | None:
    """ "What skills does a blorptician need?" is told that this is unknown."""
    if question.intent != "out_of_scope" or len(question.texts("foreign_name")) != 1:
        return None
    name = next(e for e in question.entities if e.kind == "foreign_name")
    if not _OF_A.search(question.source[: name.start]) or question.values("role", "role_head"):
        return None
    asked = replace(question, entities=ellipsis.as_unknown(question, name))
    intent = "ask_salary" if question.values("facet") == ("salary",) else intent_of_facet(asked)
    return asked.asking(intent) if intent else None


def _of_the_sources(question: Question, session: Session) -> Question | None:
    """ "When was it published?" asks where the facts are from."""
    asks = question.intent in {*REFUSED, "follow_up"} and _PUBLISHED.search(question.text)
    return question.asking("ask_sources") if asks else None


RULES: tuple[Rule, ...] = (
    _untold,
    _of_no_role,
    _of_a_strange_role,
    _of_the_sources,
)
