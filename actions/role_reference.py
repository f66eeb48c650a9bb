"""Which roles a question is about: named, meant by "the manager", carried over, unknown or open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Button, Paragraph
from actions.bare import WORD, words_besides
from actions.context import LISTING_TOPICS, Context
from actions.counts import count_of
from actions.exclusion import left_out
from actions.question import Entity, Question
from actions.wording import a, listed
from knowledge.pay_figures import figures
from knowledge.roles import Role, all_roles, find_role, first_words
from knowledge.survey_answers import PayFilter
from knowledge.vocabulary import nearest


@dataclass(frozen=True)
class RoleReference:
    """`named` tells whether the message itself names the roles; `unknown` is a name that the store does not know."""

    roles: tuple[Role, ...] = ()
    named: bool = False
    unknown: str | None = None
    candidates: tuple[Role, ...] = ()


def refer(session: Session, question: Question) -> RoleReference:
    """Resolve the roles of `question`; `candidates` are what "the engineer" could mean if that is not settled."""
    out = left_out(question, "role", "role_head")
    if out:
        question = replace(question, entities=tuple(e for e in question.entities if e not in out))
    names = question.values("role")
    heads = question.values("role_head")
    in_part = () if names else _named_in_part(session, question)
    if in_part:
        return RoleReference(in_part, named=True)
    if names or heads:
        roles = [role for role in (find_role(session, name) for name in names) if role]
        candidates: tuple[Role, ...] = ()
        for head in heads:
            matching = _ending_in(session, head, question.context)
            if len(matching) == 1:
                roles += [role for role in matching if role not in roles]
            elif not roles:
                candidates = matching
        return RoleReference(tuple(roles), named=bool(roles), candidates=candidates)
    both = _pointed_at(session, question) if BOTH.search(question.text) else ()
    if both:
        return RoleReference(both, named=True)
    words = (*question.texts("unknown"), *_only_word(question))
    begun = tuple(role for word in words if (role := _begun_by(session, word)))
    if begun:
        return RoleReference(begun, named=True)
    unknown = unknown_names(question)
    if unknown and not _POORER.search(question.text):
        return RoleReference(unknown=unknown[0])
    if out:
        return RoleReference(_others(session, [str(e.value) for e in out], question.context.roles), named=True)
    pointed = _pointed_at(session, question)
    if pointed:
        return RoleReference(pointed, named=True)
    carried = [find_role(session, name) for name in question.context.roles]
    return RoleReference(tuple(role for role in carried if role))


_ONE_OF_TWO = re.compile(r"\bthe (?:(?P<first>former)|latter)\b", re.I)
# "Which of the two" and "both" mean the roles last spoken of, else the profiled ones where there are two.
BOTH = re.compile(
    r"\b(?:both|either of them|the two|these two|those two|each of them|(?:do|does|should|must|would) each|each one|(?:for|of) each(?=\W*$| at | in | with )|(?:these|those) roles|which (?:one )?of (?:them|these|those))\b",
    re.I,
)


def points_at_one(text: str) -> bool:
    """Whether the message points at one of two: "what does the latter earn"."""
    return bool(_ONE_OF_TWO.search(text))


def _pointed_at(session: Session, question: Question) -> tuple[Role, ...]:
    """The roles that "the former", "the latter" or "both" mean."""
    other = THE_OTHER.search(question.text)
    if other and len(question.context.roles) == 1:
        recent = question.context.recent_roles
        if other[0].lower().startswith("that") and len(recent) == 2 and recent[-1] == question.context.roles[0]:
            return ()  # "tools of that other role", after the other one was spoken of
        return other_than(session, question.context.roles[0], question.context.recent_roles)
    several = count_of_several(question.text)
    if several and len(question.context.named_roles) >= several:
        named = [find_role(session, name) for name in question.context.named_roles[-several:]]
        return tuple(role for role in named if role)
    paid = _BY_PAY.search(question.text)
    if paid and question.context.topic not in LISTING_TOPICS and len(question.context.recent_roles) == 2:
        less = bool(paid["less"] or paid["poorer"])
        return _by_pay(session, question.context.recent_roles, less, question.context.salary_filter)
    end = _AT_AN_END.search(question.text) or _THAT_ONE.search(question.text)
    if end and question.context.topic in ("compare_salaries", "ask_salary") and len(question.context.roles) > 1:
        less = bool(end.groupdict().get("bottom")) if end.groupdict() else question.context.least
        return _by_pay(session, question.context.roles, less, question.context.salary_filter)
    one, both = _ONE_OF_TWO.search(question.text), BOTH.search(question.text)
    if not (one or both):
        return ()
    carried = question.context.roles
    if both and len(carried) > 2 and not re.search(r"\b(?:two|both)\b", both[0], re.I):
        return tuple(role for name in carried if (role := find_role(session, name)))
    two = next((names for names in (question.context.roles, question.context.recent_roles) if len(names) == 2), ())
    roles = [role for role in (find_role(session, name) for name in two) if role]
    if len(roles) != 2:
        roles = [role for role in all_roles(session) if role.has_profile]
    if len(roles) != 2:
        return ()
    return tuple(roles) if not one else (roles[0],) if one["first"] else (roles[1],)


_OF_SEVERAL = re.compile(r"\b(?:of )?(?:these|those|the|all) (?P<count>three|four|five|3|4|5)\b", re.I)
_AT_THAT_LEVEL = re.compile(r"\bat (?:that|this|the same) (?:level|lvl)\b", re.I)
_POORER = re.compile(r"\b(?:poorer|richer)(?: ones?)?\b", re.I)
# "The better paid one" is, of two roles, told by their medians.
_BY_PAY = re.compile(
    r"\b(?:the|this|that) (?:(?P<less>worse|worst|lower|lowest|less|least|poorer)|better|best|higher|highest|more|most|richer)[- ]?(?:paid|paying|earning)\b(?! (?:jobs?|listings?))|\bthe (?:(?P<poorer>poorer)|richer)(?: ones?)?\b",
    re.I,
)


_THAT_ONE = re.compile(r"\b(?:that|this) one\b", re.I)
_AT_AN_END = re.compile(r"\bthe one (?:at|on) (?:the )?(?:top|(?P<bottom>bottom))\b", re.I)


def count_of_several(text: str) -> int | None:
    """How many roles "of these three" means."""
    found = _OF_SEVERAL.search(text)
    return None if found is None else count_of(found["count"])


def by_pay(text: str) -> bool:
    """Whether the message tells a role by its pay: "the better paid one"."""
    return bool(_BY_PAY.search(text))


def _by_pay(session: Session, names: Sequence[str], less: bool, asked: PayFilter) -> tuple[Role, ...]:
    """The one that earns more, or less, under the conditions that the pay was last asked for, or else in all."""
    paid = [
        (its[0].median, role)
        for name in names
        if (its := figures(session, replace(asked, role=name)) or figures(session, PayFilter(role=name)))
        and (role := find_role(session, name))
    ]
    if len(paid) < 2:
        return ()
    order = sorted(paid, key=lambda pair: pair[0])
    return (order[0 if less else -1][1],)


THE_OTHER = re.compile(
    r"\b(?:its|his|her|their|the) counterpart\b|\b(?:the|that) other(?:\s+(?:one|role|title|profession))?\b(?!\s+(?:jobs?|listings?|ones|openings?|responsibilities|sectors|industries|skills|tools|duties|tasks|degrees|languages|frameworks|tips|companies|firms)\b)",
    re.I,
)


def other_than(session: Session, name: str, recent: Sequence[str]) -> tuple[Role, ...]:
    """The second of the two roles last spoken of, or of two profiled ones in all."""
    names = [other for other in recent if other != name]
    names = names or [role.name for role in all_roles(session) if role.has_profile and role.name != name]
    found = [role for role in (find_role(session, other) for other in names) if role]
    return tuple(found) if len(found) == 1 else ()


def ends_in(name: str, words: str) -> bool:
    """Whether the last words of a role's name are these."""
    return f" {name}".lower().endswith(f" {words}".lower())


