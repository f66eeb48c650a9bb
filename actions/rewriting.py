"""What a question means in its conversation, where that is another than it seems by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import ellipsis, of_listings, pay_filter, percentile, reverse
from actions.context import Context
from actions.ellipsis import JOB, ONE, REFUSED, cued
from actions.exclusion import left_out
from actions.follow_up import suggested_before
from actions.listing_filter import TOPICS
from actions.question import Entity, Question
from actions.reverse import THINGS
from actions.role_meant import with_role_by_its_kind
from actions.roles import ABOUT_A_ROLE, FACETS
from actions.salaries import told_by
from actions.second_reading import asks_for_everything, asks_who_wins, second_reading
from knowledge.roles import find_role

_HOW_MANY = re.compile(
    r"\bhow many (?:people|persons?|answers?|responses?|respondents?|data ?points?|salaries|entries)\b", re.I
)
_WHY = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come)(?: (?:is )?(?:that|this|so|though|it))?\W*", re.I
)
_WHY_SO = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come) (?:did |does |do |is |are |has |have )?(?:it|that|they|this|those|these|he|she|the (?:pay|salary|figures?|median))\b",
    re.I,
)
_SURVEY_SAYS = re.compile(
    r"\bsurvey(?:['’]s)?\W+(?:say|says|said|tell|tells|give|gives|show|shows|figures?|numbers?|data|median)\b|\b(?:in|by|from|per|according to) (?:the |your )?survey\b",
    re.I,
)
_JUDGED = re.compile(
    r"\b(?:is|are|was|would|does)(?: (?:that|it|this|the|these|those|an?))+(?: (?:offer|salary|pay|money|figure|number|seem|look|sound|be))* ?"
    r"(?:too |so |really |very |quite |considered )?(?:low|high|good|bad|fair|decent|ok|okay|much|a lot|enough|normal|average|competitive)\b",
    re.I,
)
_NECESSARY = re.compile(r"\b(?:necessary|mandatory|obligatory|required|essential|a must)\b", re.I)
_UNTOLD = re.compile(
    r"\b(?:how many|what|which) (?:working )?hours\b|\b(?:hours|days|nights) (?:a|per) (?:day|week)\b|\b(?:overtime|work[- ]life|"
    r"vacation|days off|sick leave|parental leave|paid leave|holidays|dress code|bonus(?:es)?|stock options|perks)\b", re.I,
)  # fmt: skip
_QUARTILE = re.compile(
    r"\b(?:quartiles?|(?:25|75)(?:th)? ?(?:percentile|%|percent)|(?:top|bottom|upper|lower|best|worst|richest|poorest)[- ](?:paid )?quarter)\b",
    re.I,
)
_COSTS = re.compile(
    r"\bcosts? (?:me|us|a company|an employer|to (?:hire|employ))\b|\bwhat (?:do|does|would|will) .* cost\b", re.I
)
_BEFORE_A_FIRM = re.compile(
    r"\b(?:one|ones|any|anything|something|jobs?|some|that|those)\s+(?:at|with|from|by)\s+(?:the\s+)?$", re.I
)
_OF_ROLES = re.compile(r"\b(?:roles?|titles?|professions?|careers?|occupations?)\b", re.I)
_AGAIN = re.compile(
    r"\W*(?:(?:can|could) you )?(?:please )?(?:(?:say|tell me|show me|give me) (?:that|it|this) (?:once )?(?:again|more)|repeat(?: (?:that|it|this))?)"
    r"(?: please| pls)?\W*", re.I,
)  # fmt: skip
# How much likelier a question is that is of the same family as the one before; chosen with the dialogues of tests/.
_LIKELIER, _PLAIN = 2.5, 0.65
_FAMILIES = (TOPICS, frozenset(percentile.TOPICS))
_BOTH = re.compile(r"\b(?:both|in common|share[ds]?|overlap\w*)\b", re.I)
_WHO_MUST = re.compile(r"\b(?:who|which (?:role|one|job))\b(?!['’]?s\b| is\b| are\b)", re.I)

# "Forget all that, show me remote jobs": what follows leans on nothing.
_AFRESH = re.compile(
    r"\W*(?:(?:ok|no|hm+|so|well|please)\W+)*(?:(?:forget|scrap|drop|ignore)(?: about)? (?:all(?: of)? )?(?:that|this|it|everything)"
    r"(?: i said)?|start(?:ing)? (?:over|again|afresh)|from scratch|new (?:search|topic|question))\b\W+(?=\w)", re.I,
)  # fmt: skip


def afresh(question: Question) -> Question:
    """The question without its conversation, where it says to forget that: "forget all that, show me remote jobs"."""
    found = _AFRESH.match(question.source)
    if found and question.intent == "start_over" and asks_for_everything(question.source[found.end() :]):
        question = question.asking("find_listings")
    return replace(question, context=Context()) if found and question.intent != "start_over" else question


def meant(question: Question, session: Session) -> Question:
    """The question as the conversation shows it to be meant; each rule reads what the one before has made of it."""
    for rule in _RULES:
        question = rule(question, session) or question
    return question


def _as_before(question: Question, session: Session) -> Question | None:
    """Of two readings, neither of them plain, that one which goes on with what was spoken of: "and who makes the least?"."""
    family = next((family for family in _FAMILIES if question.context.topic in family), frozenset())
    likeliest, chance = question.ranking[0] if question.ranking else ("", 1.0)
    whole = question.text == question.source and not question.elliptic
    if not whole or likeliest != question.intent or likeliest in family | REFUSED | {"follow_up"} or chance >= _PLAIN:
        return None
    going_on = ((name, p) for name, p in question.ranking if name in family and _LIKELIER * p > chance)
    return next((question.asking(name) for name, _ in going_on), None)


def _how_many_answered(question: Question, session: Session) -> Question | None:
    """How many answers do the figures just told, or those of a role, rest on? The figures say so."""
    if not _HOW_MANY.search(question.text):
        return None
    of_a_role = question.values("role", "role_head") and question.intent in REFUSED | {"count_listings", "ask_sources"}
    told = question.context.topic in percentile.TOPICS and not question.entities
    return question.asking("ask_salary") if told or of_a_role else None


def _why(question: Question, session: Session) -> Question | None:
    """A suggestion tells what it counts; no source tells other reasons."""
    of_figures = question.context.topic in percentile.TOPICS and _WHY_SO.match(question.text)
    if not _WHY.fullmatch(question.text) and not of_figures:
        return None
    suggested = question.context.topic == "suggest_role"
    return suggested_before(question) if suggested else question.asking("out_of_scope", ranking=())


def _by_its_kind(question: Question, session: Session) -> Question | None:
    return None if question.elliptic else with_role_by_its_kind(question, session)


def _compared_by_level(question: Question, session: Session) -> Question | None:
    """Nothing but pay is told apart by level or year."""
    if not question.values("level", "year"):
        return None
    if question.intent == "compare_roles":
        return question.asking("compare_salaries")
    of_pay = question.intent == "ask_role" and question.context.topic in percentile.TOPICS
    return question.asking("ask_salary") if of_pay and question.values("role", "role_head") else None


def _needed(question: Question, session: Session) -> Question | None:
    """ "Is a master's necessary?" asks for a yes or no, not for the skills just told."""
    facet = question.intent in ABOUT_A_ROLE and not question.values("facet")
    asks = facet and question.values(*THINGS) and _NECESSARY.search(question.text)
    return question.asking("check_need") if asks and not _WHO_MUST.search(question.text) else None


def _untold(question: Question, session: Session) -> Question | None:
    """No source tells of hours and holidays: what a role does would answer another question."""
    asks = question.intent in ABOUT_A_ROLE | {"check_need"} and _UNTOLD.search(question.text)
    return question.asking("out_of_scope", ranking=()) if asks else None


def _who(question: Question, session: Session) -> Question | None:
    """What looks like a facet of a role asks which role it is: "and mathematics, who must have studied it?"."""
    facet = question.intent in ABOUT_A_ROLE and not question.values("role", "role_head")
    asks = facet and question.values(*THINGS) and _WHO_MUST.search(question.text)
    return question.asking("which_role") if asks else None


def _overall(question: Question, session: Session) -> Question | None:
    """ "Never mind, overall" starts no new conversation."""
    of_pay = question.intent == "start_over" and question.context.topic in percentile.TOPICS
    if asks_who_wins(question.text):
        return None
    return question.asking("ask_salary", elliptic=True) if of_pay and pay_filter.of_all(question.text) else None


def _who_wins(question: Question, session: Session) -> Question | None:
    """ "Who comes out ahead?", after the pay of some, compares it."""
    of_pay = question.context.topic in percentile.TOPICS and asks_who_wins(question.text)
    return question.asking("compare_salaries") if of_pay and not question.values(*THINGS) else None


def _of_the_figures(question: Question, session: Session) -> Question | None:
    """The figures just told have their quartiles beside them, and stand by year: "and the upper quartile?", "has it gone
    up?"."""
    if question.context.topic not in percentile.TOPICS or question.values("amount"):
        return None
    if question.intent in REFUSED and ONE.search(question.text) and told_by(question) == "year":
        of_any_year = replace(question.context, salary_filter=question.context.salary_filter.without("year"))
        return question.asking("ask_salary", elliptic=True, context=of_any_year)
    return question.asking("ask_salary", elliptic=True) if _QUARTILE.search(question.text) else None


