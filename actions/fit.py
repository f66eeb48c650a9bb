"""Which role suits what a person knows, and what is still missing, counted out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph, Table
from actions.exclusion import kept, left_out
from actions.question import Question, Reply
from actions.reverse import KINDS, not_doing, searched_words, telling_words, without
from actions.role_reference import OF_ONESELF, ask_which_role, refer, unknown_role
from actions.roles import asking, statement_line, without_profile
from actions.wording import a, cited, counted, listed
from knowledge.roles import Role, all_roles
from knowledge.statements import Statement, search_statements, statements_of, words_told

# A statement that covers less of what somebody likes says nothing of it.
_TOLD = 0.3
_LESS_LIKED = re.compile(
    r"(?:\bbut\b|[,.;!?]|^)[^,.;!?]*?\b(?:exhausts?|bores?|annoys?|drains?|stress(?:es)?|tires?|kills?) me\b|\bth[ae]n\b[^,.;!?]*|(?:\b(?:not|dont|hate|dislike|never|no)|n['’]t)\b[^,.;!?]*|\b(?:instead of|without)\b[^,.;!?]*",
    re.I,
)
# What somebody would rather do outweighs what they happen to know.
_RATHER = re.compile(
    r"\bi(?:['’]?d| would) (?:much |far )?(?:rather|prefer to)\b(?P<what>[^.!?;]*?)(?:\bth[ae]n\b[^.!?;]*)?[.!?;]", re.I
)
_NEVER = re.compile(
    r"\bi (?:(?:really |certainly )?(?:do(?:n['’]?t| not)|would(?:n['’]?t| not)|never) (?:ever )?(?:want|wish|like)|(?:hate|refuse)|(?:will|would) never)\b",
    re.I,
)
# A carrier of other questions: "which people do that?"
_PEOPLE = re.compile(r"\bpeople\b")
# More roles than two are compared elsewhere.
_MOST = 2
# Of what somebody likes, so many words must be told of.
_ENOUGH = 2
_OF_NO_WORK = frozenset({"outlook", "industries"})
_OF_WORK = frozenset({"responsibilities", "skills"})
_COUNTED_FACETS = ("skills", "tools", "education", "industries")


def suggest_role(question: Question, session: Session) -> Reply:
    """Rank the profiled roles by how many of the named things they ask for."""
    known = _known(question)
    context = question.context.about("suggest_role", known=known)
    preferred = _RATHER.search(question.text)
    if preferred and not refer(session, question).named:
        told = _by_what_is_liked(replace(question, text=preferred["what"]), session)
        if told:
            name, answer = told
            return Reply(answer, context.about("suggest_role", roles=(name,)))
    if not known:
        told = _by_what_is_liked(question, session)
        if told is None or _NEVER.search(question.text):
            left = _by_what_is_not_liked(question, session)
            # What somebody would never do outweighs what they happen to like of the same work.
            told = left if left and (told is None or left[0] != told[0]) else told
        if told:
            name, answer = told
            return Reply(answer, context.about("suggest_role", roles=(name,)))
        return Reply(_ask_what_is_known(question), context)
    rows = []
    blocks: list[Block] = []
    sources: list[str] = []
    for role in all_roles(session):
        if not role.has_profile:
            continue
        statements = _counted(session, role.name)
        has = [thing for thing in known if any(_names(s, thing) for s in statements)]
        rows.append((role, has, statements))
        sources += [cited(s.source) for s in statements]
    rows.sort(key=lambda row: -len(row[1]))
    best = [row for row in rows if len(row[1]) == len(rows[0][1])]
    if not rows[0][1]:
        blocks.append(
            Paragraph(f"No profile of mine names {listed(known, 'or')}, so I can’t say which role suits you.")
        )
    elif len(best) == 1:
        role, has, _ = best[0]
        blocks.append(Heading(f"{role.name} suits you best"))
        blocks.append(Paragraph(f"It asks for {len(has)} of the {counted(len(known), 'thing')} you named."))
    else:
        blocks.append(Heading(f"{listed([row[0].name for row in best])} suit you equally"))
        blocks.append(Paragraph(f"Each asks for {len(rows[0][1])} of the {counted(len(known), 'thing')} you named."))
    blocks += _not_counted(question)
    table = tuple(
        (role.name, f"{len(has)} of {len(known)}", ", ".join(has) or "–",
         ", ".join(t for t in known if t not in has) or "–")
        for role, has, _ in rows
    )  # fmt: skip
    blocks.append(Table(("Role", "Matches", "Asked for", "Not named"), table))
    buttons = [
        Button(f"Missing for {role.name}", f"What am I missing to become {a(role.name)}?") for role, _, _ in rows[:2]
    ]
    counted_out = Answer.of(*blocks, buttons=buttons, sources=sources, kind="answer" if rows[0][1] else "unknown")
    return Reply(counted_out, context.about("suggest_role", roles=tuple(row[0].name for row in best[:1])))


def find_gap(question: Question, session: Session) -> Reply:
    """What a role asks for that the person has not named, here or earlier."""
    reference = refer(session, question)
    known = _known(question) or question.context.known
    context = question.context.about("find_gap", known=known)
    if reference.unknown and not reference.roles and not known:
        return Reply(unknown_role(session, reference.unknown), question.context)
    if not reference.roles:
        return Reply(
            ask_which_role(
                session, reference, "what is missing on the way to the work", "What am I missing to become {role}?"
            ),
            context,
        )
    roles = _aimed_at(question, reference.roles)
    context = context.about("find_gap", roles=tuple(role.name for role in roles))
    answer = _gap(session, roles[0], known)
    for role in roles[1:_MOST]:
        answer = answer.then(_gap(session, role, known))
    return Reply(answer, context)


def _aimed_at(question: Question, roles: Sequence[Role]) -> Sequence[Role]:
    """The roles that somebody wants to become, without the one that they say they are: "I am a data analyst, …"."""
    own = {e.value for e in question.entities if e.kind == "role" and OF_ONESELF.search(question.source[: e.start])}
    return [role for role in roles if role.name not in own] or roles


def _gap(session: Session, role: Role, known: Sequence[str]) -> Answer:
    if not role.has_profile:
        return without_profile(role, "profile", session)
    statements = [s for s in _counted(session, role.name) if s.facet in ("skills", "tools", "education")]
    blocks: list[Block] = [Heading(f"On your way to {role.name}")]
    has = [thing for thing in known if any(_names(s, thing) for s in statements)]
    if known:
        lacking = f"{listed(known)} {'is' if len(known) == 1 else 'are'} not in the profile."
        blocks.append(Paragraph(f"You have {len(has)}: {listed(has)}." if has else lacking))
    else:
        blocks.append(Paragraph("You have not told me what you know yet, so this is the whole list."))
    lines = []
    for facet in ("skills", "tools", "education"):
        terms = dict.fromkeys(term.name for s in statements if s.facet == facet for term in s.terms)
        missing = [t for t in terms if t.lower() not in {thing.lower() for thing in known}]
        if missing:
            lines.append(f"{facet.capitalize()}: {', '.join(missing)}")
    blocks.append(Paragraph("Still missing, as far as the profile says:" if known else "The profile asks for:"))
    blocks.append(Bullets(tuple(lines)))
    return Answer.of(
        *blocks,
        buttons=asking(role, "skills", "education", "salary"),
        sources=[cited(s.source) for s in statements],
    )


def _known(question: Question) -> tuple[str, ...]:
    question = kept(question, *KINDS, verbs=True)
    return tuple(str(v) for v in question.values(*KINDS, other_readings=not question.values(*KINDS)))


def _counted(session: Session, role: str) -> list[Statement]:
    return [s for s in statements_of(session, role) if s.facet in _COUNTED_FACETS]


def _names(statement: Statement, thing: str) -> bool:
    return any(term.name.lower() == thing.lower() for term in statement.terms)


def _by_what_is_liked(question: Question, session: Session) -> tuple[str, Answer] | None:
    """The one role whose profile tells of what somebody likes in words that name no skill: "I like telling people what to
    do"."""
    liked = _LESS_LIKED.sub("", _without_roles(question))
    nearest = _telling_of(question, session, liked)
    roles = {s.role for s in nearest}
    if len(roles) != 1:
        nearest = _telling_most_of(session, liked)
        roles = {s.role for s in nearest}
    if len(roles) != 1:
        return None
    (role,) = roles
    answer = Answer.of(
        Heading(f"{role} comes closest"),
        *_not_counted(question),
        Paragraph("Going by the words that you and the profiles have in common:"),
        Bullets(tuple(f"{s.facet.capitalize()}: {statement_line(s)}" for s in nearest)),
        Paragraph("Name a few skills or tools as well, and I count which role asks for them."),
        buttons=[
            Button(f"What {a(role)} does", f"What does {a(role)} do?"),
            Button("Roles I know", "Which roles do you know?"),
        ],
        sources=[cited(s.source) for s in nearest],
    )
    return role, answer