def _others(session: Session, out: Sequence[str], carried: Sequence[str]) -> tuple[Role, ...]:
    """What remains of the roles spoken of, or else of the profiled ones, without those that end in or are `out`."""

    def is_out(name: str) -> bool:
        return any(ends_in(name, left) for left in out)

    profiled = [role for role in all_roles(session) if role.has_profile]
    spoken_of = [role for role in (find_role(session, name) for name in carried) if role]
    for roles in (spoken_of, profiled):
        left = tuple(role for role in roles if not is_out(role.name))
        if left:
            return left
    return ()


# An unknown word names a role only where a role would stand ("does a plumber earn"), not in "mandatory skills".
_BEFORE_A_ROLE = re.compile(
    r"\b(?:an?|as|for|of|do|does|is|are|about|become|becoming|being|vs\.?|versus|than|the|and|or|with)\s+$", re.I
)
# "I've been a nurse for ten years" tells of the person who asks.
OF_ONESELF = re.compile(
    r"\b(?:i am|i['’]?m|i was|i['’]?ve been|i used to be|i (?:have )?worked as|i work as|working as|me as)\s+(?:\w+\s+)?(?:and |\d+ and )?an?\s+$",
    re.I,
)
# "I'm green as grass. How do I start?": the name is told of before the question.
_TOLD = re.compile(r"(?:^|[.!?]\s+)(?:i['’]?m|i am|i was|we|my|it['’]?s|that['’]?s|this is|the)\b[^.!?]*$", re.I)
_ASKED_THEN = re.compile(r"^[^.!?]*[.!]\s+\S[^.!]*(?:\?|$)")
_PRONOUN = re.compile(r"\b(?:it|they|their|its|them|that role|this role)\b", re.I)


