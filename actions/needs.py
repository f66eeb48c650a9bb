"""Yes or no about one thing: does a role need, use or work in it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph
from actions.ellipsis import OF_IT
from actions.facets import FACETS, intent_of_facet
from actions.question import Entity, Question, Reply
from actions.reverse import carried, searched_words, things_of
from actions.role_reference import ask_which_role, refer, unknown_role
from actions.roles import ask_facet, asking, statement_line, without_profile
from actions.wording import a, cited, listed
from knowledge.roles import Role, all_roles, find_role
from knowledge.statements import Statement, search_statements, statements_of
from knowledge.terms import find_term, mentions
from knowledge.vocabulary import nearest

# "Would a UX designer need that?": who needs is no thing that is needed.
_NEEDS = re.compile(
    r"\s+(?:needs?|uses?|knows?|have|has|requires?|learns?|stud(?:y|ies)|does?|do|earns?|makes?|works?)\b", re.I
)
_SUBJECT = re.compile(r"\b(?:do|does|would|should|must|will|can|could)\s+(?:an?|the)\s+$", re.I)
# A statement found by its words counts as saying yes from this share of the question's weight on.
_COVERED = 0.5
# "My friend is a dentist" tells who asks, and names nothing that is needed.
_OF_A_PERSON = re.compile(
    r"\b(?:friend|brother|sister|wife|husband|dad|father|mom|mum|mother|cousin|son|daughter|he|she|i|who)\b.{0,12}?"
    r"(?:['’]?s|['’]?m|\bis|\bwas|\bam)\s+(?:an?\s+)?$", re.I,
)  # fmt: skip
# More words than these are no name.
_NAME = 2
_WITH = re.compile(
    r"\b(?:work\w*|collaborat\w+|talk\w*|team up|meet\w*|deal\w*|cooperat\w+)\b.*\b(?:with|w/?|to)\b|\b(?:leads?|manages?|mentors?|guides?)\b",
    re.I,
)
_HE = re.compile(r"\b(?:he|she|they|thay|dey|it|one|you|i|(?:that|this) (?:person|role|job|one))\b", re.I)
_TWO = 2
# Where the message names no thing at all, something else that is this likely was asked.
_LIKELY = 0.05


def check_need(question: Question, session: Session) -> Reply:
    """Answer for each thing named and each role; silence in the sources is not a no."""
    together = _works_with(session, question)
    if together:
        return together
    things = things_of(session, question)
    words: Sequence[str] = _searched(question, session) if not things else ()
    if not things and not words and "education" not in question.values("facet"):
        things, words = carried(session, question)  # "is there a degree they want?" asks of no tool told before
    reference = refer(session, question)
    subject = next((e for e in question.entities if e.kind == "unknown" and _is_subject(question, e)), None)
    if subject is not None and not question.values("role", "role_head"):
        return Reply(unknown_role(session, subject.text), question.context)
    if reference.unknown and not question.values("role") and not things:
        reference = refer(
            session,
            question.asking(question.intent, entities=question.besides("unknown")),
        )
    roles = reference.roles
    if not roles:
        profiled = tuple(role for role in all_roles(session) if role.has_profile)
        if things and not reference.candidates:
            roles = profiled
        elif reference.unknown and things:
            return Reply(unknown_role(session, reference.unknown), question.context)
        else:
            asked = things or words
            # "Do I need a further degree?", "for the engineer I mean": the facet is then asked of that role.
            topic = "check_need" if asked else intent_of_facet(question) or "check_need"
            wanted = f"whether {listed(asked)} is part of the work" if asked else "what the profile names"
            return Reply(
                ask_which_role(session, reference, wanted, f"Does {{role}} need {listed(things or words)}?"),
                question.context.about(topic, things=things),
            )
    asked_of = things or ((" ".join(words),) if words else ())
    context = question.context.about("check_need", roles=tuple(r.name for r in roles), things=asked_of)
    if not things and not words:
        facet = next((facet for facet in question.values("facet") if facet in FACETS.values()), None)
        before = question.context.topic if question.context.topic in FACETS and not reference.unknown else None
        likely = before or next((name for name, p in question.ranking if name in FACETS and p >= _LIKELY), None)
        if facet or likely:
            return ask_facet(facet or FACETS[str(likely)], question, session)
        strange = searched_words(question) if reference.named or OF_IT.search(question.text) else []
        if 0 < len(strange) <= _NAME and roles[0].has_profile:
            return Reply(_verdict(session, roles[0], " ".join(strange), (), known=False), context)
        return Reply(
            Answer.of(Paragraph("Which skill, tool, degree or industry do you mean?"), kind="question"), context
        )
    answer: Answer | None = None
    for role in roles[:3]:
        parts = _verdicts(session, role, things, words)
        if things and role.has_profile:
            parts += [_verdict(session, role, name, (), known=False) for name in _strangers(question)[:2]]
        for part in parts:
            answer = part if answer is None else answer.then(part)
    assert answer is not None
    return Reply(answer, context)


def _is_subject(question: Question, name: Entity) -> bool:
    return bool(_SUBJECT.search(question.source[: name.start]) and _NEEDS.match(question.source[name.end :]))


def _works_with(session: Session, question: Question) -> Reply | None:
    """ "Does an engineer work with data scientists?", and "does he": the second role is what is asked about."""
    names = question.values("role")
    if len(names) == 1 and len(question.context.roles) == 1 and _HE.search(question.text):
        names = (*question.context.roles, *names)
    if len(names) != _TWO or names[0] == names[1] or not _WITH.search(question.text):
        return None
    role, other = (find_role(session, str(name)) for name in names)
    told = [s for s in statements_of(session, role.name) if _speaks_of(s, other)] if role and other else []
    if role is None or other is None or not told:
        return None
    return Reply(_beside(role, other, told), question.context.about("check_need", roles=(role.name,)))


def _speaks_of(statement: Statement, role: Role) -> bool:
    return any(name.lower() in statement.text.lower() for name in (role.name, role.plural))


def _beside(role: Role, other: Role, told: Sequence[Statement]) -> Answer:
    """What a role's profile says that speaks of another role."""
    return Answer.of(
        Heading(f"Yes: the profile of {a(role.name)} speaks of {other.plural}"),
        Bullets(tuple(statement_line(s) for s in told)),
        buttons=asking(role, "responsibilities", "skills"),
        sources=[cited(s.source) for s in told],
    )


