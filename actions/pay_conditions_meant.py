"""What a question means that changes the level, the year or the place of the pay last told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from actions import pay_filter, percentile
from actions.bare import WORD, only_names
from actions.ellipsis import REFUSED, cued
from actions.question import Entity, Question, Rule, unsaid
from knowledge.document import Level
from knowledge.pay_figures import levels_and_years

_FIGURE = re.compile(r"\b(?:figures?|numbers?|data|values?)\b", re.I)
_WHICH_YEAR = re.compile(
    r"\b(?:which|what) (?:of (?:these|those|the) )?years?\b|\bsince when\b|\bwhen (?:was|did) (?:it|that|they)\b", re.I
)
_CURRENCY = re.compile(r"\b(?:dollars?|euros?|currency|usd|eur|pounds|rupees)\b", re.I)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent|(?<!that )(?<!this )last) (?:year|figures?|numbers?|data|one|(?:that )?(?:you|u)(?:['’]ve)? (?:have|got|know))\b",
    re.I,
)
_STARTING = re.compile(
    r"\b(?:(?:they|he|she|one|you|i|people) (?:starts?|begins?)(?: (?:out|off))?|starting (?:out|off)|(?:fresh|straight) (?:out of|from) (?:college|school|uni\w*)|(?:fresh|new) (?:out|in|to it)|to start with|for starters)\W*$|\bwithout (?:any |the )?experience\b",
    re.I,
)
_IN = re.compile(r"\b(?:in|near|around|at)\s+$", re.I)
# "And 24?", after the pay in 2023.
_SHORT_YEAR = re.compile(r"\W*(?:(?:and|in|for|what about|n)\W+)*['’]?(?P<year>2\d)\W*", re.I)
_SAME_SEVERAL = re.compile(
    r"\bsame (?:(?:two|three|four|five|\d|all) )?(?:levels|lvls|(?P<year>years|yrs))\b|\b(?:those|these) (?:(?:two|three|four|five|\d) )?(?:levels|lvls|(?P<year2>years|yrs))\b",
    re.I,
)
_OTHER_LEVELS = re.compile(
    r"\b(?:rest of (?:the|their|its|his|her)|(?:the|all|its|their) others?|remaining) (?:levels|lvls|(?P<year>years|yrs))\b",
    re.I,
)
_BY_WHAT = re.compile(
    r"\W*(?:(?:and|ok|then|now)\W+)*by (?:(?P<year>years?|yrs?)|levels?|lvls?)(?: pls| please)?\W*", re.I
)
_THAT_LEVEL = re.compile(r"\b(?:that|this|the same|same) (?:level|lvl)\b", re.I)
_NEXT_LEVEL = re.compile(
    r"\b(?:level|lvl) (?:above|after|(?P<below>below|under|before))(?: (?:that|it|this))?\b|\b(?:next|(?P<lower>previous)) (?:level|lvl)\b(?: up)?|"
    r"\bone (?:level|lvl|step) (?:up|higher|(?P<down>down|lower))\b",
    re.I,
)
_LEVELS = tuple(level.value for level in Level)
_THAT_JOB = re.compile(r"\b(?:of|in|for|with|at) (?:that|this) (?:job|position|title)\b", re.I)
_THE_SAME = re.compile(r"\bsame (?:salary|pay|money|figures?)\b", re.I)
_HOW_MUCH = re.compile(r"\bhow much\b|\bwhat (?:do|does|would|will|did|could) (?:they|he|she|one|i|it)\b", re.I)
_OVERALL_AND = re.compile(r"\b(?:overall|in general|in all|in total),? and (?:for|as|of|at|the)\b", re.I)
_THANKS = re.compile(r"\b(?:thank\w*|thx|merci|gracias|danke|cheers)\b", re.I)
_CENTURY = 2_000
_SURVEY = re.compile(r"\bsurvey\b", re.I)
_BRIEF, _AT_MOST = 5, 9


def _short_year(question: Question, session: Session) -> Question | None:
    """ "24", after the pay in 2023, is the year after and no listing."""
    told = question.context.topic in percentile.TOPICS and question.context.salary_filter.year
    found = _SHORT_YEAR.fullmatch(question.source) if told else None
    if found is None:
        return None
    return question.asking("ask_salary", elliptic=True, entities=unsaid("year", _CENTURY + int(found["year"])))


def _the_same_several(question: Question, session: Session) -> Question | None:
    """ "Data engineers, the same three levels", after pay, is told by all levels."""
    told = question.context.topic in percentile.TOPICS and question.values("role", "role_head")
    found = _SAME_SEVERAL.search(question.text) if told else None
    if found is None or question.values("level", "year"):
        return None
    named = tuple(e for e in question.entities if e.kind in ("role", "role_head"))
    return _told_by(question, bool(found["year"] or found["year2"]), elliptic=False, entities=named)


def _the_other_levels(question: Question, session: Session) -> Question | None:
    """ "And the rest of their levels?", after pay at one level, is told by all of them."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and not question.besides("role")
    found = _OTHER_LEVELS.search(question.text) if told else None
    if found is None:
        return None
    whose = question.values("role") or question.context.roles
    return _told_by(question, bool(found["year"]), elliptic=False, entities=unsaid("role", *whose[:1]))


