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

_SUBJECTS = Path(__file__).with_suffix(".yml")
_OFFERED = ("responsibilities", "skills", "salary")


def untold(text: str) -> str | None:
    """What the message asks for that no source tells, as the answer calls it: "working hours"."""
    return next((name for name, words in _subjects() if words.search(text)), None)


def ask_untold(question: Question, session: Session) -> Reply:
    """Say that no source tells of that, and what they do tell."""
    said = Paragraph(f"I can’t answer that: no source of mine says anything about {untold(question.text) or 'it'}.")
    of_a_role = question.values("role", "role_head")
    if not of_a_role and (question.context.topic in TOPICS or question.values("company")):
        told = Paragraph("A posting tells its title, company, place, level, contract and pay.")
        buttons = [Button("All listings", "Show me all jobs"), Button("What can I ask?", "help")]
        return Reply(Answer.of(said, told, buttons=buttons, kind="unknown"), question.context)
    roles = refer(session, question).roles
    context = replace(question.context, roles=tuple(role.name for role in roles) or question.context.roles)
    if not roles:
        buttons = [Button("What can I ask?", "help"), Button("All listings", "Show me all jobs")]
        return Reply(Answer.of(said, buttons=buttons, kind="unknown"), context)
    of_it = a(roles[0].name)
    offered = _OFFERED if roles[0].has_profile else ("salary",)
    told = Paragraph(
        f"What they tell of {of_it} is {'its profile and its pay' if roles[0].has_profile else 'its pay'}."
    )
    buttons = [Button(facet.capitalize(), ASKING[facet].format(role=of_it)) for facet in offered]
    return Reply(Answer.of(said, told, buttons=buttons, kind="unknown"), context)


@lru_cache(maxsize=1)
def _subjects() -> list[tuple[str, re.Pattern[str]]]:
    entries = YAML(typ="safe").load(_SUBJECTS.read_text("utf8"))
    return [(entry["name"], re.compile(rf"\b(?:{'|'.join(entry['words'])})(?!\w)", re.I)) for entry in entries]
