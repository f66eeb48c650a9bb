"""Questions that stand in a story, or at its end: "My son has become an engineer. … What does he earn?" """

from __future__ import annotations

import re
from dataclasses import replace

from bot.nlu.clauses import (
    BY_FACET,
    CHATTER,
    KNOWN,
    OF_A_ROLE,
    OF_ONESELF,
    PLAIN,
    SURE,
    UNSURE,
    Clause,
    classified,
    facets_in,
    masked_part,
    merged,
)
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.mention import Mention
from bot.nlu.splitter import last_question, questions_alone, sentences

_NEEDS_MORE = frozenset(
    {FOREIGN, UNSURE, "follow_up", "check_need", "suggest_role", "find_gap", "open_listing", "more_listings", *CHATTER}
)
# Without a condition of their own these take what the story says: "we move to Texas …, are there any jobs?"
_OF_THE_STORY = frozenset({"find_listings", "count_listings", "rank_listings", "subscribe_alerts"})
_CONDITIONS = frozenset({"role", "role_head", "company", "place", "remote", "level", "employment_type", "amount"})
# What small talk asks can be asked of anything: beside foreign sentences it is part of them.
_OF_ANYTHING = OF_ONESELF | {"list_roles"}
_PRONOUN = re.compile(
    r"\b(?:such an? (?:person|one|role|job)|(?:those|these|such) (?:people|persons|guys|folks)|he|she|they|it|one|their|his|her|that)\b",
    re.I,
)
_TOLD_OF = KNOWN | {"industry", "category"}
_POINTS = re.compile(r"\b(?:that|this|it|those|these)\b", re.I)
# From this many words on a message tells a story around its question.
_LONG = 20
# A clause that names nothing of the domain must be this plain.
_BEYOND_DOUBT = 0.93
_CONDITIONS_TOLD = 2
# "I have shipped Java services and know Git. … What would be the better match?"
_SUITS = re.compile(
    r"\b(?:what|which|who)\b.*\b(?:match(?:es)?|fits?|suits?|suited|(?:more|better|right|best) for (?:me|him|her|somebody|someone)|would (?:that|this|it) (?:help|serve|be (?:good|useful)))\b|\b(?:is|am i|would) .*\b(?:closer|nearer|closest) to\b",
    re.I,
)


def told_at_length(text: str, mentions: list[Mention], model: IntentModel) -> list[Clause]:
    """The plain questions at the end of a long story, with their own places in the text; none where one is not plain.

    Questions that draw on the story ("I know SQL …, which role suits me?") are none of these.
    """
    if len(text.split()) < _LONG:
        return []
    spans = questions_alone(text)
    if not spans or spans[0][0] == 0:
        return []
    read = classified(text, spans, mentions, model, PLAIN)
    # "What I'd like to know:" asks nothing yet.
    clauses = merged([c for c in read if c.intent != UNSURE or _names(c, mentions)], mentions, text)
    plain = bool(clauses) and all(_is_plain(clause, mentions) for clause in clauses)
    return [_with_the_story(clause, text, mentions) for clause in clauses] if plain else []


def told_beside(text: str, mentions: list[Mention], model: IntentModel) -> Clause | None:
    """The one plain question among sentences that are foreign, or at the end of one, where it names something of the
    domain."""
    for spans in (sentences(text), questions_alone(text)[-1:], last_question(text)):
        if not spans or spans == [(0, len(text))]:
            continue
        clauses = classified(text, spans, mentions, model, PLAIN)
        plain = [
            c
            for c in clauses
            if (_is_plain(c, mentions) or _is_of_the_role(c, text, mentions)) and not _only_names(c, text, mentions)
        ]
        if len(plain) == 1:
            return _with_the_story(plain[0], text, mentions)
    return _of_the_role_told(text, mentions, model) or _of_the_conditions_told(text, mentions, model)


def _of_the_role_told(text: str, mentions: list[Mention], model: IntentModel) -> Clause | None:
    """The question at the end of a story of one role, read with that in the place of its pronoun: "My grandson has become
    an MLE. … Between you and me: what is it?" """
    for start, end in questions_alone(text)[-1:]:
        roles = {m.value for m in mentions if m.kind == "role" and m.end <= start}
        masked = masked_part(text, start, end, mentions)
        if len(roles) != 1 or "_role" in masked or not _PRONOUN.search(masked):
            return None
        intent, confidence = model.ranking(_PRONOUN.sub("_role_", masked, count=1))[0]
        if intent in OF_A_ROLE and confidence >= PLAIN:
            return Clause(intent, confidence, start, end)
    return None