def _without_roles(question: Question) -> str:
    """What the message says, but for the roles between which it asks: "manager or engineer, which is for me?"."""
    text = question.text
    for name in question.texts_of("role", "role_head"):
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.I)
    return text


def _by_what_is_not_liked(question: Question, session: Session) -> tuple[str, Answer] | None:
    """The one role whose profile does not tell of what somebody would rather not do: "I don't want to manage people"."""
    disliked = tuple(str(e.value) for e in left_out(question, *KINDS, verbs=True))
    if disliked:
        answer, free = without(session, disliked)
        return (free[0], answer) if len(free) == 1 else None
    told = _telling_of(question, session, " ".join(_LESS_LIKED.findall(question.text)))
    answer, free = not_doing(session, told)
    return (free[0], answer) if told and len(free) == 1 else None


def _telling_of(question: Question, session: Session, text: str) -> list[Statement]:
    """The statements that have most of what `text` says."""
    words = words_told(session, [*searched_words(replace(question, text=text)), *_PEOPLE.findall(text.lower())])
    of_work = (s for s in search_statements(session, words) if s[0].facet not in _OF_NO_WORK) if words else ()
    found = [(s, score) for s, score in of_work if score >= _TOLD]
    best = max((score for _, score in found), default=0.0)
    return [s for s, score in found if score == best]


