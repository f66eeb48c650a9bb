"""Two roles side by side: what both have, and what only one has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Button, Heading, Paragraph, Table
from actions.by_source import newest, told
from actions.facets import FACETS
from actions.question import Entity, Question, Reply, unsaid
from actions.role_reference import ends_in, refer, unknown_names, unknown_role
from actions.wording import a, cited, counted, listed, money
from knowledge.pay_figures import figure_of
from knowledge.roles import Role, all_roles
from knowledge.statements import Statement, statements_of

_FACETS = ("skills", "education", "tools", "industries")
# "How do they differ?" where there is but one other role to compare with.
_OF_BOTH = re.compile(r"\b(?:they|them|both|the two|these|those|each other)\b", re.I)
# "Which ones do both use?" asks for nothing that only one has.
_SHARED = "both"
_BOTH_HAVE = re.compile(
    r"\b(?:do|does|would|must|should) (?:they )?both\b|\bboth (?:of them )?(?:use|need|have|require|know|share)\b|\bin common\b|\b(?:they|them|these two|those two|the two) (?:all )?shar(?:e|ing)\b|\bshared\b|\boverlap\w*\b",
    re.I,
)
_BUT_NOT = re.compile(r"\s*(?:do|does|is|are)(?:n?['’]?t|\s?n['’]?t| not)\b", re.I)
_ONLY = re.compile(r"\b(?:only|just)(?: for| by| to)?(?: the| a| an)?\s+$", re.I)
# "What tools do the two roles have in common?"
_OF_THE_TWO = re.compile(
    r"\b(?:the|your|these|those|both)(?: (?:two|2|both))? (?:roles|jobs|careers|profiles)\b|\b(?:in common|share[ds]?)\b",
    re.I,
)
_PAIR = 2
_TOLD = ("definition", "responsibilities", "outlook")


def compare_roles(question: Question, session: Session) -> Reply:
    """Compare two roles overall, or on the facets that the question names."""
    reference = refer(session, question)
    if reference.unknown and not reference.roles:
        return Reply(unknown_role(session, reference.unknown), question.context)
    roles = list(reference.roles)
    if reference.named and len(roles) == 1:
        carried = [r for r in all_roles(session) if r.name in question.context.roles and r.name != roles[0].name]
        roles += carried[:1]
    if len(roles) < 2:
        return _ask_for_two(question, session, roles)
    unknown = [Paragraph(f"I don’t know “{name}”; I compare what I know.") for name in unknown_names(question)[:1]]
    roles = roles[:3]
    facets = [f for f in question.values("facet") if f in (*_FACETS, *_TOLD)]
    topics = tuple(intent for facet in facets for intent, of_facet in FACETS.items() if of_facet == facet)
    context = question.context.about("compare_roles", roles=tuple(role.name for role in roles), topics=topics)
    if facets:
        part = _part(question, roles)
        answer = compare_facet(session, roles, facets[0], part)
        for facet in facets[1:]:
            answer = answer.then(compare_facet(session, roles, facet, part))
    else:
        answer = _overall(session, roles)
    return Reply(Answer.of(*unknown).then(answer) if unknown else answer, context)


def _part(question: Question, roles: Sequence[Role]) -> str | None:
    """Which part of a comparison is asked for: `_SHARED`, or what only the role of that name has; None for all of it.

    "Which tools does the manager use that the engineer doesn't?" asks for the manager's, and so does "which only the
    manager?".
    """
    if _BOTH_HAVE.search(question.text):
        return _SHARED
    alone = only_one(question)
    if alone:
        return next((role.name for role in roles if ends_in(role.name, str(alone.value))), None)
    named = [e for e in question.entities if e.kind in ("role", "role_head")]
    if len(named) != 2 or len(roles) != 2 or not _BUT_NOT.match(question.source[named[1].end :]):
        return None
    return roles[0].name


def only_one(question: Question) -> Entity | None:
    """The role that the message names as the only one to have something: "which only the engineer?"."""
    named = [e for e in question.entities if e.kind in ("role", "role_head") and e.end]
    return named[0] if len(named) == 1 and _ONLY.search(question.source[: named[0].start]) else None


def compare_facet(session: Session, roles: Sequence[Role], facet: str, part: str | None = None) -> Answer:
    """One facet of two or more roles: shared, and only of each, or just one `part`; told facets stand under one
    another."""
    statements = {role.name: statements_of(session, role.name, facet) for role in roles}
    blocks: list[Block] = [Heading(f"{facet.capitalize()}: {' and '.join(statements)}")]
    missing = [name for name, of_role in statements.items() if not of_role]
    if facet in _TOLD:
        for name, of_role in statements.items():
            if of_role:
                blocks += [Paragraph(name), *told(of_role, lambda s: s.text)]
    else:
        terms = {name: _terms(of_role) for name, of_role in statements.items() if of_role}
        if len(terms) > 1:
            shared = [t for t in next(iter(terms.values())) if all(t in other for other in terms.values())]
            part = None if part == _SHARED and not shared else part
            if part in (None, _SHARED):
                blocks.append(Paragraph(f"Both: {listed(shared)}." if shared else "Nothing named for both."))
        else:
            shared = []
        for name, named in terms.items():
            if part not in (None, name):
                continue
            only = [t for t in named if t not in shared]
            blocks.append(Paragraph(f"Only {name}: {listed(only)}." if only else f"Only {name}: nothing further."))
    if missing:
        blocks.append(Paragraph(f"I have nothing on the {facet} of {listed([a(name) for name in missing], 'or')}."))
    return Answer.of(
        *blocks,
        buttons=_next(roles, facet),
        sources=[cited(s.source) for of_role in statements.values() for s in of_role],
        kind="answer" if len(missing) < len(roles) else "unknown",
    )


def _overall(session: Session, roles: Sequence[Role]) -> Answer:
    names = [role.name for role in roles]
    blocks: list[Block] = [Heading(" vs. ".join(names))]
    rows: list[tuple[str, ...]] = []
    sources: list[str] = []
    profiles = {role.name: statements_of(session, role.name) for role in roles}
    for facet in ("definition", "responsibilities"):
        for name in names:
            said = [s for s in newest(profiles[name], 1) if s.facet == facet]
            if said and facet == "definition":
                blocks.append(Paragraph(f"{name}: {said[0].text}"))
            elif said:
                blocks.append(Paragraph(f"{name} – duties: {'; '.join(s.text.rstrip('.') for s in said)}."))
    for facet in _FACETS:
        terms = [_terms([s for s in profiles[name] if s.facet == facet]) for name in names]
        if sum(map(bool, terms)) < 2:
            continue
        shared = [t for t in terms[0] if all(t in other for other in terms[1:])]
        only = [", ".join(t for t in own if t not in shared) or "–" for own in terms]
        rows.append((facet.capitalize(), ", ".join(shared) or "–", *only))
    if rows:
        blocks.append(Table(("", "Both", *(f"Only {name}" for name in names)), tuple(rows)))
    pay = []
    for role in roles:
        statistic = figure_of(session, role.name)
        if statistic:
            pay.append(f"{role.name} {money(statistic.median)} ({counted(statistic.count, 'answer')})")
            sources.append(cited(statistic.source))
    if pay:
        blocks.append(Paragraph(f"Median pay a year: {listed(pay)}."))
    missing = [name for name in names if not profiles[name]]
    if missing:
        blocks.append(Paragraph(f"I have no profile of {listed([a(name) for name in missing], 'or')}."))
    return Answer.of(
        *blocks,
        buttons=_next(roles, ""),
        sources=[cited(s.source) for name in names for s in profiles[name]] + sources,
        kind="answer" if pay or len(missing) < len(names) else "unknown",
    )


def _terms(statements: Sequence[Statement]) -> list[str]:
    return list(dict.fromkeys(term.name for s in statements for term in s.terms))


def _next(roles: Sequence[Role], facet: str) -> list[Button]:
    pair = " and ".join(a(role.name) for role in roles[:2])
    buttons = [
        Button(f"Compare {f}", f"Compare the {f} of {pair}") for f in ("skills", "tools", "education") if f != facet
    ]
    return [*buttons, Button("Who earns more?", f"Who earns more, {' or '.join(a(r.name) for r in roles[:2])}?")]


def _ask_for_two(question: Question, session: Session, roles: Sequence[Role]) -> Reply:
    profiled = [role for role in all_roles(session) if role.has_profile]
    first = roles[0] if roles else None
    others = [role for role in profiled if role != first]
    of_two = first is None or first in profiled
    if of_two and len(profiled) == _PAIR and (_OF_BOTH if first else _OF_THE_TWO).search(question.text):
        pair = unsaid("role", *(role.name for role in (*roles, *others)))
        return compare_roles(replace(question, entities=(*question.entities, *pair)), session)
    if first:
        buttons = [Button(o.name, f"Compare {a(first.name)} and {a(o.name)}") for o in others[:3]]
        text = f"Which role should I compare with {a(first.name)}?"
    else:
        pairs = [(x, y) for i, x in enumerate(profiled) for y in profiled[i + 1 :]]
        buttons = [Button(f"{x.name} vs. {y.name}", f"Compare {a(x.name)} and {a(y.name)}") for x, y in pairs[:3]]
        text = "Which two roles should I compare?"
    context = question.context.about("compare_roles", roles=tuple(role.name for role in roles))
    strangers = unknown_names(question)
    said = Paragraph(f"I don’t know “{strangers[0]}”, so I have no facts about it.") if strangers else None
    return Reply(
        Answer.of(said, Paragraph(text), buttons=buttons, kind="unknown" if strangers else "question"), context
    )