def _of_the_conditions_told(text: str, mentions: list[Mention], model: IntentModel) -> Clause | None:
    """The question at the end of a story, where it asks for listings and the story names conditions: "… at least 135k, and
    from home. What have you got?" """
    for clause in classified(text, questions_alone(text)[-1:], mentions, model, SURE):
        told = {m.kind for m in mentions if m.kind in _CONDITIONS and m.end <= clause.start}
        if clause.intent in _OF_THE_STORY and len(told) >= _CONDITIONS_TOLD:
            return replace(clause, start=0)
    return None


def suited_at_the_end(text: str, mentions: list[Mention], model: IntentModel) -> Clause | None:
    """A story that names what somebody knows, and asks at its end what that is good for."""
    spans = sentences(text)
    if len(spans) < 2 or not any(m.kind in KNOWN for m in mentions):
        return None
    if sum(m.kind in KNOWN for m in mentions) > 1 and _SUITS.search(text[spans[-1][0] :]):
        return Clause("suggest_role", 1.0, 0, len(text))
    (last,) = classified(text, spans[-1:], mentions, model, SURE)
    return replace(last, start=0) if last.intent in ("suggest_role", "find_gap") else None


def asked_at_the_end(text: str, mentions: list[Mention], model: IntentModel) -> Clause | None:
    """The last sentence, where it asks for one facet behind what somebody knows: "good, I know Power BI. And his pay?" """
    spans = sentences(text)
    if len(spans) < 2:
        return None
    (last,) = classified(text, spans[-1:], mentions, model, 0.0)
    facets = facets_in(last, mentions)
    named = next(iter(facets)) if len(facets) == 1 else ""
    of_it = named in BY_FACET and last.intent in (BY_FACET[named], "follow_up")
    return replace(last, intent=BY_FACET[named]) if of_it else None


def _is_plain(clause: Clause, mentions: list[Mention]) -> bool:
    """Whether the clause asks of something in the domain that it names itself."""
    kinds = {m.kind for m in mentions if clause.start <= m.start and m.end <= clause.end}
    if clause.intent == "check_need" and kinds & {"role", "role_head"} and kinds - {"role", "role_head", "facet"}:
        return True  # "do banks hire ML engineers?" lacks nothing
    if clause.intent == "open_listing" and "company" in kinds:
        return True  # "what does the job at Leidos pay?"
    return (bool(kinds) or clause.confidence >= _BEYOND_DOUBT) and clause.intent not in _NEEDS_MORE | _OF_ANYTHING


def _is_of_the_role(clause: Clause, text: str, mentions: list[Mention]) -> bool:
    """Whether a plain clause asks of the one role that stands before it: "he's a data engineer, what do they make"."""
    roles = {m.value for m in mentions if m.kind == "role" and m.end <= clause.start}
    asks = clause.intent in OF_A_ROLE and clause.confidence >= PLAIN
    return len(roles) == 1 and asks and bool(_PRONOUN.search(text[clause.start : clause.end]))


def _names(clause: Clause, mentions: list[Mention]) -> bool:
    return any(clause.start <= m.start and m.end <= clause.end for m in mentions)


def _only_names(clause: Clause, text: str, mentions: list[Mention]) -> bool:
    """Whether nothing is said of what the clause names: "not engineers - data scientists"."""
    named = {i for m in mentions for i in range(m.start, m.end)}
    return not any(text[i].isalnum() for i in range(clause.start, clause.end) if i not in named)


def _with_the_story(clause: Clause, text: str, mentions: list[Mention]) -> Clause:
    """The clause with what the story tells, where it draws on that: "did a bootcamp: PyTorch. In which role would that help?" """
    told = any(m.kind in _TOLD_OF and m.end <= clause.start for m in mentions)
    named = any(m.kind in _TOLD_OF and clause.start <= m.start for m in mentions)
    if clause.intent == "which_role" and told and not named and _POINTS.search(text[clause.start : clause.end]):
        return replace(clause, start=0, end=len(text))
    own = any(m.kind in _CONDITIONS and clause.start <= m.start and m.end <= clause.end for m in mentions)
    return clause if own or clause.intent not in _OF_THE_STORY else replace(clause, start=0, end=len(text))
