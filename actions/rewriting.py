"""What a question means in its conversation, where that is another than it seems by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import (
    compared_meant,
    ellipsis,
    facets_meant,
    listings_meant,
    pay_compared_meant,
    pay_conditions_meant,
    pay_meant,
    percentile,
    reverse,
    search_meant,
    shown_meant,
    suited_meant,
    things_meant,
    untold_meant,
    who_meant,
)
from actions.context import Context
from actions.ellipsis import REFUSED, cued
from actions.exclusion import left_out
from actions.facets import ABOUT_A_ROLE, intent_of_facet
from actions.follow_up import suggested_before
from actions.listing_filter import TOPICS
from actions.question import Question, Rule
from actions.role_meant import (
    with_nth_of_the_named,
    with_other_first_words,
    with_role_by_its_kind,
    with_role_of_its_field,
    with_the_one_before,
    with_the_one_begun_with,
)
from actions.second_reading import SMALL_TALK, asks_for_everything, second_reading

_WHY = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh|curious|interesting|huh)\W+)*(?:why|how come)(?:(?:['’]?s| is)? (?:that|this|so|though|it))?\W*",
    re.I,
)
_WHY_SO = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come) (?:did |does |do |is |are |has |have )?(?:it|that|they|this|those|these|he|she|the (?:pay|salary|figures?|median))\b",
    re.I,
)
_AGAIN = re.compile(
    r"\W*(?:(?:can|could) you )?(?:please )?(?:(?:say|tell me|show me|give me) (?:that|it|this) (?:once )?(?:again|more)|repeat(?: (?:that|it|this))?)"
    r"(?: please| pls)?\W*", re.I,
)  # fmt: skip
# How much likelier a question is that is of the same family as the one before; chosen with the dialogues of tests/.
_LIKELIER, _PLAIN = 2.5, 0.65
_FAMILIES = (TOPICS, frozenset(percentile.TOPICS), frozenset({"ask_tips"}))

# "Forget all that, show me remote jobs": what follows leans on nothing.
_AFRESH = re.compile(
    r"\W*(?:(?:ok|no|hm+|so|well|please)\W+)*(?:(?:forget|scrap|drop|ignore)(?: about)? (?:all(?: of)? )?(?:that|this|it|everything)|(?:clear|remove|drop|forget|reset) (?:all )?(?:of )?(?:the |my |those |these )?(?:filters?|conditions)"
    r"(?: i said)?|start(?:ing)? (?:over|again|afresh)|reset(?: (?:everything|it|all|that))?|from scratch|new (?:search|topic|question))\b\W+(?=\w)", re.I,
)  # fmt: skip


_ALL = re.compile(r"\W*(?:with )?(?:all|everything|every (?:one|job|opening|listing|position|vacancy))\b", re.I)
_YOU_HAVE = re.compile(r"\b(?:you have|have you|you(?:['’]ve)? got|is there|are there|any(?:thing)?)\b", re.I)
_OF_LISTINGS = frozenset({"company", "place", "remote", "employment_type"})


def afresh(question: Question) -> Question:
    """The question without its conversation, where it says to forget that: "forget all that, show me remote jobs"."""
    found = _AFRESH.match(question.source)
    asks = found and (
        asks_for_everything(question.source[found.end() :])
        or _ALL.match(question.source[found.end() :])
        or question.intent == "more_listings"
        or any(e.kind in _OF_LISTINGS and e.start >= found.end() for e in question.entities)
        or (question.values("level") and _YOU_HAVE.search(question.source[found.end() :]))
    )
    if asks and question.intent in {"start_over", "nlu_fallback", "follow_up", "more_listings"}:
        question = question.asking("find_listings")
    return replace(question, context=Context()) if found and question.intent != "start_over" else question


def meant(question: Question, session: Session) -> Question:
    """The question as the conversation shows it to be meant; each rule reads what the one before has made of it, until
    one finds that nothing answers it."""
    for rule in _RULES:
        question = rule(question, session) or question
        if question.intent == "ask_untold" or (question.intent == "out_of_scope" and not question.ranking):
            break
    return question


def _as_before(question: Question, session: Session) -> Question | None:
    """Of two readings, neither of them plain, that one which goes on with what was spoken of: "and who makes the least?"."""
    family = next((family for family in _FAMILIES if question.context.topic in family), frozenset())
    likeliest, chance = question.ranking[0] if question.ranking else ("", 1.0)
    whole = question.text == question.source and not question.elliptic
    plain = chance >= _PLAIN or likeliest in family | REFUSED | SMALL_TALK | {"follow_up"}
    if not whole or plain or question.intent not in (likeliest, "nlu_fallback"):
        return None
    if likeliest == "ask_salary" and question.context.topic == "open_listing":
        return None  # "pays?", of the one just told of
    going_on = ((name, p) for name, p in question.ranking if name in family and _LIKELIER * p > chance)
    return next((question.asking(name) for name, _ in going_on), None)


def _why(question: Question, session: Session) -> Question | None:
    """A suggestion tells what it counts; no source tells other reasons."""
    of_figures = question.context.topic in percentile.TOPICS and _WHY_SO.match(question.text)
    if not _WHY.fullmatch(question.text) and not of_figures:
        return None
    suggested = question.context.topic == "suggest_role"
    return suggested_before(question) if suggested else question.asking("out_of_scope", ranking=())


def _by_its_kind(question: Question, session: Session) -> Question | None:
    if question.elliptic:
        return None
    rules = (
        with_nth_of_the_named,
        with_the_one_before,
        with_the_one_begun_with,
        with_role_by_its_kind,
        with_role_of_its_field,
        with_other_first_words,
    )
    return next((found for rule in rules if (found := rule(question, session))), None)


def _outlook(question: Question, session: Session) -> Question | None:
    """ "My son loves maths. Is an engineer a good future?" asks of the role it names, not which one suits."""
    named = question.intent == "suggest_role" and len(question.values("role", "role_head")) == 1
    return question.asking("ask_outlook") if named and question.values("facet") == ("outlook",) else None


def _again(question: Question, session: Session) -> Question | None:
    """ "Say that again" asks for what was last told of a role."""
    topic = question.context.topic
    told = topic in (*ABOUT_A_ROLE, *percentile.TOPICS) and question.context.roles
    return question.asking(str(topic), elliptic=True, entities=()) if told and _AGAIN.fullmatch(question.text) else None


def _second_reading(question: Question, session: Session) -> Question | None:
    intent = second_reading(question) or reverse.asks_of_a_duty(question, session)
    return question.asking(intent) if intent else None


def _without_left_out_facets(question: Question, session: Session) -> Question | None:
    """The question on what else it names: "not the salary, just the tools"."""
    out = left_out(question, "facet", verbs=True)
    if not out:
        return None
    rest = tuple(e for e in question.entities if e not in out)
    behind = question.source[max(e.end for e in out) :]
    other = intent_of_facet(replace(question, entities=rest)) or cued(behind) or cued(question.text)
    return question.asking(other, entities=rest) if other else None


_RULES: tuple[Rule, ...] = (
    _as_before,
    _why,
    shown_meant.titled_one,
    shown_meant.other_listing,
    _by_its_kind,
    lambda question, session: ellipsis.of_an_unknown_thing(question),
    *untold_meant.RULES,
    *facets_meant.RULES,
    *who_meant.RULES,
    *suited_meant.RULES,
    *things_meant.RULES,
    *compared_meant.RULES,
    *pay_compared_meant.RULES,
    *pay_conditions_meant.RULES,
    *pay_meant.RULES,
    _outlook,
    *search_meant.RULES,
    *shown_meant.RULES,
    *listings_meant.RULES,
    _again,
    _second_reading,
    _without_left_out_facets,
)
