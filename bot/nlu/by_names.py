"""What a message asks by what it names, where the model is in doubt, or takes for foreign what names a listing's place."""

from __future__ import annotations

import re

from bot.nlu.clauses import BY_FACET, ROLES, UNSURE
from bot.nlu.intent_model import FOREIGN
from bot.nlu.mention import Mention

# Between sure and unsure lies a middle, where more answers are wrong than right: held-out questions showed it. So likely
# another reading must then be to count beside the likeliest.
DOUBT, RIVAL = 0.5, 0.2
_SURE = 0.9
# A role and a facet named together say what is asked even where the words around them mislead the model.
_SURELY_FOREIGN = 0.8
# Listings of a place or firm are hardly ever spoken of in anything foreign.
_FOREIGN_LISTINGS = 0.965
_ANYTHING = re.compile(
    r"\b(?:anything|something|sth)\s+(?:in|at|around|near|with|for)\b|\b(?:show|give|find|list)\b.*\bworks?\b", re.I
)
_ANYTHING_ELSE = re.compile(r"\b(?:anything|something) else\b.*\b(?:list|there|for)\b", re.I)
# "Nope, wrong person again, manager this time".
_CORRECTS = re.compile(r"\W*(?:(?:no|nope|nah|wait|oops|sorry|wrong|not)\b\W*)+(?:\w+\W+){0,8}\w*\W*$", re.I)
_GOT_ANYTHING = re.compile(
    r"\W*(?:(?:do|have) (?:you|u|ya) (?:have|got)|(?:you |u )?(?:got|have)|is there)? ?(?:anything|something|sth|stuff) (?:in|near|around)\b",
    re.I,
)
_ANY_WORK = re.compile(r"\b(?:(?:do|got|have) (?:you|u|ya)|got|have|is there|there) .*\b(?:anything|something|sth|stuff|any)\b", re.I)  # fmt: skip
_WHICH_ROLE = re.compile(
    r"\b(?:which|what) (?:role|job|position|title|profession)s?\b|\bwhat (?:is|are) (?:it|they|that|this) (?:good |used )?for\b|\bwhich of (?:the|these|those) (?:two|2)\b|\bwhich of (?:your|the|these|those|all) roles?\b|^\W*(?:and )?who\b",
    re.I,
)
_HAS_FOR = re.compile(r"\b(?:has|have|got) for\b", re.I)
_THINGS = frozenset({"skill", "tool", "platform", "degree", "industry", "category"})


def by_what_it_names(
    text: str,
    mentions: list[Mention],
    ranking: list[tuple[str, float]],
    intent: str,
    confidence: float,
    doubtful: bool,
) -> str:
    """The intent of a message, or another where what it names says more than the model does."""
    unsure = (
        doubtful
        or (intent == FOREIGN and confidence < _SURELY_FOREIGN)
        or (intent == "ask_role" and confidence < _SURE)
    )
    if unsure:
        of_listings = doubtful and (_of_listings(mentions, text) or _of_listings_of_a_role(mentions, dict(ranking)))
        intent = (
            _by_facet(mentions, doubtful)
            or _by_thing(text, mentions)
            or ("find_listings" if of_listings else UNSURE if doubtful else intent)
        )
    if intent in (FOREIGN, UNSURE) and _CORRECTS.match(text) and any(m.kind in ROLES for m in mentions):
        return "follow_up"
    if intent == "follow_up" and confidence < DOUBT and _of_listings(mentions, text):
        return "find_listings"
    if intent == FOREIGN and _looks_for_listings(text, mentions, confidence):
        return "find_listings"
    return intent


def _looks_for_listings(text: str, mentions: list[Mention], foreignness: float) -> bool:
    """Whether what looks foreign names where, with whom or how somebody would work: "got anything in Virginia?"."""
    kinds = {m.kind for m in mentions}
    if _GOT_ANYTHING.match(text) and "place" in kinds:
        return True
    anything = _of_listings(mentions, text)
    anything = anything or bool(_ANYTHING.search(text) and kinds & {"place", "company", "remote"})
    anything = anything or bool(_ANY_WORK.search(text) and kinds & {"remote", "employment_type"})
    return anything and foreignness < _FOREIGN_LISTINGS


def _of_listings(mentions: list[Mention], text: str) -> bool:
    kinds = {m.kind for m in mentions}
    named = any(m.value == "listings" for m in mentions if m.kind == "facet") or _ANYTHING_ELSE.search(text)
    return bool(named) and bool(kinds & {"company", "place", "remote", "level", "employment_type"})


def _of_listings_of_a_role(mentions: list[Mention], chances: dict[str, float]) -> bool:
    """Whether a role and listings are all that is named, and these are rather asked about than the role: "MLE job?"."""
    kinds = {m.kind for m in mentions}
    facets = {m.value for m in mentions if m.kind == "facet"}
    of_listings = sum(chances.get(intent, 0.0) for intent in ("find_listings", "open_listing", "count_listings"))
    return facets == {"listings"} and "role" in kinds and chances.get("ask_role", 0.0) < max(RIVAL, of_listings)


def _by_facet(mentions: list[Mention], doubtful: bool) -> str | None:
    facets = {m.value for m in mentions if m.kind == "facet"}
    if doubtful and not facets and any(m.kind == "category" for m in mentions):
        facets = {"tools"}
    if len(facets) != 1 or not any(m.kind in ROLES for m in mentions):
        return None
    return BY_FACET.get(facets.pop())


def _by_thing(text: str, mentions: list[Mention]) -> str | None:
    kinds = {m.kind for m in mentions if m.kind != "facet"}  # "which job is that for?", "wants a degree in statistics"
    if kinds & _THINGS and not kinds - _THINGS and _WHICH_ROLE.search(text):
        return "which_role"
    return "ask_tools" if kinds & ROLES and kinds & _THINGS and _HAS_FOR.search(text) else None
