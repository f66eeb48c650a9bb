"""Roles meant by their kind or their place: "the NLP one", "the second"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.ellipsis import ABOUT_THINGS, JOB, LIKELY, cued, only_names
from actions.question import Entity, Question
from actions.reverse import telling_words
from actions.roles import ABOUT_A_ROLE, OF_TWO_ROLES
from knowledge.roles import Role, all_roles, find_role
from knowledge.statements import search_statements

_OF_ITS_KIND = re.compile(
    r"\b(?:the )?((?:[a-z][\w-]* )?[a-z][\w-]*) (?:one|kind|type|version|guys?|dudes?|lady|person|people|folks|lot|role|job|position|side|counterpart|equivalent)\b",
    re.I,
)
_ANY_NOUN = re.compile(r"\b(?:role|job|position|side)$", re.I)
# So many first letters are alike in "management" and "manager".
_ALIKE = 6


def with_role_by_its_kind(question: Question, session: Session) -> Question | None:
    """The question with the role that "the NLP one" means, after one whose name ends alike."""
    match = _OF_ITS_KIND.search(question.text)
    if match is None or not question.context.roles or question.values("role", "ordinal"):
        return None
    if question.values("role_head") and _ANY_NOUN.search(match[0]):
        return None  # "the manager job" names its role
    pointed = match[0].lower().startswith("the ")
    role = _of_kind(session, match[1], question.context.roles[0], pointed)
    if role is None:
        return None
    kept = tuple(e for e in question.entities if e.end <= match.start() or match.end() <= e.start)
    entities = (*kept, Entity("role", role.name, match[0], match.start(), match.end()))
    whole = replace(question, entities=entities)
    if only_names(whole, "role"):
        return whole.asking("follow_up")
    cue = cued(question.text[: match.start()] + question.text[match.end() :])
    likely = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= LIKELY), "ask_role")
    return whole.asking(cue or likely)


def _of_kind(session: Session, kind: str, spoken_of: str, pointed: bool) -> Role | None:
    """The role of that kind: one whose name ends as that spoken of does, else one with a profile; where it is `pointed` at
    ("the …"), also by what its duties are."""
    profiled = [role for role in all_roles(session) if role.has_profile]
    ends = dict.fromkeys((spoken_of.split()[-1], *(role.name.split()[-1] for role in profiled)))
    named = next((role for end in ends if (role := find_role(session, f"{kind} {end}"))), None)
    # "The management role" is the manager's.
    alike = (role for role in profiled if role.name.split()[-1].lower()[:_ALIKE] == kind.lower()[:_ALIKE])
    by_name = named or next(alike, None)
    if by_name:
        return by_name
    # "The boss one" leads people, says the profile.
    words = telling_words(kind) if pointed else []
    found = search_statements(session, words, "responsibilities") if len(words) == 1 else []
    told = {statement.role for statement, _ in found}
    return next((role for role in profiled if {role.name} == told), None)


def with_nth_role(question: Question, session: Session) -> Question | None:
    """After the list of roles, or a comparison of some, "the second" means a role."""
    number, topic = question.value("ordinal"), question.context.topic
    if number is None or JOB.search(question.text) or question.values("role", "role_head"):
        return None
    if topic == "list_roles":
        names = tuple(role.name for role in all_roles(session) if role.has_profile)
    elif topic in OF_TWO_ROLES:
        names = question.context.roles
    elif topic in ABOUT_A_ROLE and question.intent in ("follow_up", "open_listing"):
        names = question.context.recent_roles
    elif topic in ABOUT_THINGS and (question.intent in ABOUT_A_ROLE or not question.context.shown):
        names = question.context.recent_roles  # "which clouds must I know? for the first one"
    else:
        return None
    index = number - 1 if number > 0 else len(names) + number
    if not 0 <= index < len(names):
        return None
    kept = tuple(e for e in question.entities if e.kind != "ordinal")
    intent = question.intent
    if question.values("level", "year"):
        intent = "ask_salary"  # nothing else is told by these
    elif topic in ABOUT_A_ROLE:
        intent = str(topic)
    elif intent in ("open_listing", "follow_up"):
        intent = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= LIKELY), "ask_role")
    return question.asking(intent, entities=(*kept, Entity("role", names[index], names[index], 0, 0)))