def _verdicts(session: Session, role: Role, things: Sequence[str], words: Sequence[str]) -> list[Answer]:
    if not role.has_profile:
        known = without_profile(role, "profile", session)
        said = Paragraph(f"So I can’t say whether {a(role.name)} needs {listed(things or words)}.")
        return [replace(known, blocks=(*known.blocks[:1], said, *known.blocks[1:]))]
    statements = statements_of(session, role.name)
    if things:
        return [_verdict(session, role, thing, [s for s in statements if _names(s, thing)]) for thing in things]
    texts = {s.text for s, score in search_statements(session, words) if score >= _COVERED}
    found = [s for s in statements if s.text in texts]
    return [_verdict(session, role, " ".join(words), found, known=bool(texts))]


def _names(statement: Statement, thing: str) -> bool:
    """Whether a statement names the thing itself, or belongs to it where the thing is a category."""
    wanted = thing.lower()
    return any(t.name.lower() == wanted or (t.category or "").lower() == wanted for t in statement.terms) or (
        (statement.category or "").lower() == wanted
    )


def _verdict(session: Session, role: Role, thing: str, found: Sequence[Statement], known: bool = True) -> Answer:
    buttons = [Button(f"Which role uses {thing}?", f"Which role uses {thing}?"), *asking(role, "tools", "skills")]
    if found:
        facets = listed(list(dict.fromkeys(s.facet for s in found)))
        return Answer.of(
            Heading(f"Yes: {thing} belongs to the profile of {a(role.name)}"),
            Paragraph(f"It is named under {facets}:"),
            Bullets(tuple(statement_line(s) for s in found)),
            buttons=buttons,
            sources=[cited(s.source) for s in found],
        )
    everything = statements_of(session, role.name)
    near = [p.value for p, _ in nearest(session, thing, ["tool", "skill", "platform", "degree", "industry"], limit=2)]
    if known:
        elsewhere = list(dict.fromkeys(s.role for s in mentions(session, thing) if s.role != role.name))
        return Answer.of(
            Heading(f"Not that my sources say: {thing}, {role.name}"),
            Paragraph(
                f"The profile of {a(role.name)} does not name {thing}. That is no proof that nobody asks for it."
            ),
            Paragraph(f"It is named in the profile of {listed([a(name) for name in elsewhere[:3]])}.")
            if elsewhere
            else None,
            *_of_its_kind(session, thing, everything),
            buttons=buttons,
            sources=[cited(s.source) for s in everything],
        )
    return Answer.of(
        Paragraph(
            f"I don’t know “{thing}”: no source of mine names it, so I can’t say whether {a(role.name)} needs it."
        ),
        Paragraph(f"The nearest I know: {listed(near, 'or')}.") if near else None,
        buttons=asking(role, "tools", "skills", "education"),
        sources=[cited(s.source) for s in everything],
        kind="unknown",
    )


def _of_its_kind(session: Session, thing: str, statements: Sequence[Statement]) -> list[Block]:
    """What a profile names in the place of `thing`: of degrees what it says of education, of tools those of its category."""
    term = find_term(session, thing)
    if term is None:
        return []
    if term.kind == "degree":
        lines = [statement_line(s) for s in statements if s.facet == "education"]
    else:
        lines = [statement_line(s) for s in statements if term.category and s.category == term.category]
    return [Paragraph("What it does name there:"), Bullets(tuple(lines))] if lines else []


def _strangers(question: Question) -> list[str]:
    """Names that nobody knows, beside things that are known: "do I need Docker, or is Git enough?"."""
    names = (e for e in question.entities if e.kind == "unknown")
    return [e.text for e in names if not _OF_A_PERSON.search(question.source[: e.start])]


def _searched(question: Question, session: Session) -> tuple[str, ...]:
    """Words that name a thing unknown to the vocabulary, or a duty that some statement tells of."""
    names = [
        e for e in question.entities if e.kind == "unknown" and not _OF_A_PERSON.search(question.source[: e.start])
    ]
    unknown = tuple(word for name in names for word in name.text.split())
    if unknown:
        return unknown
    words = tuple(searched_words(question))
    found = words and any(score >= _COVERED for _, score in search_statements(session, words))
    return words if found else ()