def _of_the_survey(question: Question, session: Session) -> Question | None:
    """ "And what does the survey say?", after pay or listings of a role, asks for its figures."""
    named = question.values("role", "role_head", "facet") or not question.context.roles
    of_pay = question.context.topic in (*percentile.TOPICS, *TOPICS)
    asks = of_pay and not named and question.intent in {*REFUSED, "ask_sources", "follow_up", "ask_salary"}
    return question.asking("ask_salary", elliptic=True) if asks and _SURVEY_SAYS.search(question.text) else None


def _posting_of_the_role(question: Question, session: Session) -> Question | None:
    """ "What do you know about the platform lead job?" asks for the listing with that title."""
    titled = question.intent == "ask_role" and len(question.values("role")) == 1 and JOB.search(question.text)
    role = find_role(session, str(question.value("role"))) if titled else None
    return question.asking("open_listing") if role and role.listings == 1 and not role.has_profile else None


def _judged(question: Question, session: Session) -> Question | None:
    """ "Is that good money?" is answered by the figures, where it says of whom."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and not question.values("amount")
    asks = told and question.intent in {*REFUSED, "ask_percentile", "ask_outlook", "follow_up"}
    return question.asking("ask_salary", elliptic=True) if asks and _JUDGED.search(question.text) else None


def _cost(question: Question, session: Session) -> Question | None:
    """ "What would one cost me?" asks for the pay."""
    of_pay = question.intent in {"ask_role", *REFUSED} and question.values("role", "role_head")
    return question.asking("ask_salary") if of_pay and _COSTS.search(question.text) else None


def _outlook(question: Question, session: Session) -> Question | None:
    """ "My son loves maths. Is an engineer a good future?" asks of the role it names, not which one suits."""
    named = question.intent == "suggest_role" and len(question.values("role", "role_head")) == 1
    return question.asking("ask_outlook") if named and question.values("facet") == ("outlook",) else None


def _shared(question: Question, session: Session) -> Question | None:
    """ "Which ones do both use?", after two roles were compared."""
    compared = question.context.topic == "compare_roles" and _BOTH.search(question.text)
    if not compared or question.values("role", "role_head", "facet", *THINGS):
        return None
    facet = FACETS.get(cued(question.text) or "")
    named = (Entity("facet", facet, facet, 0, 0),) if facet else ()
    return question.asking("compare_roles", entities=(*question.entities, *named))


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
    if firm is None:
        return None
    entities = tuple(replace(e, kind="unknown") if e is firm else e for e in question.entities)
    return question.asking("find_listings", entities=entities)


def _more_pay(question: Question, session: Session) -> Question | None:
    """ "And which of those jobs pays more?" asks for no more of them."""
    of_pay = of_listings.asks_of_pay(question.text) and not question.values("role", "role_head")
    among = question.intent == "compare_salaries" and question.context.shown and question.context.topic in TOPICS
    of_listings_shown = question.intent == "more_listings" or (among and not _OF_ROLES.search(question.text))
    return question.asking("rank_listings") if of_pay and of_listings_shown else None


def _everything(question: Question, session: Session) -> Question | None:
    """ "Give me every listing" is no doubt."""
    unsure = question.intent in REFUSED and question.values("facet") == ("listings",)
    return question.asking("find_listings") if unsure and asks_for_everything(question.text) else None


def _again(question: Question, session: Session) -> Question | None:
    """ "Say that again" asks for what was last told of a role."""
    topic = question.context.topic
    told = topic in (*ABOUT_A_ROLE, *percentile.TOPICS) and question.context.roles
    return question.asking(str(topic), elliptic=True, entities=()) if told and _AGAIN.fullmatch(question.text) else None


def _which_of_the_compared(question: Question, session: Session) -> Question | None:
    """What looks like a ranking of listings is one of the roles just compared: "which of these is highest?"."""
    others = question.values("facet", "company", "place", "remote", "employment_type", "amount")
    compared = question.intent == "rank_listings" and question.context.topic == "compare_salaries"
    return question.asking("compare_salaries") if compared and not others and not JOB.search(question.text) else None


def _second_reading(question: Question, session: Session) -> Question | None:
    intent = second_reading(question) or reverse.asks_of_a_duty(question, session)
    return question.asking(intent) if intent else None


def _without_left_out_facets(question: Question, session: Session) -> Question | None:
    """The question on what else it names: "not the salary, just the tools"."""
    out = left_out(question, "facet", verbs=True)
    if not out:
        return None
    rest = tuple(e for e in question.entities if e not in out)
    named = (intent for intent, facet in FACETS.items() for e in rest if e.kind == "facet" and e.value == facet)
    other = next(named, None) or cued(question.text)
    return question.asking(other, entities=rest) if other else None


_RULES: tuple[Callable[[Question, Session], Question | None], ...] = (
    _as_before,
    _how_many_answered,
    _why,
    lambda question, session: of_listings.other_listing(question),
    lambda question, session: ellipsis.of_an_unknown_thing(question),
    _by_its_kind,
    _compared_by_level,
    _untold,
    _needed,
    _who,
    _overall,
    _who_wins,
    _of_the_figures,
    _judged,
    _of_the_survey,
    _posting_of_the_role,
    _cost,
    _outlook,
    _shared,
    _listing_of_a_firm,
    _at_an_unknown_firm,
    _more_pay,
    _everything,
    _again,
    _which_of_the_compared,
    _second_reading,
    _without_left_out_facets,
)
