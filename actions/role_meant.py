"""Roles meant by their kind or their place: "the NLP one", "the second"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.bare import WORD, only_names, words_besides
from actions.ellipsis import ABOUT_THINGS, JOB, LIKELY, REFUSED, cued
from actions.facets import ABOUT_A_ROLE, OF_TWO_ROLES, intent_of_facet
from actions.question import Entity, Question, unsaid
from actions.reverse import telling_words
from actions.role_reference import count_of_several, refer
from knowledge.roles import Role, all_roles, find_role
from knowledge.statements import search_statements

_OF_ITS_KIND = re.compile(
    r"\b(?:the )?((?:[a-z][\w-]* )?[a-z][\w-]*) (?:ones?|kind|type|version|guys?|dudes?|lady|person|people|folks|lot|role|job|position|side|counterpart|equivalent)(?:['’]s)?\b",
    re.I,
)
_MAY_BE_BARE = frozenset({"follow_up", "ask_role", "check_need", *REFUSED})
_ANY_NOUN = re.compile(r"\b(?:role|job|position|side)$", re.I)
# So many first letters are alike in "management" and "manager".
_ALIKE = 6
# "The plain data one".
_PLAIN = re.compile(r"^(?:plain|simple|normal|ordinary|regular|usual|general|classic|classical|basic) ", re.I)
_ONE_BEFORE = re.compile(
    r"\W*(?:(?:and|ok|no|so)\W+)*(?:go )?(?:back )?(?:to )?(?:that of )?the (?:one|role|title|job) (?:before|from before)(?: (?:that|this|please|again))?\W*",
    re.I,
)
_BEGUN_WITH = re.compile(
    r"\bthe (?:first )?(?:ones?|role|job|title|first) (?:that )?(?:i|we) (?:started|began) (?:with|from|out with)\b|\bthe (?:one|role|job|title) (?:that )?(?:i|we) (?:asked|spoke|talked) (?:about |of )?(?:first|at first|(?:in|at) the (?:beginning|start))\b|\bthe (?:one|role|job|title) (?:from|at) the (?:beginning|start)\b",
    re.I,
)
_FIRST_WORDS = 2
# "What does the first of them do?"
_WHAT_IT_DOES = re.compile(r"\bwhat (?:does|do|would|will)\b.*\bdo\W*$", re.I)
# "What does this last one earn?" is of the one just told of.
_THIS_LAST = re.compile(r"\b(?:this|that) last\b", re.I)


def with_role_by_its_kind(question: Question, session: Session) -> Question | None:
    """The question with the role that "the NLP one" means, after one whose name ends alike."""
    match = _OF_ITS_KIND.search(question.text)
    spoken_of = question.context.roles or question.context.recent_roles
    if match is None or not spoken_of or question.values("role", "ordinal", "level"):
        return None
    if question.values("role_head") and _ANY_NOUN.search(match[0]):
        return None  # "the manager job" names its role
    within = [e for e in question.entities if e.kind in ("category", "tool") and match.start() <= e.start < match.end()]
    if within and match[0].lower().endswith("ones"):
        return None  # "just the collaboration ones", of tools
    if any(e.start < match.end() < e.end for e in question.entities):
        return None  # "manager version control"
    pointed = match[0].lower().startswith("the ")
    role = _of_kind(session, match[1], spoken_of[0], pointed)
    if role is None:
        return None
    kept = tuple(e for e in question.entities if e.end <= match.start() or match.end() <= e.start)
    entities = (*kept, Entity("role", role.name, match[0], match.start(), match.end()))
    whole = replace(question, entities=entities)
    if only_names(whole, "role"):
        return whole.asking("follow_up")
    if question.intent == "compare_salaries":
        return whole  # "does it pay less than the manager one?"
    cue = cued(question.text[: match.start()] + question.text[match.end() :])
    likely = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= LIKELY), "ask_role")
    return whole.asking(cue or likely)


def with_role_of_its_field(question: Question, session: Session) -> Question | None:
    """ "Data science", after a manager was spoken of or offered: the role of that field with the same last word."""
    heads = dict.fromkeys(name.split()[-1] for name in (*question.context.roles, *question.context.recent_roles))
    fields = [
        e for e in question.entities if e.kind in ("unknown", "foreign_name", "degree", "skill", "industry", "category")
    ]
    if fields and fields[0].kind == "degree" and question.context.topic in ABOUT_THINGS:
        return None  # "and data science?", after what a degree is good for
    if len(fields) != 1 or not heads or question.intent not in _MAY_BE_BARE or not only_names(question, fields[0].kind):
        return None
    role = next((role for head in heads if (role := find_role(session, f"{fields[0].text} {head}"))), None)
    if role is None:
        return None
    named = Entity("role", role.name, fields[0].text, fields[0].start, fields[0].end)
    return question.asking("follow_up", entities=(named,))


def with_other_first_words(question: Question, session: Session) -> Question | None:
    """ "Principal?", after a Lead Data Scientist: the role that these words begin and the last ones of that end."""
    words = words_besides(question, "foreign_name", "unknown")
    named = {e.kind for e in question.entities} - {"foreign_name", "unknown"}
    bare = question.intent in _MAY_BE_BARE | {"greet", "goodbye", "thank"}
    if not bare or named or not question.context.roles:
        return None
    typed = WORD.findall(question.source)
    said = [word for word in typed if word in words or word in question.texts_of("foreign_name", "unknown")]
    if not 0 < len(said) <= _FIRST_WORDS:
        return None
    ends = question.context.roles[0].split()[1:]
    tails = (" ".join(ends[first:]) for first in range(len(ends)))
    role = next((role for tail in tails if (role := find_role(session, f"{' '.join(said)} {tail}"))), None)
    if role is None or not role.name.lower().startswith(said[0].lower()):
        return None
    return question.asking("follow_up", entities=(Entity("role", role.name, question.source, 0, len(question.source)),))


def _of_kind(session: Session, kind: str, spoken_of: str, pointed: bool) -> Role | None:
    """The role of that kind: one whose name ends as that spoken of does, else one with a profile; where it is `pointed` at
    ("the …"), also by what its duties are."""
    profiled = [role for role in all_roles(session) if role.has_profile]
    ends = dict.fromkeys((spoken_of.split()[-1], *(role.name.split()[-1] for role in profiled)))
    kind = _PLAIN.sub("", kind)
    named = find_role(session, f"{kind} {spoken_of.split()[-1]}") or _with_the_word(session, kind, spoken_of)
    named = named or next((role for end in ends if (role := find_role(session, f"{kind} {end}"))), None)
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


def _with_the_word(session: Session, word: str, spoken_of: str) -> Role | None:
    """The one role with that word in its name that ends as the one spoken of: "the analytics one", after a manager."""
    end = spoken_of.split()[-1].lower()
    words = ((role, role.name.lower().split()) for role in all_roles(session))
    found = [role for role, name in words if name[-1] == end and word.lower() in name[:-1] and role.name != spoken_of]
    return found[0] if len(found) == 1 else None


def _spoken_of(question: Question) -> tuple[str, ...]:
    """The roles that "the first" counts: those of "these three", else all that were spoken of."""
    named = question.context.named_roles
    several = count_of_several(question.text)
    if several:
        return named[-several:] if len(named) >= several else ()
    if question.context.topic == "ask_salary" and len(question.context.roles) > 1:
        return question.context.roles  # told beside each other
    return named if len(named) > len(question.context.recent_roles) else question.context.recent_roles


def with_the_one_before(question: Question, session: Session) -> Question | None:
    """ "Go back to the one before", after one role and another."""
    named, topic = question.context.named_roles, question.context.topic
    asks = len(named) > 1 and topic in {*ABOUT_A_ROLE, "ask_salary"} and _ONE_BEFORE.fullmatch(question.text)
    return question.asking(str(topic), elliptic=True, entities=unsaid("role", named[-2])) if asks else None


def with_the_one_begun_with(question: Question, session: Session) -> Question | None:
    """ "And the one I started with?" means the first of all roles that were spoken of."""
    named = question.context.named_roles
    found = _BEGUN_WITH.search(question.source) if named and not question.values("role", "role_head") else None
    if found is None:
        return None
    role = Entity("role", named[0], found[0], found.start(), found.end())
    whole = replace(question, entities=(*question.besides("ordinal"), role))
    return whole.asking(intent_of_facet(whole) or cued(question.text) or "follow_up")


def with_nth_of_the_named(question: Question, session: Session) -> Question | None:
    """ "I can't choose between engineer and manager. Tell me about the first one's duties" counts the two."""
    named = refer(session, question).roles if question.value("ordinal") and question.values("role", "role_head") else ()
    counted = question.counted(named) if len(named) > 1 else None
    intent = intent_of_facet(question) or cued(question.text)
    if counted is None or intent is None or JOB.search(question.text):
        return None
    return question.asking(intent, source="", entities=unsaid("role", counted.name))


def with_nth_role(question: Question, session: Session) -> Question | None:
    """After the list of roles, or a comparison of some, "the second" means a role."""
    number, topic = question.value("ordinal"), question.context.topic
    if number is None or JOB.search(question.text) or question.values("role", "role_head"):
        return None
    names: tuple[str, ...]
    if number == -1 and _THIS_LAST.search(question.text) and len(question.context.roles) == 1:
        names = question.context.roles
    elif topic == "list_roles":
        names = tuple(role.name for role in all_roles(session) if role.has_profile)
    elif topic in OF_TWO_ROLES:
        names = question.context.roles
    elif topic in ABOUT_A_ROLE and question.intent in ("follow_up", "open_listing"):
        names = _spoken_of(question)
    elif topic == "ask_salary" and question.intent in ("follow_up", "open_listing", *REFUSED):
        names = _spoken_of(question)  # "and seniors of the first"
    elif topic in ABOUT_THINGS and (question.intent in ABOUT_A_ROLE or not question.context.shown):
        names = question.context.recent_roles  # "which clouds must I know? for the first one"
    else:
        return None
    counted = question.counted(names)
    if counted is None:
        return None
    kept = question.besides("ordinal")
    intent = question.intent
    goes_on = topic == "ask_salary" and not question.values("level", "year", "facet")
    of_facet = "ask_salary" if "salary" in question.values("facet") else intent_of_facet(question)
    if of_facet:
        intent = of_facet  # "the tools of the second one"
    elif question.values("level", "year"):
        intent = "ask_salary"  # nothing else is told by these
    elif number == -1 and _THIS_LAST.search(question.text):
        intent = cued(question.text) or intent
    elif _WHAT_IT_DOES.search(question.text):
        intent = "ask_responsibilities"
    elif topic in (*ABOUT_A_ROLE, "ask_salary"):
        intent = str(topic)
    elif question.context.topics and only_names(question, "ordinal"):
        intent = question.context.topics[0]  # "just the first", after one side of two roles
    elif intent in ("open_listing", "follow_up"):
        intent = cued(question.text) or next(
            (name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= LIKELY), "ask_role"
        )
    return question.asking(intent, elliptic=goes_on, entities=(*kept, *unsaid("role", counted)))