def _by_what(question: Question, session: Session) -> Question | None:
    """ "By yr?", after pay, says no goodbye."""
    told = question.context.topic in percentile.TOPICS and question.context.roles
    found = _BY_WHAT.fullmatch(question.text) if told else None
    return _told_by(question, bool(found["year"]), elliptic=True) if found else None


def _told_by(question: Question, by_year: bool, **changes: Any) -> Question:
    """The question as one for the pay year by year, or level by level."""
    return question.asking("ask_salary", text="by year" if by_year else "by level", **changes)


def _at_that_level(question: Question, session: Session) -> Question | None:
    """ "Less than a senior, weird. And the manager at that level?" is of the level last asked for."""
    level = question.context.salary_filter.level if question.context.topic in percentile.TOPICS else None
    found = _THAT_LEVEL.search(question.source) if level else None
    before = [e for e in question.entities if found and e.kind == "level" and e.end <= found.start()]
    if found is None or not before or not re.search(r"[.,;!?]", question.source[before[-1].end : found.start()]):
        return None
    return replace(question, entities=(*(e for e in question.entities if e not in before), *unsaid("level", level)))


def _of_that_job(question: Question, session: Session) -> Question | None:
    """ "Seniors of that job?", after its pay, looks for no listing."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and question.values("level", "year")
    asks = told and question.intent in {"follow_up", "find_listings"} and _THAT_JOB.search(question.text)
    return question.asking("ask_salary", elliptic=True, entities=question.besides("facet")) if asks else None


def _overall(question: Question, session: Session) -> Question | None:
    """ "Never mind, overall" starts no new conversation."""
    of_pay = question.context.topic in percentile.TOPICS
    said = pay_filter.of_all(question.text) and not _THANKS.search(question.text)  # "thanks for all"
    over = said and question.intent in {"start_over", "goodbye", "greet", "thank"}
    let_go = question.intent in {"follow_up", *REFUSED} and pay_filter.lets_go(question.text)
    return question.asking("ask_salary", elliptic=True) if of_pay and (over or let_go) else None


def _overall_and(question: Question, session: Session) -> Question | None:
    """ "What's the pay, overall and for seniors?", of a role, is told by level."""
    of_a_role = question.context.roles or question.values("role", "role_head")
    asks = question.intent in {"follow_up", "ask_salary"} and question.values("level") and of_a_role
    if not asks or not _OVERALL_AND.search(question.text):
        return None
    kept = question.besides("level", "facet")
    return question.asking("ask_salary", text="by level", source="", entities=kept, elliptic=not kept)


def _about_overall(question: Question, session: Session) -> Question | None:
    """ "Ok, what about overall?", after pay, names no title."""
    strangers = question.texts("unknown")
    asks = question.context.topic in percentile.TOPICS and strangers and all(map(pay_filter.of_all, strangers))
    return question.asking("follow_up", entities=question.besides("unknown")) if asks else None


def _another_level(question: Question, session: Session) -> Question | None:
    """ "And the level above that?", after pay at one level."""
    level = question.context.salary_filter.level if question.context.topic in percentile.TOPICS else None
    found = _NEXT_LEVEL.search(question.text) if level in _LEVELS and not question.values("level") else None
    if found is None:
        return None
    place = _LEVELS.index(str(level)) + (-1 if found["below"] or found["lower"] or found["down"] else 1)
    if not 0 <= place < len(_LEVELS):
        return None
    return replace(question, entities=(*question.entities, *unsaid("level", _LEVELS[place]))).asking("follow_up")


def _which_year(question: Question, session: Session) -> Question | None:
    """ "Which year was a data scientist's highest?" is answered by all of them."""
    asks = _WHICH_YEAR.search(question.text) and not question.values("year", "facet")
    of_pay = question.context.topic in percentile.TOPICS or question.intent in percentile.TOPICS
    of_pay = of_pay and (
        question.intent not in percentile.TOPICS or bool(question.context.roles or question.values("role"))
    )
    if asks and of_pay and question.context.roles and not question.entities:
        return question.asking("ask_salary", text="by year", source="", elliptic=True)
    return question.asking("ask_salary") if asks and of_pay else None


def _another_year(question: Question, session: Session) -> Question | None:
    """ "A year later?" says no goodbye where pay in one year was told."""
    told = question.context.topic in percentile.TOPICS and question.context.salary_filter.year
    asks = told and not question.entities and len(WORD.findall(question.text)) <= _BRIEF
    if not asks or not pay_filter.of_another_year(question.text):
        return None
    return question.asking("ask_salary", elliptic=True)


def _latest(question: Question, session: Session) -> Question | None:
    """ "And the latest you have?", after pay, asks of the last year with figures."""
    roles = question.context.roles if question.context.topic in percentile.TOPICS else ()
    found = _LATEST.search(question.text) if len(roles) == 1 and not question.entities else None
    # "Who won the league last year?" speaks of no figures.
    most = _BRIEF if question.intent in REFUSED else _AT_MOST
    if found is None or len(WORD.findall(question.text)) > most:
        return None
    _, years = levels_and_years(session, roles[0])
    return question.asking("follow_up", entities=unsaid("year", max(years))) if years else None


def _in_an_unknown_place(question: Question, session: Session) -> Question | None:
    """ "In San Francisco?", after pay, is of a place that no figures tell apart."""
    strangers = [e for e in question.entities if e.kind in ("unknown", "foreign_name")]
    asks_pay = question.context.topic in percentile.TOPICS or cued(question.text) == "ask_salary"
    of_pay = asks_pay and question.context.roles and len(strangers) == 1
    readings = {"follow_up", "ask_salary", "compare_salaries", "greet", "goodbye", *REFUSED}
    if (
        not of_pay
        or _CURRENCY.search(question.text)
        or question.intent not in readings
        or not _IN.search(question.source[: strangers[0].start])
    ):
        return None
    named = tuple(replace(e, kind="unknown") if e in strangers else e for e in question.entities)
    bare = only_names(replace(question, entities=named), "unknown", "level", "role", "role_head")
    if not bare and not _HOW_MUCH.search(question.text) and not _THE_SAME.search(question.text):
        return None
    of_whom = () if question.values("role", "role_head") else unsaid("role", *question.context.roles)
    # Another place than the one asked of before takes its place.
    context = replace(question.context, salary_filter=question.context.salary_filter.without("country"))
    return question.asking("ask_salary", elliptic=True, entities=(*of_whom, *named), context=context)


def _of_a_year(question: Question, session: Session) -> Question | None:
    """ "Last year of the survey, 2024", after pay, asks for the figures of that year."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and question.values("year")
    asks = told and question.intent in {"ask_sources", "help", "ask_privacy"} and _SURVEY.search(question.text)
    return question.asking("ask_salary", elliptic=True) if asks and not question.besides("year", "facet") else None