def unknown_names(question: Question) -> tuple[str, ...]:
    """Names that the store does not know, where a role would stand."""
    return tuple(e.text for e in question.entities if e.kind == "unknown" and _stands_for_a_role(question, e))


def _stands_for_a_role(question: Question, entity: Entity) -> bool:
    before = question.source[: entity.start]
    level = next((e for e in question.entities if e.kind == "level" and 0 < e.end <= entity.start), None)
    if level is not None and not question.source[level.end : entity.start].strip():
        before = question.source[: level.start]  # "an entry-level nurse"
    if _TOLD.search(before) and _ASKED_THEN.search(question.source[entity.end :]):
        return False
    carried = question.context.roles and _PRONOUN.search(question.text)
    return not carried and not OF_ONESELF.search(before) and (entity.start == 0 or bool(_BEFORE_A_ROLE.search(before)))


def _only_word(question: Question) -> tuple[str, ...]:
    """The one word that the message holds besides names and words that say nothing: "and MLOps?"."""
    source = _AT_THAT_LEVEL.sub(lambda said: " " * len(said[0]), question.source)
    others = words_besides(replace(question, source=source), *{e.kind for e in question.entities})
    return tuple(others) if len(others) == 1 else ()


def _named_in_part(session: Session, question: Question) -> tuple[Role, ...]:
    """The two or more roles spoken of that words of theirs tell apart: "which is higher, head or director?"."""
    names = question.context.named_roles
    told: dict[str, set[str]] = {}
    for name in names:
        for word in name.lower().split():
            told.setdefault(word, set()).add(name)
    words = [word.lower() for word in WORD.findall(question.text)]
    meant = dict.fromkeys(next(iter(told[word])) for word in words if len(told.get(word, ())) == 1)
    roles = [role for name in meant if (role := find_role(session, name))]
    return tuple(roles) if len(roles) > 1 else ()


def _begun_by(session: Session, name: str) -> Role | None:
    """The one role whose name begins with a word that nobody knows: "MLOps"."""
    if name.split()[0].lower() not in first_words(session):
        return None
    found = [role for role in all_roles(session) if role.name.lower().startswith(f"{name.lower()} ")]
    return found[0] if len(found) == 1 else None


def listed_as(session: Session, head: str, carried: Sequence[str]) -> tuple[Role, ...]:
    """What "any engineer jobs" asks for: the role that was just spoken of, else all that end so and have listings."""
    ending = _all_ending_in(session, head)
    offered = tuple(r for r in ending if r.listings)
    return tuple(r for r in offered if r.name in carried) or offered


def _all_ending_in(session: Session, head: str) -> list[Role]:
    return [role for role in all_roles(session) if role.name.lower().split()[-1] == head.lower()]


def _ending_in(session: Session, head: str, context: Context) -> tuple[Role, ...]:
    """Roles whose name ends in `head`: of those just spoken of, else of those with a profile, else of all."""
    ending = _all_ending_in(session, head)
    # After a Data Scientist, "and analysts".
    begun = {name.split()[0] for name in context.roles} | {name.rpartition(" ")[0] for name in context.roles}
    alike = {f"{words} {head}".lower() for words in begun}
    for some in (
        [r for r in ending if r.name in context.roles],
        [r for r in ending if r.name in context.recent_roles],
        [r for r in ending if r.name in context.named_roles],
        [r for r in ending if r.has_profile],
        [r for r in ending if r.name.lower() in alike],
    ):
        if some:
            return tuple(some)
    return tuple(sorted(ending, key=lambda role: -role.answers)[:4])


def ask_which_role(session: Session, reference: RoleReference, wanted: str, ask: str) -> Answer:
    """Ask back for the role; `wanted` completes "Which role's … do you mean?", `ask` has `{role}` for the payload."""
    choices = reference.candidates or tuple(role for role in all_roles(session) if role.has_profile)
    buttons = [Button(role.name, ask.format(role=a(role.name))) for role in choices[:4]]
    return Answer.of(
        Paragraph(
            f"Which role do you mean? I can tell you {wanted} of {listed([a(r.name) for r in choices[:4]], 'or')}."
        ),
        buttons=buttons,
        kind="question",
    )


def unknown_role(session: Session, name: str) -> Answer:
    """Say that a role is unknown, and name the nearest that is known."""
    near = list(dict.fromkeys(phrase.value for phrase, _ in nearest(session, name, ["role"], limit=6)))[:3]
    profiled = [role.name for role in all_roles(session) if role.has_profile]
    known = near or profiled
    return Answer.of(
        Paragraph(f"I don’t know “{name}”, so I have no facts about it."),
        Paragraph(f"The nearest I know: {listed(known, 'or')}. Full profiles: {listed(profiled)}."),
        buttons=[Button(role, f"Tell me about {a(role)}") for role in dict.fromkeys(known + profiled)][:4],
        kind="unknown",
    )
