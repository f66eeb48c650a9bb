"""Which function answers which intent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from actions import (
    alerts,
    comparison,
    ellipsis,
    exclusion,
    fit,
    follow_up,
    listing_in_focus,
    listings,
    needs,
    of_listings,
    pay_bounds,
    pay_comparison,
    people,
    percentile,
    reverse,
    rewriting,
    role_meant,
    roles,
    salaries,
    several,
    small_talk,
    tips,
    untold,
)
from actions.answer import Answer
from actions.facets import FACETS, OF_TWO_ROLES
from actions.question import Question, Reply
from actions.role_reference import count_of_several
from actions.several import Answerer

SEVERAL = "several_questions"
FOLLOW_UP = "follow_up"
UNSURE = "nlu_fallback"
# What is likelier than this is rather answered than refused.
_RATHER = 0.3
# These would answer nothing of a doubtful message that names something.
_LEADS_NOWHERE = frozenset({FOLLOW_UP, "greet", "thank", "goodbye"})
_TWO = 2

ANSWERERS: Mapping[str, Answerer] = {
    "ask_role": roles.ask_role,
    "list_roles": roles.list_roles,
    **{intent: partial(roles.ask_facet, facet) for intent, facet in FACETS.items()},
    "ask_tips": tips.ask_tips,
    "check_need": needs.check_need,
    "which_role": reverse.which_role,
    "compare_roles": comparison.compare_roles,
    "suggest_role": fit.suggest_role,
    "find_gap": fit.find_gap,
    "find_listings": listings.find_listings,
    "refine_listings": listings.refine,
    "count_listings": listings.count,
    "rank_listings": pay_comparison.rank_listings,
    "rank_seen": listings.rank_seen,
    "open_listing": listings.open_one,
    "more_listings": listings.more,
    "subscribe_alerts": alerts.subscribe,
    "manage_alerts": alerts.manage,
    "ask_salary": salaries.ask_salary,
    "compare_salaries": pay_comparison.compare_salaries,
    "ask_percentile": percentile.ask_percentile,
    "titles_beyond": pay_bounds.titles_beyond,
    "ask_untold": untold.ask_untold,
    "greet": small_talk.chat,
    "thank": small_talk.chat,
    "goodbye": small_talk.chat,
    "help": small_talk.chat,
    "ask_identity": small_talk.chat,
    "ask_human": small_talk.chat,
    "ask_sources": small_talk.ask_sources,
    "ask_privacy": small_talk.ask_privacy,
    "start_over": small_talk.start_over,
    "out_of_scope": small_talk.refuse,
    UNSURE: small_talk.refuse,
}


# What these know is asked of the question before.
_LEANING = (
    ellipsis.is_bare_role,
    ellipsis.is_bare_thing,
    ellipsis.asks_of_things,
    of_listings.refines_listings,
    ellipsis.asks_for_more,
)


# What is asked of listings just shown, and who answers; the first that fits.
_OF_LISTINGS_SHOWN: tuple[tuple[Callable[[Question], bool], Answerer], ...] = (
    (of_listings.asks_what_the_listing_lacks, listing_in_focus.says_nothing_of_it),
    (of_listings.asks_a_firm_for_what_it_does_not_state, listing_in_focus.firm_says_nothing_of_it),
    (of_listings.asks_of_those_shown, listing_in_focus.show_again),
    (of_listings.asks_of_their_conditions, listing_in_focus.conditions_of_those_shown),
    (of_listings.asks_for_others_there, listing_in_focus.in_the_same_place),
    (of_listings.asks_for_others_of_the_company, listing_in_focus.of_the_same_company),
    (of_listings.of_the_listing, listing_in_focus.open_focus),
)


def answer_message(question: Question, clauses: Sequence[Mapping[str, Any]], session: Session) -> Reply:
    """Answer a message, whose `clauses` have intent, start and end."""
    question = people.as_meant(people.remembered(rewriting.afresh(question)))
    # A question that is only part of its message is answered without what the rest names.
    partial = len(clauses) == 1 and clauses[0]["intent"] == question.intent and clauses[0]["start"] > 0
    if question.intent == SEVERAL or partial:
        asked = several.parts(question, [(c["intent"], c["start"], c["end"]) for c in clauses])
        reply = several.answer_each(asked, answer, session)
        of_two = several.asked_of_two(asked, reply.context.recent_roles)
        return Reply(reply.answer, replace(reply.context, topics=several.asked_of_a_role(asked), asked_of_two=of_two))
    return answer(question, session)


def answer(question: Question, session: Session) -> Reply:
    """Answer one question; what it compares may be the two roles last spoken of."""
    reply = _answer(_with_recent_roles(exclusion.without_slips(question)), session)
    return Reply(reply.answer, several.remembered(reply.context.remembering()))


def _with_recent_roles(question: Question) -> Question:
    context = question.context
    named = question.values("role", "role_head", "unknown")
    if question.intent not in OF_TWO_ROLES or named or len(context.roles) != 1 or len(context.recent_roles) < 2:
        return question
    if count_of_several(question.text):
        return question  # of more than two, `refer` tells which
    return replace(question, context=replace(context, roles=context.recent_roles))


def _answer(question: Question, session: Session) -> Reply:
    if of_listings.asks_in_general(question):
        return answer(listing_in_focus.of_its_role(question, session), session)
    of_those_shown = next((told for asks, told in _OF_LISTINGS_SHOWN if asks(question)), None)
    if of_those_shown:
        return of_those_shown(question, session)
    swapped = several.the_other_way_round(question)
    if swapped:
        return several.answer_each(swapped, answer, session)
    question = _with_recent_roles(rewriting.meant(question, session))
    topics = question.context.topics or several.asked_lately(question)
    if topics and not question.elliptic and ellipsis.asks_the_same_of_a_role(question):
        reply = several.answer_each([question.asking(topic, elliptic=True) for topic in topics], answer, session)
        return Reply(reply.answer, replace(reply.context, topics=topics))
    nth = role_meant.with_nth_role(question, session)
    if nth is not None:
        return _answer(nth, session)
    if ellipsis.asks_who_then(question):
        return reverse.which_role(question.asking("which_role", text=""), session)
    leans = question.intent == FOLLOW_UP or any(rule(question) for rule in _LEANING)
    if leans and not question.elliptic:  # what was resolved once is not resolved again
        resolved = follow_up.resolve(question, session)
        if isinstance(resolved, Answer):
            return Reply(resolved, question.context)
        return answer(resolved, session)
    reply = ANSWERERS.get(question.intent, small_talk.refuse)(question, session)
    likeliest = question.ranking[0] if question.ranking else ("", 0.0)
    offers = len(reply.answer.buttons) - 1 if reply.answer.kind == "question" else 0
    named = question.entities or question.context.topic
    answerable = likeliest[1] >= _RATHER and likeliest[0] not in _LEADS_NOWHERE
    if question.intent == UNSURE and offers < _TWO and answerable and named:
        # There is no choice to offer, for the question lacks what one would name.
        return _answer(question.asking(likeliest[0]), session)
    return reply