def _any_figure(question: Question, session: Session) -> Question | None:
    """ "Was there a figure for 2015?", after pay, asks for that year's."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and question.values("year")
    asks = told and question.intent in {"ask_sources", *REFUSED} and _FIGURE.search(question.text)
    return question.asking("ask_salary", elliptic=True) if asks and not question.besides("year", "facet") else None


def _starting_out(question: Question, session: Session) -> Question | None:
    """ "And engineers starting out?", after pay, asks what beginners earn."""
    asks = question.context.topic in percentile.TOPICS and question.intent in {
        "ask_tips",
        "ask_outlook",
        "follow_up",
        *REFUSED,
    }
    found = _STARTING.search(question.text) if asks and not question.values("level") else None
    if found is None:
        return None
    level = Entity("level", "entry", found[0], found.start(), found.end())
    # "Fresh from college" asks for no degree.
    others = tuple(e for e in question.entities if not found.start() <= e.start < found.end())
    return question.asking("follow_up", entities=(*others, level))


RULES: tuple[Rule, ...] = (
    _short_year,
    _by_what,
    _another_level,
    _of_that_job,
    _at_that_level,
    _the_same_several,
    _the_other_levels,
    _another_year,
    _latest,
    _starting_out,
    _of_a_year,
    _any_figure,
    _in_an_unknown_place,
    _overall,
    _overall_and,
    _about_overall,
    _which_year,
)
