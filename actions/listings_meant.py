"""What a question means where listings were spoken of, or are what it asks for."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions import of_listings
from actions.ellipsis import JOB, REFUSED, as_unknown
from actions.listing_filter import TOPICS, goes_back
from actions.question import Question, Rule
from actions.second_reading import asks_for_everything
from knowledge.roles import find_role

_BEFORE_A_FIRM = re.compile(
    r"\b(?:one|ones|any|anything|something|jobs?|some|that|those)\s+(?:at|with|from|by)\s+(?:the\s+)?$", re.I
)
# "Anything over 200k" looks for no percentile.
_ANYTHING = re.compile(
    r"\W*(?:(?:and|ok|so|but|is there|do you have|got)\W+)*(?:anything|something|any|ones?)\s+(?:over|above|under|below|from|between|for|around|with|at)\b",
    re.I,
)
_ANYONE = re.compile(r"\b(?:who|anyone|anybody|someone|people|which roles?)\b", re.I)
_OF_ROLES = re.compile(r"\b(?:roles?|titles?|professions?|careers?|occupations?)\b", re.I)


def _listing_of_a_firm(question: Question, session: Session) -> Question | None:
    """Among listings a firm is asked what it offers there: "and Pfizer, what do they pay?", "the one in Virginia"."""
    if question.values("role", "role_head"):
        return None
    if question.context.topic not in TOPICS:
        pointed = question.context.shown and question.intent in {"follow_up", *REFUSED}
        return question.asking("open_listing") if pointed and of_listings.of_another(question) else None
    of_pay = question.intent == "ask_salary" and question.values("company")
    return question.asking("open_listing") if of_pay or of_listings.of_another(question) else None


def _at_an_unknown_firm(question: Question, session: Session) -> Question | None:
    """ "Is there one at Google?", among listings, is told that none is."""
    if question.intent not in REFUSED or question.context.topic not in TOPICS:
        return None
    strangers = (e for e in question.entities if e.kind in ("unknown", "foreign_name"))
    firm = next((e for e in strangers if _BEFORE_A_FIRM.search(question.source[: e.start])), None)
    return question.asking("find_listings", entities=as_unknown(question, firm)) if firm else None


def _more_pay(question: Question, session: Session) -> Question | None:
    """ "And which of those jobs pays more?" asks for no more of them."""
    of_pay = of_listings.asks_of_pay(question.text) and not question.values("role", "role_head")
    of_them = question.context.topic in TOPICS or goes_back(question)
    among = question.intent == "compare_salaries" and question.context.shown and of_them
    of_listings_shown = question.intent == "more_listings" or (among and not _OF_ROLES.search(question.text))
    return question.asking("rank_listings") if of_pay and of_listings_shown else None


def _everything(question: Question, session: Session) -> Question | None:
    """ "Give me every listing" is no doubt."""
    unsure = question.intent in REFUSED and question.values("facet") == ("listings",)
    return question.asking("find_listings") if unsure and asks_for_everything(question.text) else None


def _posting_of_the_role(question: Question, session: Session) -> Question | None:
    """ "What do you know about the platform lead job?" asks for the listing with that title."""
    titled = question.intent == "ask_role" and len(question.values("role")) == 1 and JOB.search(question.text)
    role = find_role(session, str(question.value("role"))) if titled else None
    return question.asking("open_listing") if role and role.listings == 1 and not role.has_profile else None


def _who_works_in_it(question: Question, session: Session) -> Question | None:
    """ "Does anyone in data work in healthcare?" asks for a role."""
    asks = question.intent == "find_listings" and question.values("industry") and _ANYONE.search(question.text)
    return question.asking("which_role") if asks and not JOB.search(question.text) else None


def _anything_paying(question: Question, session: Session) -> Question | None:
    """ "Anything over 200k?" looks for listings, whatever was told of pay before."""
    of_pay = question.intent in {"follow_up", "ask_percentile", "ask_salary", *REFUSED} and question.values("amount")
    asks = of_pay and question.context.topic not in TOPICS and _ANYTHING.match(question.text)
    return question.asking("find_listings") if asks and not question.values("role", "role_head") else None


RULES: tuple[Rule, ...] = (
    _posting_of_the_role,
    _listing_of_a_firm,
    _at_an_unknown_firm,
    _more_pay,
    _everything,
    _anything_paying,
    _who_works_in_it,
)
