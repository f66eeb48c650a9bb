"""How to get started."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from actions.answer import Answer, Bullets, Button, Heading, Paragraph
from actions.by_source import newest, some
from actions.question import Question, Reply
from actions.reverse import searched_words
from actions.role_reference import refer, unknown_role
from actions.roles import asking
from actions.wording import a, cited, counted
from knowledge.roles import all_roles
from knowledge.statements import statements_of
from knowledge.tips import Tip, all_tips

_MOST = 10
# Of the letters of a word so many must be alike: "networking" is told of under "network".
_STEM = 6


def asks_of_one(question: Question, session: Session) -> bool:
    """Whether the message asks of one of the tips just told: "and networking where?"."""
    tips = all_tips(session)
    return question.context.topic == "ask_tips" and bool(question.counted(tips) or _named(tips, question))


def _named(tips: Sequence[Tip], question: Question) -> list[Tip]:
    """The tips that hold a word of the message, or one that means the same."""
    asked = {word[:_STEM] for word in searched_words(question) if len(word) >= _STEM}
    for words in _alike():
        if re.search(rf"\b(?:{'|'.join(map(re.escape, words))})\b", question.text, re.I):
            asked |= {word[:_STEM] for word in words if len(word) >= _STEM}
    return [t for t in tips if asked & {word[:_STEM] for word in re.findall(r"[\w-]+", f"{t.title} {t.text}".lower())}]


@lru_cache(maxsize=1)
def _alike() -> list[list[str]]:
    found: list[list[str]] = YAML(typ="safe").load(Path(__file__).with_suffix(".yml").read_text("utf8"))
    return found


def _is_a_field(session: Session, name: str) -> bool:
    """Whether roles begin with the name: "tips for getting into machine learning" are for any of these."""
    return any(role.name.lower().startswith(f"{name} ".lower()) for role in all_roles(session))


def ask_tips(question: Question, session: Session) -> Reply:
    """The career tips; for a role with a profile also what to learn for it."""
    reference = refer(session, question)
    strange = reference.unknown if not reference.roles and not asks_of_one(question, session) else None
    if strange and not _is_a_field(session, strange):
        return Reply(unknown_role(session, strange), question.context)
    tips = all_tips(session)
    if question.context.topic == "ask_tips" and not question.values("facet", "role", "role_head"):
        counted_one = question.counted(tips)
        tips = [counted_one] if counted_one else _named(tips, question) or tips
    role = reference.roles[0] if reference.roles else None
    skills: list[str] = []
    if role and role.has_profile:
        describing = newest(statements_of(session, role.name))
        skills = list(dict.fromkeys(term.name for s in describing if s.facet == "skills" for term in s.terms))
        # Those that stand beside the role's description were written for it.
        own = {s.source for s in describing}
        tips = [tip for tip in tips if tip.source in own] or tips
    shown = tips[:_MOST]
    sources = [cited(tip.source) for tip in shown]
    if skills:
        sources += [cited(s.source) for s in describing if s.facet == "skills"]
    context = question.context.about(
        "ask_tips", roles=tuple(r.name for r in reference.roles[:1]) or question.context.roles
    )
    if not tips:
        return Reply(Answer.of(Paragraph("I have no tips on getting started yet."), kind="unknown"), context)
    return Reply(
        Answer.of(
            Heading(f"Getting started as {a(role.name)}" if role else "Getting started"),
            Bullets(tuple(f"{tip.title}: {tip.text}" if tip.text else tip.title for tip in shown)),
            Paragraph(f"I have {counted(len(tips) - _MOST, 'more tip')}; name a role for those on it.")
            if len(tips) > _MOST
            else None,
            Paragraph(f"For {a(role.name)} that means above all: {some(skills)}.") if role and skills else None,
            Paragraph(f"I have no profile of {a(role.name)}, so these tips are general.")
            if role and not skills
            else None,
            buttons=asking(role, "skills", "education", "salary")
            if role
            else [
                Button("Which role suits me?", "Which role suits me?"),
                Button("Roles I know", "Which roles do you know?"),
            ],
            sources=sources,
        ),
        context,
    )
