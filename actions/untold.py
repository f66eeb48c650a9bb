"""What people ask of jobs and roles, and no source tells: hours, holidays, bonuses, interviews."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy.orm import Session

from actions.answer import Answer, Button, Paragraph
from actions.facets import ASKING
from actions.listing_filter import TOPICS
from actions.question import Question, Reply
from actions.role_reference import refer
from actions.wording import a
from knowledge.roles import Role

_SUBJECTS = Path(__file__).with_suffix(".yml")
_OFFERED = ("responsibilities", "skills", "salary")


def untold(text: str) -> str | None:
    """What the message asks for that no source tells, as the answer calls it: "working hours"."""
    return next((name for name, words in _subjects() if words.search(text)), None)


def ask_untold(question: Question, session: Session) -> Reply:
    """Say that no source tells of that, and what they do tell."""
    said = Paragraph(f"I can’t answer that: no source of mine says anything about {untold(question.text) or 'it'}.")
    named = question.values("role", "role_head")
    of_a_posting = not named and (question.context.topic in TOPICS or question.values("company"))
    roles = () if of_a_posting else refer(session, question).roles
    everything, all_listings = Button("What can I ask?", "help"), Button("All listings", "Show me all jobs")
    told, buttons = None, [everything, all_listings]
    if of_a_posting:
        told = Paragraph("A posting tells its title, company, place, level, contract and pay.")
        buttons = [all_listings, everything]
    elif roles:
        told, buttons = _of_a_role(roles[0])
    context = replace(question.context, roles=tuple(role.name for role in roles) or question.context.roles)
    return Reply(Answer.of(said, told, buttons=buttons, kind="unknown"), context)


def _of_a_role(role: Role) -> tuple[Paragraph, list[Button]]:
    """What is told of a role, and buttons that ask for it."""
    known = "its profile and its pay" if role.has_profile else "its pay"
    offered = _OFFERED if role.has_profile else ("salary",)
    buttons = [Button(facet.capitalize(), ASKING[facet].format(role=a(role.name))) for facet in offered]
    return Paragraph(f"What they tell of {a(role.name)} is {known}."), buttons


@lru_cache(maxsize=1)
def _subjects() -> list[tuple[str, re.Pattern[str]]]:
    entries = YAML(typ="safe").load(_SUBJECTS.read_text("utf8"))
    return [(entry["name"], re.compile(rf"\b(?:{'|'.join(entry['words'])})(?!\w)", re.I)) for entry in entries]
