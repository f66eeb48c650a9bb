"""What a question means that asks for what no source tells (hours, holidays, a field), or for the sources themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import ellipsis, percentile
from actions.bare import WORD
from actions.ellipsis import REFUSED, cued
from actions.facets import intent_of_facet
from actions.listing_filter import TOPICS
from actions.question import Question, Rule
from actions.reverse import THINGS
from actions.sentences import last_sentence
from actions.untold import untold

_PAY = re.compile(r"\b(?:salar\w+|pay|paid|earn\w*|median|base)\b", re.I)
# "Do they pay a signing bonus?"
_OFFERS = re.compile(r"\b(?:do|does|will|would) (?:they|it|he|she|one|you|i|we|\w+) (?:pay|earn|get)\b", re.I)
_PAID_LEAVE = re.compile(
    r"\bpaid (?:(?:sick |annual |parental )?leave|holidays?|time off|vacations?|days)\b|\binsurance (?:is )?paid\b",
    re.I,
)
# "How much stock do engineers get on top of the salary?"
_HOW_MUCH_OF = re.compile(
    r"\b(?:how (?:much|many|big)|what(?: kind of| sort of)?)(?: \w+)? (?:stocks?|shares|equity|bonus(?:es)?|rsus?|overtime|insurance|holidays?|vacation)\b|\b1[34]th\b|\b(?:women|men)\b.*\b(?:men|women)\b",
    re.I,
)
_FIRMS = re.compile(r"\b(?:employers?|compan(?:y|ies)|firms?)\b", re.I)
_PUBLISHED = re.compile(
    r"\bpublished\b|\bpublication\b|\bhow (?:old|recent|current|up[- ]to[- ]date|fresh) (?:is|are) (?:it|that|this|these|those|(?:the|your|this|that) (?:data|figures|facts|survey|article|numbers))\b|"
    r"\bout(?: of |-of-)?dated?\b|\bwhen (?:was|is|were|are) (?:it|that|this|they|these|those) (?:from|written|made|collected)\b", re.I,
)  # fmt: skip
_SAY_WHAT_IT_IS = re.compile(r"\b(?:what(?:['’]?s| is| are| even is)|explain|define|definition of)\b", re.I)
# These tell of themselves whatever else is said.
_OTHERWISE = frozenset(
    {
        "ask_privacy",
        "ask_sources",
        "ask_human",
        "subscribe_alerts",
        "manage_alerts",
        "start_over",
        "suggest_role",
        "compare_roles",
    }
)
_OF_OURS = ("role", "role_head", "company", "facet")
# A longer message tells of holidays and hours in passing.
_STORY = 16
_SURVEY = re.compile(r"\bsurvey\b", re.I)
_OF_A = re.compile(r"\b(?:an?|of|for|do|does|as)\s+$", re.I)


def _untold(question: Question, session: Session) -> Question | None:
    """No source tells of hours and holidays: what a role does would answer another question."""
    text = question.text
    if len(WORD.findall(text)) > _STORY:
        text = last_sentence(text)
    if _SURVEY.search(text):
        return None  # "how many people does the survey have for it?"
    compares = question.intent == "compare_roles" and not question.values("facet", *THINGS)
    of_a_firm = question.intent == "ask_human" and question.context.topic in TOPICS  # "do they give you a laptop?"
    # "Do those numbers include stock options?"
    of_figures = question.intent == "ask_sources" and question.context.topic in percentile.TOPICS
    otherwise = question.intent in _OTHERWISE and not (compares or of_a_firm or of_figures)
    if otherwise or len(WORD.findall(text)) > _STORY or not untold(text):
        return None
    last = last_sentence(text)
    if not untold(last) and (cued(last) or question.intent in percentile.TOPICS):
        return None  # "sounds stressful. What do they get for it?"
    how_much = _HOW_MUCH_OF.search(question.text)
    if (
        not how_much
        and question.intent in percentile.TOPICS
        and _PAY.search(_PAID_LEAVE.sub("", _OFFERS.sub("", question.text)))
    ):
        return None  # "pay with the bonus" is told without it
    of_ours = (
        _FIRMS.search(text) or question.context.roles or question.context.topic in TOPICS or question.values(*_OF_OURS)
    )
    return question.asking("ask_untold") if of_ours else None


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
