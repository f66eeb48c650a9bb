"""Elliptic questions: what the message leaves out is taken from the question before."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import listings
from actions.answer import Answer, Button, Paragraph
from actions.question import Entity, Question
from actions.reverse import KINDS
from actions.role_reference import refer
from actions.roles import ASKING, FACETS
from actions.wording import a
from knowledge.roles import all_roles

_INTENTS = {facet: intent for intent, facet in FACETS.items()} | {
    "definition": "ask_role",
    "tips": "ask_tips",
    "salary": "ask_salary",
    "listings": "find_listings",
}
_ABOUT_PAY = frozenset({"ask_salary", "compare_salaries", "ask_percentile"})
_PAY_CONDITIONS = ("level", "year", "place", "remote", "company_size", "employment_type")
_ABOUT_THINGS = frozenset({"check_need", "which_role", "suggest_role", "find_gap"})
_OTHER = re.compile(r"\bother\b", re.I)


def resolve(question: Question, session: Session) -> Question | Answer:
    """Return the full question that a follow-up stands for, or an answer that asks back."""
    question = _with_the_other(question, session)
    topic = question.context.topic
    if topic in listings.TOPICS and listings.dropped(question):
        return question.asking("refine_listings")
    named = question.values("role", "role_head")
    facet = next((f for f in question.values("facet") if f in _INTENTS), None)
    if question.value("ordinal") is not None:
        return question.asking("open_listing")
    if facet == "listings" and topic in listings.TOPICS:
        facet = None
    if facet:
        if topic in ("compare_roles", "compare_salaries") and not named and len(question.context.roles) > 1:
            return question.asking("compare_salaries" if facet == "salary" else "compare_roles")
        return question.asking(_INTENTS[facet])
    if topic in _ABOUT_PAY and (named or question.values(*_PAY_CONDITIONS)) and not question.values("company"):
        return question.asking("ask_salary")
    if topic in _ABOUT_PAY and question.values("amount"):
        return question.asking("ask_percentile")
    if topic == "open_listing" and question.values("company"):
        return question.asking("open_listing")
    if topic in listings.TOPICS and (named or listings.has_filter(question)):
        return question.asking("refine_listings")
    if listings.has_filter(question) and not named:
        return question.asking("find_listings", text=f"{question.text} for that")
    things = question.values(*KINDS, "category")
    if things:
        if topic == "ask_tools" and question.values("category") == things:
            return question.asking("ask_tools")
        if topic == "suggest_role":
            return question.asking("suggest_role", entities=_known_before(question) + question.entities)
        if topic in _ABOUT_THINGS and topic is not None:
            return question.asking(topic)
        return question.asking("check_need" if question.context.roles or named else "which_role")
    if named:
        if topic == "which_role" or topic is None or topic == "list_roles":
            return question.asking("ask_role")
        return question.asking(topic)
    if question.texts("unknown") and topic:
        return question.asking(topic if topic not in listings.TOPICS else "find_listings")
    return _what(question, session)


def _with_the_other(question: Question, session: Session) -> Question:
    """Read "the other one" as the profiled role that was not just spoken of, where there are two."""
    if not _OTHER.search(question.text) or question.values("role", "role_head") or len(question.context.roles) != 1:
        return question
    others = [r.name for r in all_roles(session) if r.has_profile and r.name not in question.context.roles]
    if len(others) != 1:
        return question
    other = Entity("role", others[0], "other", 0, 0)
    kept = tuple(e for e in question.entities if e.kind != "ordinal")
    return replace(question, entities=(*kept, other))


def _known_before(question: Question) -> tuple[Entity, ...]:
    return tuple(Entity("skill", name, name, 0, 0) for name in question.context.known)


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