def _telling_most_of(session: Session, text: str) -> list[Statement]:
    """Of the role whose duties and skills tell of more of the words than any other's: one statement for each word."""
    words = words_told(session, telling_words(text))
    told: dict[str, dict[str, Statement]] = {}
    for word in dict.fromkeys(words):
        for statement, _ in search_statements(session, [word]):
            if statement.facet in _OF_WORK:
                told.setdefault(statement.role, {}).setdefault(word, statement)
    best, *others = sorted(told.values(), key=len, reverse=True) or [{}]
    if len(best) < _ENOUGH or any(len(other) == len(best) for other in others):
        return []
    return list(dict.fromkeys(best.values()))


def _not_counted(question: Question) -> list[Block]:
    return [
        Paragraph(f"I don’t know “{name.lower()}”, so it is not counted.") for name in question.texts("unknown")[:3]
    ]


def _ask_what_is_known(question: Question) -> Answer:
    unknown = question.texts("unknown")
    return Answer.of(
        Paragraph(f"I don’t know {listed([f'“{u}”' for u in unknown], 'or')}.") if unknown else None,
        Paragraph(
            "Tell me what you know or like, and I count which role asks for it: for example a few tools and skills."
        ),
        buttons=[Button("Roles I know", "Which roles do you know?"), Button("Tips", "How do I get started?")],
        kind="question",
    )
