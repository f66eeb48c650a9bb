"""The other way round: which role needs, uses or works in something; who does something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph
from actions.context import Context
from actions.exclusion import left_out
from actions.facets import FACETS
from actions.question import Question, Reply
from actions.roles import ask_facet, statement_line
from actions.sentences import last_sentence
from actions.wording import a, cited, listed
from knowledge.roles import all_roles
from knowledge.statements import Statement, search_statements, statements_of
from knowledge.terms import find_term, is_category, mentions, terms_in
from knowledge.vocabulary import nearest

KINDS = ("skill", "tool", "platform", "degree", "industry")
THINGS = (*KINDS, "category")
# Words that carry a question and say nothing of what is searched.
_CARRIERS = frozenset(
    (
        "who whom whose see sees makes make made making if good well which wich what stuff thing things does do did is are was the a an of in on for to with and or that this "
        "these those role roles job jobs position positions title people person someone anyone has have had "
        "must need needs needed knows known mine yours ours hire hires hired learn require requires required use uses used using work works working should would "
        "can could will usually typically often mostly normally their them they it its i me my you your know "
        "between both two one more most responsible charge as at by from be if when how about "
        "career way take takes care cares caring worries taking handle handles deal deals dealing look looks looking "
        "better so ok well but hm even still ever actually been being keep keeps keeping run runs running eye he she his her him after doing done get gets then else too also really actually please tell name "
        "sure stay stays nothing none all suit suits fit fits fitting best right perfect no not meant mean means other rather myself something anything maybe perhaps hm hmm love like enjoy prefer want wants wanted there lol haha omg obligatory mandatory compulsory necessary "
    ).split()
)
_GOOD = 0.5
_SHOWN = 4
# Statements that cover so little less of the words are as good an answer.
_NEARLY = 0.15
_WHO = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:who|whose|which (?:role|job|one|person|position)|what (?:role|job))\b", re.I
)
_WHO_DOES_NOT = re.compile(
    r"\b(?:who|which|what)(?: ones?| roles?| jobs?| careers?)?(?: of (?:them|these|those|(?:the|these|those|your) (?:two )?(?:roles|jobs|careers|two)))? (?:(?:do|does)(?:\s?n['’]?t| not)|(?:gets? by|gets? along|does|manages?|comes?|works?) without|(?:needs?|uses?|requires?|has|have|wants?) (?:neither|none|nothing to do with))\b",
    re.I,
)
_AND_WHO_NOT = re.compile(
    r"\b(?:and|n|or)\W+(?:who|which)(?: ones?| roles?)? (?:do|does)(?:n?['’]?t|\s?n['’]?t| not)\b", re.I
)
# By words alone: so many of them, and so much of their weight.
_ENOUGH, _SURE = 2, 0.75
# A word as long as this may stand alone: "who cares about scalability?"
_TELLING = 8


def things_of(session: Session, question: Question) -> tuple[str, ...]:
    """Names of the skills, tools, platforms, degrees, industries and categories in the question."""
    named = question.values(*THINGS, other_readings=not question.values(*THINGS))
    return tuple(str(name) for name in named)


def carried(session: Session, question: Question) -> tuple[tuple[str, ...], list[str]]:
    """What was asked about before: things that the store knows, or else the words that were searched."""
    before = question.context.things
    known = tuple(thing for thing in before if is_category(session, thing) or find_term(session, thing))
    return (known, []) if known or not before else ((), before[0].split())


def searched_words(question: Question) -> list[str]:
    """Words of the question that say what is searched: no role, and nothing that only carries a question."""
    text = question.text
    for role in (*question.texts("role"), *question.texts("role_head"), *question.texts("facet")):
        text = text.replace(role, " ")
    return telling_words(_asking(text))


def telling_words(text: str) -> list[str]:
    """The words of `text` that do not only carry a question."""
    text = re.sub(r"['’](?:ve|re|ll|d|s|m)\b", "", text)
    return [w for w in re.findall(r"[\w+#-]+", text.lower()) if w not in _CARRIERS and len(w) > 1]


def _asking(text: str) -> str:
    """The sentences that end in a question mark, or all: "Which role presents? So that I can warn her." """
    asked = " ".join(re.findall(r"[^.!?;]*\?", text))
    return asked if telling_words(asked) else text  # "I explain things. Which role needs that?"


def who_does_not(text: str) -> bool:
    """Whether the message asks who does not: "and which one doesn't?"."""
    return bool(_WHO_DOES_NOT.search(text))


_DISLIKED = re.compile(r"\b(?:not|never|hate|dislike|dont|no)\b|n['’]t\b", re.I)
# Bare keywords: "budgets, timelines".
_LISTED = re.compile(r"\W*[^\W\d_]+(?:\s*(?:,|&|\band\b)\s*[^\W\d_]+)+\W*")


def asks_of_a_duty(question: Question, session: Session) -> str | None:
    """`which_role` where a message that looks foreign, or leans on the one before, asks who does what some statement tells of, or where one that asks
    for a role that suits says no more than what its duty would be."""
    last = last_sentence(question.text)  # of a story
    asks = _WHO.match(last) or _LISTED.fullmatch(question.text)
    refused = question.intent in ("out_of_scope", "nlu_fallback", "follow_up") and asks
    liked = question.intent == "suggest_role" and not question.values(*THINGS)
    if (not refused and not liked) or (liked and _DISLIKED.search(question.text)):
        return None
    words = searched_words(question)
    told_before = len(last) < len(question.text.rstrip(" .!?"))
    telling = liked or (len(words) == 1 and (len(words[0]) >= _TELLING or told_before))
    if len(words) < (1 if telling else _ENOUGH) or question.texts("unknown"):
        return None
    return "which_role" if tells_surely(session, words) else None


def tells_of(question: Question, session: Session) -> bool:
    """Whether some statement tells of all that the message says: "budgets too?"."""
    return tells_surely(session, searched_words(question))


def tells_surely(session: Session, words: Sequence[str]) -> bool:
    """Whether some statement holds nearly all that these words weigh."""
    return bool(words) and any(score >= _SURE for _, score in search_statements(session, words))


def which_role(question: Question, session: Session) -> Reply:
    """Roles by what they need, by query over the terms; by words of their duties where no term is named."""
    lacking = tuple(str(e.value) for e in left_out(question, *THINGS, verbs=True))
    words = searched_words(question)
    if not things_of(session, question) and who_does_not(question.text) and not tells_surely(session, words):
        lacking = question.context.things  # "and which doesn't?"
    if lacking:
        answer, free = without(session, lacking)
        roles = free if len(free) == 1 else question.context.roles
        return Reply(answer, question.context.about("which_role", things=lacking, roles=roles))
    things = things_of(session, question)
    if not things and not words:
        facet = next((facet for facet in question.values("facet") if facet in FACETS.values()), None)
        if facet and question.context.roles:
            return ask_facet(facet, question, session)
        things, words = carried(session, question)
    context = question.context.about("which_role", things=things or tuple(question.context.things if words else ()))
    if things:
        answer = _with_thing(session, things[0])
        for thing in things[1:4]:
            answer = answer.then(_with_thing(session, thing))
        every = _having_all(session, things)
        if len(things) > 1:
            answer = _all_of(things, every).then(answer)
            # "It" is then the one that has all of them.
            context = replace(context, roles=tuple(every)) if len(every) == 1 else context
        if _AND_WHO_NOT.search(question.text):
            answer = answer.then(without(session, things)[0])
        strange = question.texts("unknown")
        if strange:
            said = f"I don’t know {listed([f'“{name}”' for name in strange], 'or')}: no profile of mine names it."
            answer = Answer.of(Paragraph(said)).then(answer)
        return Reply(answer, _of_one_role(context, [s for thing in things for s in _statements(session, thing)]))
    found = [(s, score) for s, score in search_statements(session, words) if score >= _GOOD] if words else []
    if found and who_does_not(question.text):
        answer, free = not_doing(session, [s for s, _ in found])
        asked_of = things or (" ".join(words),)  # "so who does?"
        return Reply(answer, replace(context, things=asked_of, roles=free if len(free) == 1 else context.roles))
    if found:
        best = [s for s, score in found if score >= found[0][1] - _NEARLY][:_SHOWN]
        return Reply(_by_words(best), _of_one_role(context, best))
    unknown = question.texts("unknown") or ((" ".join(words),) if words else ())
    if not unknown:
        text = "Which skill, tool, degree, industry or duty do you mean?"
        return Reply(Answer.of(Paragraph(text), kind="question"), context)
    near = list(dict.fromkeys(p.value for p, _ in nearest(session, unknown[0], KINDS, limit=4)))[:3]
    return Reply(
        Answer.of(
            Paragraph(f"I don’t know “{unknown[0]}”: no profile of mine names it."),
            Paragraph(f"The nearest I know: {listed(near, 'or')}.") if near else None,
            buttons=[Button(f"Who uses {name}?", f"Which role uses {name}?") for name in near],
            kind="unknown",
        ),
        context,
    )


def _of_one_role(context: Context, found: Sequence[Statement]) -> Context:
    """Where all that was found speaks of one role, "it" means that role from then on."""
    roles = {s.role for s in found}
    return replace(context, roles=tuple(roles)) if len(roles) == 1 else context


def without(session: Session, things: Sequence[str]) -> tuple[Answer, tuple[str, ...]]:
    """The profiled roles that name none of `things`, told and by name; silence of a profile is said to be just that."""
    profiled = [role.name for role in all_roles(session) if role.has_profile]
    naming = {thing: [s for s in _statements(session, thing) if s.role in profiled] for thing in things}
    named = {s.role for found in naming.values() for s in found}
    free = tuple(role for role in profiled if role not in named)
    what = listed(list(things), "or")
    sources = [cited(s.source) for role in free for s in statements_of(session, role)[:1]]
    answer = Answer.of(
        Heading(f"Without {what}: {listed(free)}" if free else f"None without {what}: every profile of mine names it"),
        Paragraph(f"The profile of {listed([a(role) for role in free])} names no {what}.") if free else None,
        Bullets(tuple(f"{s.role}: {statement_line(s)}" for found in naming.values() for s in found[:2]))
        if named
        else None,
        buttons=[Button(role, f"Tell me about {a(role)}") for role in (free or profiled)[:3]],
        sources=[*sources, *(cited(s.source) for found in naming.values() for s in found)],
    )
    return answer, free


def not_doing(session: Session, told: Sequence[Statement]) -> tuple[Answer, tuple[str, ...]]:
    """The profiled roles of which none of the statements is, told and by name."""
    doing = {s.role for s in told}
    free = tuple(role.name for role in all_roles(session) if role.has_profile and role.name not in doing)
    answer = Answer.of(
        Heading(
            f"{listed(free)} {'is' if len(free) == 1 else 'are'} left" if free else "None: every profile tells of it"
        ),
        Paragraph(f"The profile of {listed([a(name) for name in sorted(doing)])} tells of it:"),
        Bullets(tuple(f"{s.facet.capitalize()}: {statement_line(s)}" for s in told[:_SHOWN])),
        Paragraph(f"That of {listed([a(name) for name in free])} does not, which is no proof that it never comes up.")
        if free
        else None,
        buttons=[Button(f"What {a(name)} does", f"What does {a(name)} do?") for name in free[:2]],
        sources=[cited(s.source) for s in told],
    )
    return answer, free


def _statements(session: Session, thing: str) -> list[Statement]:
    """Statements that name the thing, or any term of it where it is a category."""
    found = mentions(session, thing)
    if is_category(session, thing):
        for term in terms_in(session, thing):
            found += [s for s in mentions(session, term.name) if s not in found]
    return found


def _with_thing(session: Session, thing: str) -> Answer:
    found = _statements(session, thing)
    roles = list(dict.fromkeys(s.role for s in found))
    if not roles:
        return Answer.of(Paragraph(f"I know {thing}, but no profile of mine names it."), kind="unknown")
    blocks: list[Block] = [Heading(f"{thing}: {listed(roles)}")]
    for role in roles:
        lines = [f"{s.facet.capitalize()}: {statement_line(s)}" for s in found if s.role == role]
        blocks += [Paragraph(role), Bullets(tuple(dict.fromkeys(lines)))]
    return Answer.of(
        *blocks,
        buttons=[Button(role, f"Tell me about {a(role)}") for role in roles[:3]],
        sources=[cited(s.source) for s in found],
    )


def _having_all(session: Session, things: Sequence[str]) -> list[str]:
    """The roles whose profiles name all of `things`."""
    return sorted(set.intersection(*({s.role for s in _statements(session, thing)} for thing in things)))


def _all_of(things: Sequence[str], every: Sequence[str]) -> Answer:
    text = f"All of {listed(things)}: {listed(every)}." if every else f"No role has all of {listed(things)}."
    return Answer.of(Paragraph(text))


def _by_words(top: Sequence[Statement]) -> Answer:
    roles = list(dict.fromkeys(s.role for s in top))
    blocks: list[Block] = [Heading(listed(roles))]
    for role in roles:
        named = [Paragraph(role)] if len(roles) > 1 else []
        lines = tuple(f"{s.facet.capitalize()}: {statement_line(s)}" for s in top if s.role == role)
        blocks += [*named, Bullets(lines)]
    return Answer.of(
        *blocks,
        buttons=[Button(role, f"Tell me about {a(role)}") for role in roles[:3]],
        sources=[cited(s.source) for s in top],
    )
