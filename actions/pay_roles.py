"""Whose pay is asked for; titles that no survey has are matched to the nearest, which is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Button, Paragraph
from actions.bare import only_names
from actions.question import Question
from actions.role_reference import RoleReference, refer, unknown_role
from actions.wording import a, cited, listed, money_range
from knowledge.listings import ListingFilter, search_listings
from knowledge.pay_figures import PayFigure, figure_of
from knowledge.roles import Role, all_roles, find_role, first_words
from knowledge.survey_answers import PayFilter
from knowledge.vocabulary import nearest

# Titles less alike than this are two professions rather than two names of one.
_NEAR = 0.75
# Before a title these make another of it.
_GRADES = frozenset(
    ["staff", "lead", "principal", "chief", "distinguished", "associate", "assistant", "deputy", "founding"]
)


@dataclass(frozen=True)
class PaidRoles:
    """`instead_of` is the title as asked, where `roles` holds the nearest to it; `unknown` one that none is near."""

    roles: tuple[Role, ...] = ()
    named: bool = False
    unknown: str | None = None
    candidates: tuple[Role, ...] = ()
    instead_of: str | None = None


def paid_roles(session: Session, question: Question) -> PaidRoles:
    """The roles whose pay the question is about."""
    reference = _with_field(session, question, refer(session, question))
    strange = question.values("unknown")
    if strange and not reference.named and not reference.unknown and only_names(question, "unknown", "facet"):
        return PaidRoles(unknown=str(strange[0]))  # "salary sysadmin"
    if reference.unknown and not reference.roles:
        near = next(iter(nearest(session, reference.unknown, ["role"], limit=1)), None)
        role = find_role(session, near[0].value) if near and near[1] >= _NEAR else None
        if role and role.answers:
            return PaidRoles((role,), named=True, instead_of=reference.unknown)
        return PaidRoles(unknown=reference.unknown)
    instead_of = _longer_title(session, question) if len(reference.roles) == 1 and reference.named else None
    return PaidRoles(reference.roles, reference.named, None, reference.candidates, instead_of)


def _longer_title(session: Session, question: Question) -> str | None:
    """The title asked for, where an unknown word or one that begins titles stands before the role ("staff data
    scientist")."""
    role = next((entity for entity in question.entities if entity.kind == "role"), None)
    before = re.search(r"([A-Za-z]+)\s+$", question.source[: role.start]) if role else None
    if role is None or before is None:
        return None
    there = [e.kind for e in question.entities if e.start <= before.start() < e.end]
    title = f"{before[1]} {role.text}"
    grades = not there and (before[1].lower() in first_words(session) or before[1].lower() in _GRADES)
    strange = there == ["unknown"] or grades
    return title if strange and find_role(session, title) is None else None


def _with_field(session: Session, question: Question, reference: RoleReference) -> RoleReference:
    """Some survey titles are fields too ("Data Science"): without a role, the field's figures are meant."""
    if reference.named or reference.candidates:
        return reference
    titles = [find_role(session, str(name)) for name in question.values("degree", "skill")]
    paid = tuple(role for role in titles if role and role.answers)
    return RoleReference(paid, named=True) if paid else reference


def ask_role(session: Session, candidates: Sequence[Role]) -> Answer:
    """Ask back whose pay is meant."""
    roles = candidates or [role for role in all_roles(session) if role.has_profile]
    named = f"I have figures of {listed([a(role.name) for role in roles[:4]])}, and of {'' if candidates else 'many '}others."
    return Answer.of(
        Paragraph(f"Whose pay? Which role do you mean? {named}"),
        buttons=[Button(r.name, f"What does {a(r.name)} earn?") for r in roles[:4]]
        + [Button("Which role earns the most?", "Which role earns the most?")],
        kind="question",
    )


def unknown_pay(session: Session, name: str) -> Answer:
    """Say that a title is unknown, and which are nearest."""
    answer = unknown_role(session, name)
    said = Paragraph(f"I have no salary figure for “{name}”: I don’t know that title.")
    return replace(answer, blocks=(said, *answer.blocks[1:]))


def nearest_paid(session: Session, name: str) -> list[tuple[Role, PayFigure]]:
    """The two titles with figures that are most like `name`."""
    paid = {role.name: role for role in all_roles(session) if role.answers}
    near = dict.fromkeys(p.value for p, _ in nearest(session, name, ["role"], limit=20) if p.value in paid)
    found = [(paid[n], figure_of(session, n)) for n in list(near)[:2]]
    return [(role, figure) for role, figure in found if figure]


def offered(session: Session, asked: PayFilter, place: str | None = None) -> tuple[list[str], list[str]]:
    """What listings for a role offer, of the level and way of working asked for, and their sources.

    They are those in the `place`, a region or city, or else those in the country asked for.
    """
    remote = {"yes": True, "no": False}.get(asked.remote or "")
    where = place or asked.country
    wanted = ListingFilter(role=asked.role, place=where, remote=remote, employment_type=asked.employment_type)
    of_any_level = search_listings(session, wanted, limit=5)
    found = [job for job in of_any_level if asked.level is None or job.level in (None, asked.level)]
    lines = [
        f"{job.title} at {job.company}: {money_range(job.pay_min, job.pay_max, job.currency)}"
        + (f" (posted as {job.pay_stated})" if job.pay_stated else "")
        for job in found
    ]
    return lines, [cited(job.source) for job in found]
