"""Elliptic questions: what the message leaves out is taken from the question before."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Button, Paragraph
from actions.bare import only_names
from actions.ellipsis import ABOUT_THINGS, cued, only_names_roles
from actions.facets import ABOUT_A_ROLE, ASKING, FACETS, OF_TWO_ROLES
from actions.listing_filter import TOPICS, dropped, has_filter
from actions.percentile import TOPICS as ABOUT_PAY
from actions.question import Entity, Question, unsaid
from actions.reverse import THINGS, telling_words, tells_of, who_does_not
from actions.role_reference import THE_OTHER, refer, unknown_names
from actions.wording import a
from knowledge.terms import find_term

_INTENTS = {facet: intent for intent, facet in FACETS.items()} | {
    "definition": "ask_role",
    "tips": "ask_tips",
    "salary": "ask_salary",
    "listings": "find_listings",
}
_PAY_CONDITIONS = ("level", "year", "place", "remote", "company_size", "employment_type")
# What a bare role is asked of next: these topics say nothing that could be asked of another role.
_OPEN = frozenset({None, "list_roles", "which_role", "open_listing"})
_OF_LISTINGS = ("company", "place", "remote", "employment_type", "amount")
_NEEDING = re.compile(r"\b(?:need\w*|us(?:e[sd]?|ing)|require\w*|know|learn|must|important|necessary)\b", re.I)
_VERB = re.compile(r"\b(?:do|does|did|will|would|can|could) (?:they|it|he|she|you|i|we)\s+$", re.I)
_HAVING = re.compile(r"\bi (?:have|know|can|am good at|use|did|studied|got)\b|\bi['’]ve\b", re.I)
_OTHER_THING = re.compile(r"\b(?:what|how) about (?:an?|the)\s+(?P<what>[^?.!]+)", re.I)
_OF_A_FACET = ABOUT_A_ROLE - {"ask_role"}
_WITHIN, _PLAIN = ABOUT_A_ROLE | OF_TWO_ROLES | {"which_role"}, 0.7
_LIKELY, _SAID = 0.01, 0.1
_VERSUS = re.compile(
    r"(?:^|[.!?]\s)\W*(?:(?:and|ok|but)\W+)*(?:vs?|versus|comp(?:are|air)d? (?:to|with|(?:it|that|this|them) (?:to|with))|against|(?:more|less|better|higher|lower) than)\b",
    re.I,
)
_EXTREME = re.compile(r"\b(?:lowest|highest|least|most|worst|best|poorest|richest)\b", re.I)
_SEVERAL_JOBS = re.compile(r"\b(?:jobs|openings|listings|postings|positions|vacancies)\b", re.I)
_WITH = re.compile(r"\W*(?:(?:and|or|ok)\W+)*(?:what (?:about|if) )?(?:with|for|in|if it (?:is|was|were))\b", re.I)
_WHAT = re.compile(r"\b(?:what|which)\b", re.I)
_MORE = re.compile(r"\b(?:more|less|better|worse|higher|lower)\b", re.I)
_JUST = re.compile(r"\b(?:just|only)\b", re.I)
_TOO = re.compile(r"\b(?:too|also|as well)\b", re.I)
_OF_ALL = re.compile(r"\b(?:over ?all|in all|in total|of all|all of them|in general)\b", re.I)


def resolve(question: Question, session: Session) -> Question | Answer:
    """Return the full question that a follow-up stands for, or an answer that asks back."""
    full = _resolved(question, session)
    return replace(full, elliptic=True) if isinstance(full, Question) else full


def _resolved(question: Question, session: Session) -> Question | Answer:
    topic = question.context.topic
    likeliest, chance = question.ranking[0] if question.ranking else ("", 0.0)
    if likeliest != question.intent and chance >= _PLAIN and likeliest in _WITHIN:
        return question.asking(likeliest)  # "and which one mentors people?" is plain without its "and"
    if topic == "compare_salaries" and _EXTREME.search(question.text) and not question.values("role", "role_head"):
        return question.asking("compare_salaries")  # "and the lowest?"
    if topic in TOPICS and dropped(question):
        return question.asking("refine_listings")
    reference = refer(session, question)
    named = reference.named or bool(question.values("role_head"))
    facet = next((f for f in question.values("facet") if f in _INTENTS), None)
    if question.value("ordinal") is not None and not named:
        return question.asking("open_listing")
    if topic in TOPICS and (facet == "listings" or has_filter(question)):
        facet = None  # "the jobs that pay over 120k" is a filter
    if (
        topic in ("find_gap", "suggest_role")
        and facet == "listings"
        and named
        and not _SEVERAL_JOBS.search(question.text)
    ):
        facet = None  # "the manager job" is a role
    if facet == "industries" and topic in ABOUT_THINGS and question.values("industry"):
        facet = None  # "and in the automotive sector?"
    if facet == "education" and topic in ABOUT_THINGS and question.values("degree"):
        facet = None  # "and data science, as a degree?"
    if facet:
        return question.asking(_of_facet(question, facet, named))
    if topic == "which_role" and question.context.things and not question.entities and who_does_not(question.text):
        return question.asking("which_role")
    cue = cued(question.text) if question.context.roles and not question.entities and topic not in TOPICS else None
    if cue == "ask_salary" and len(question.context.roles) > 1 and _MORE.search(question.text):
        cue = "compare_salaries"  # "and which of them earns more?"
    if cue:
        return question.asking(cue)  # "and what does he do?"
    against = named and _VERSUS.search(question.text) and len(question.context.roles) == 1
    if against and topic not in TOPICS:
        return _against(question)
    other = None if named or question.entities else _OTHER_THING.search(question.text)
    if other and topic in ABOUT_PAY and telling_words(other["what"]) and not cued(other["what"]):
        return question.asking("nlu_fallback")  # "what about a data wizard?" is of nothing that is known
    if topic in ABOUT_PAY:
        about_pay = _of_pay(question, named)
        if about_pay:
            return question.asking(about_pay)
    if topic == "open_listing" and question.values("company"):
        return question.asking("open_listing")
    if topic == "rank_listings" and _EXTREME.search(question.text) and not question.values("facet", "role"):
        return question.asking("rank_listings")
    if topic == "rank_listings" and _OF_ALL.search(question.text):
        return question.asking("rank_listings")
    if topic in TOPICS and (named or has_filter(question)):
        return question.asking("refine_listings")
    if (
        question.values("level", "year", "company_size")
        and not question.values(*_OF_LISTINGS)
        and question.context.roles
    ):
        return question.asking("ask_salary")
    if has_filter(question) and not named:
        return question.asking("find_listings")
    things = question.values(*THINGS)
    if things:
        return _of_things(question, named, session)
    if named and topic in OF_TWO_ROLES and _JUST.search(question.text) and len(reference.roles) == 1:
        return question.asking("ask_salary" if topic == "compare_salaries" else "ask_role")
    if named and topic == "find_gap" and not question.besides("role", "role_head"):
        return question.asking(topic)  # "and to become a manager?"
    if named and question.values("amount") and topic not in TOPICS:
        return question.asking("ask_percentile")  # "and a data science manager, isn't he above 200k?"
    cue = cued(question.text) if named and not question.besides("role", "role_head") else None
    plain = cue == "ask_responsibilities" or (_WHAT.search(question.text) and topic not in {*ABOUT_THINGS, *TOPICS})
    if cue and plain:
        return question.asking(cue)  # "and the manager, what does that one do?"
    if named:
        likely_said = (name for name, p in question.ranking if name in _OF_A_FACET and p >= _SAID)
        said = None if only_names_roles(question) else next(likely_said, None)
        kind = next((thing for thing in question.context.things if topic == "ask_tools"), None)
        if said is None and kind:  # "and the manager?", after the engineer's cloud services
            return question.asking("ask_tools", entities=(*question.entities, *unsaid("category", kind)))
        return question.asking(said or ("ask_role" if topic is None or topic in _OPEN else topic))
    if topic in TOPICS and _OF_ALL.search(question.text):
        return question.asking("more_listings")
    if question.texts("unknown") and _VERB.search(question.source[: _first(question, "unknown").start]):
        return question.asking("out_of_scope")  # "do they sponsor visas?" names nothing
    if question.texts("unknown") and topic in TOPICS:
        return question.asking("find_listings")
    if question.texts("unknown") and _NEEDING.search(question.text):
        return question.asking("check_need")
    if question.texts("unknown") and topic in FACETS and question.context.roles and _is_too(question):
        return question.asking("check_need")  # "Azure too?", after the tools of a role
    if unknown_names(question) and topic:
        return question.asking(topic)
    if question.texts("unknown"):
        return question.asking("nlu_fallback")  # to say the last answer again would answer another question
    if topic in TOPICS:
        return question.asking("more_listings")  # "show them"
    likely = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= _LIKELY), None)
    if likely and question.context.roles:
        return question.asking(likely)  # "and what does one earn?" names nothing, and yet asks something
    if question.context.roles and tells_of(question, session):
        return question.asking("check_need")  # "budgets too?"
    return _what(question, session)


def _is_too(question: Question) -> bool:
    return bool(_TOO.search(question.text)) and only_names(question, "unknown")


def _first(question: Question, kind: str) -> Entity:
    return next(e for e in question.entities if e.kind == kind)


def _of_facet(question: Question, facet: str, named: bool) -> str:
    topic, two = question.context.topic, len(question.context.roles) > 1
    if facet == "salary" and THE_OTHER.search(question.text) and _MORE.search(question.text):
        return "compare_salaries"  # "does that other one pay more?"
    if topic in OF_TWO_ROLES and not named and two:
        return "compare_salaries" if facet == "salary" else "compare_roles"
    return _INTENTS[facet]


def _of_pay(question: Question, named: bool) -> str | None:
    """What is asked after a question of pay; a message that names nothing ("by year", "and the median?") asks of that."""
    if question.values("company"):
        return None
    if question.values("amount"):
        return "ask_percentile"
    others = question.values(*THINGS) or question.texts("unknown")
    return "ask_salary" if named or question.values(*_PAY_CONDITIONS) or not others else None


def _of_things(question: Question, named: bool, session: Session) -> Question:
    topic, things = question.context.topic, question.values(*THINGS)
    if topic in ABOUT_A_ROLE and question.values("category") == things:
        return question.asking("ask_tools")
    if topic == "suggest_role" or (topic not in ("check_need", "find_gap") and _HAVING.search(question.text)):
        known = () if _is_another_degree(question, session) else _known_before(question)
        return question.asking("suggest_role", entities=known + question.entities)
    if topic is not None and topic in ABOUT_THINGS:
        return question.asking(topic)
    return question.asking("check_need" if question.context.roles or named else "which_role")


def _is_another_degree(question: Question, session: Session) -> bool:
    """ "And with computer science?", after what one degree is good for, is asked of the other by itself."""
    known = [find_term(session, name) for name in question.context.known]
    of_degrees = all(term and term.kind == "degree" for term in known) and only_names(question, "degree")
    return len(known) == 1 and of_degrees and bool(_WITH.match(question.text))


def _against(question: Question) -> Question:
    """The role spoken of beside the one that the message names, in what was asked last: "vs the manager"."""
    topic = str(question.context.topic)
    facet = unsaid("facet", FACETS[topic]) if topic in FACETS else ()
    intent = "compare_salaries" if topic == "ask_salary" else "compare_roles"
    return question.asking(intent, entities=(*spoken_of(question), *question.entities, *facet))


def spoken_of(question: Question) -> tuple[Entity, ...]:
    """The roles spoken of before, as if the message named them."""
    return unsaid("role", *question.context.roles)


def suggested_before(question: Question) -> Question:
    """The last question on which role suits, again."""
    return question.asking("suggest_role", entities=_known_before(question))


def _known_before(question: Question) -> tuple[Entity, ...]:
    return unsaid("skill", *question.context.known)


def _what(question: Question, session: Session) -> Answer:
    reference = refer(session, question)
    if not reference.roles:
        return Answer.of(
            Paragraph("I am not sure what that refers to. Ask me about a role, its skills, its pay, or jobs."),
            buttons=[Button("What can I ask?", "help"), Button("All listings", "Show me all jobs")],
            kind="question",
        )
    name = reference.roles[0].name
    return Answer.of(
        Paragraph(f"What would you like to know about {a(name)}?"),
        buttons=[
            Button(f.capitalize(), ASKING[f].format(role=a(name)))
            for f in ("responsibilities", "skills", "tools", "salary")
        ],
        kind="question",
    )
