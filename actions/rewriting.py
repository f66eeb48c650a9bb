"""What a question means in its conversation, where that is another than it seems by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import ellipsis, listings_meant, of_listings, pay_meant, percentile, reverse, tips
from actions.context import Context
from actions.ellipsis import JOB, REFUSED, cued
from actions.exclusion import left_out
from actions.follow_up import suggested_before
from actions.listing_filter import TOPICS
from actions.question import Entity, Question, Rule
from actions.reverse import THINGS
from actions.role_meant import with_role_by_its_kind, with_role_of_its_field
from actions.roles import ABOUT_A_ROLE, FACETS, intent_of_facet
from actions.second_reading import SMALL_TALK, asks_for_everything, second_reading
from knowledge.terms import find_term

_WHY = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come)(?: (?:is )?(?:that|this|so|though|it))?\W*", re.I
)
_WHY_SO = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come) (?:did |does |do |is |are |has |have )?(?:it|that|they|this|those|these|he|she|the (?:pay|salary|figures?|median))\b",
    re.I,
)
_WORK_IN = re.compile(r"\b(?:what|where|which)\b.*\bwork(?:s|ing)? in(?: too| as well| then)?\W*$", re.I)
_PUBLISHED = re.compile(
    r"\bpublished\b|\bpublication\b|\bhow (?:old|recent|current|up[- ]to[- ]date|fresh) (?:is|are) (?:it|that|this|these|those|(?:the|your|this|that) (?:data|figures|facts|survey|article|numbers))\b|"
    r"\bout(?: of |-of-)?dated?\b|\bwhen (?:was|is|were|are) (?:it|that|this|they|these|those) (?:from|written|made|collected)\b", re.I,
)  # fmt: skip
_LACKING = re.compile(r"\b(?:lacks?|lacking|missing|still need|what['’]?s left|remains?|remaining)\b", re.I)
_ELSE = re.compile(
    r"\W*(?:(?:and|ok|so|but)\W+)*(?:(?:what|which|anything|who) (?:else|others?)|others)(?: then| is there| do (?:they|you) (?:have|know))?\W*",
    re.I,
)
_OF_KIND = {
    "tool": "ask_tools", "platform": "ask_tools", "skill": "ask_skills", "degree": "ask_education", "industry": "ask_industries",
}  # fmt: skip
_OF_FACET = {facet: intent for intent, facet in FACETS.items()}
_NECESSARY = re.compile(
    r"\b(?:necessary|mandatory|obligatory|required|essential|a must|worth (?:it|anything|something)|counts?|of use)\b",
    re.I,
)
_UNTOLD = re.compile(
    r"\b(?:how many|what|which) (?:working )?hours\b|\b(?:hours|days|nights) (?:a|per) (?:day|week)\b|\b(?:overtime|work[- ]life|"
    r"vacation|days off|sick leave|parental leave|paid leave|holidays|dress code|bonus(?:es)?|stock options|perks)\b", re.I,
)  # fmt: skip
_AGAIN = re.compile(
    r"\W*(?:(?:can|could) you )?(?:please )?(?:(?:say|tell me|show me|give me) (?:that|it|this) (?:once )?(?:again|more)|repeat(?: (?:that|it|this))?)"
    r"(?: please| pls)?\W*", re.I,
)  # fmt: skip
# How much likelier a question is that is of the same family as the one before; chosen with the dialogues of tests/.
_LIKELIER, _PLAIN = 2.5, 0.65
_FAMILIES = (TOPICS, frozenset(percentile.TOPICS))
_BOTH = re.compile(r"\b(?:both|together|in common|share[ds]?|overlap\w*)\b", re.I)
_WHO_MUST = re.compile(r"\b(?:who|which (?:role|one|job))\b(?!['’]?s\b| is\b| are\b)", re.I)

# "Forget all that, show me remote jobs": what follows leans on nothing.
_AFRESH = re.compile(
    r"\W*(?:(?:ok|no|hm+|so|well|please)\W+)*(?:(?:forget|scrap|drop|ignore)(?: about)? (?:all(?: of)? )?(?:that|this|it|everything)"
    r"(?: i said)?|start(?:ing)? (?:over|again|afresh)|from scratch|new (?:search|topic|question))\b\W+(?=\w)", re.I,
)  # fmt: skip


_ALL = re.compile(r"\W*(?:with )?(?:all|everything|every one)\b", re.I)
_OF_LISTINGS = frozenset({"company", "place", "remote", "employment_type"})


def afresh(question: Question) -> Question:
    """The question without its conversation, where it says to forget that: "forget all that, show me remote jobs"."""
    found = _AFRESH.match(question.source)
    asks = found and (
        asks_for_everything(question.source[found.end() :])
        or _ALL.match(question.source[found.end() :])
        or any(e.kind in _OF_LISTINGS and e.start >= found.end() for e in question.entities)
    )
    if asks and question.intent == "start_over":
        question = question.asking("find_listings")
    return replace(question, context=Context()) if found and question.intent != "start_over" else question


def meant(question: Question, session: Session) -> Question:
    """The question as the conversation shows it to be meant; each rule reads what the one before has made of it, until
    one finds that nothing answers it."""
    for rule in _RULES:
        question = rule(question, session) or question
        if question.intent == "out_of_scope" and not question.ranking:
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
    return with_role_by_its_kind(question, session) or with_role_of_its_field(question, session)


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


def _where(question: Question, session: Session) -> Question | None:
    """ "What else do they work in?" asks for industries."""
    asks = question.intent == "ask_responsibilities" and _WORK_IN.search(question.text)
    return question.asking("ask_industries") if asks and not question.values("facet") else None


def _how_many_of_a_facet(question: Question, session: Session) -> Question | None:
    """ "How many skills is that?" counts no listings."""
    facet = next((f for f in question.values("facet") if f in FACETS.values()), None)
    counts = question.intent == "count_listings" and facet and not JOB.search(question.text)
    of_a_role = question.context.roles or question.values("role", "role_head")
    return question.asking(_OF_FACET[str(facet)]) if counts and of_a_role else None


def _still_missing(question: Question, session: Session) -> Question | None:
    """ "What lacks me?", after what somebody knows."""
    told = question.context.known
    asks = question.intent in REFUSED and not question.entities and _LACKING.search(question.text)
    return question.asking("find_gap") if told and asks else None


def _of_the_sources(question: Question, session: Session) -> Question | None:
    """ "When was it published?" asks where the facts are from."""
    asks = question.intent in {*REFUSED, "follow_up"} and _PUBLISHED.search(question.text)
    return question.asking("ask_sources") if asks else None


def _of_one_tip(question: Question, session: Session) -> Question | None:
    """ "And networking where?", after the tips, asks of that one."""
    asks = question.intent in {*REFUSED, "follow_up", "ask_tips", "check_need"} and tips.asks_of_one(question, session)
    return question.asking("ask_tips") if asks and not question.entities else None


def _what_else(question: Question, session: Session) -> Question | None:
    """ "What else?", after a yes or no about one thing, asks for the rest of its kind."""
    told = question.context.topic == "check_need" and question.context.things and question.context.roles
    term = find_term(session, question.context.things[0]) if told and _ELSE.fullmatch(question.text) else None
    return question.asking(_OF_KIND[term.kind]) if term else None


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
    other = intent_of_facet(replace(question, entities=rest)) or cued(question.text)
    return question.asking(other, entities=rest) if other else None


_RULES: tuple[Rule, ...] = (
    _as_before,
    _why,
    lambda question, session: of_listings.other_listing(question),
    _by_its_kind,
    lambda question, session: ellipsis.of_an_unknown_thing(question),
    _untold,
    _needed,
    _who,
    _where,
    _how_many_of_a_facet,
    _of_the_sources,
    _still_missing,
    _of_one_tip,
    _what_else,
    *pay_meant.RULES,
    _outlook,
    _shared,
    *listings_meant.RULES,
    _again,
    _second_reading,
    _without_left_out_facets,
)
