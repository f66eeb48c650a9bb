"""What a question means where roles were compared."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions import percentile
from actions.bare import WORD, only_names
from actions.comparison import only_one
from actions.ellipsis import REFUSED, cued
from actions.exclusion import left_out
from actions.facets import ABOUT_A_ROLE, FACETS, OF_TWO_ROLES, intent_of_facet
from actions.follow_up import spoken_of
from actions.listing_filter import TOPICS
from actions.question import Entity, Question, Rule, unsaid
from actions.reverse import THINGS
from actions.role_reference import ends_in, points_at_one
from knowledge.roles import find_role

_WHAT_IS_EACH = re.compile(
    r"\bwhat(?:['’]s| is| are) (?:each(?: of (?:them|these|those|the two))?|both(?: of them)?|the two(?: of them)?)\W*$",
    re.I,
)
_ADD = re.compile(r"\W*(?:(?:and|ok|now|please)\W+)*(?:add|plus|include)\b", re.I)
_DROP = re.compile(r"\W*(?:(?:and|ok|now|please)\W+)*(?:drop|remove|leave out|take out|without|skip)\b", re.I)
_TWO = 2
_OF_FIGURES = ("role", "role_head", "year", "level")
_SWAP = re.compile(r"\b(?:swap|replace|exchange|substitute|trade)\s+(?:the |an? )?$", re.I)
_DO_BOTH = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:do|does|must|should|would|will) (?:they )?(?:both|each|either)\b", re.I
)
_ONE_AND_OTHER = re.compile(r"\b(?:the )?one and the other\b", re.I)
_SIDE_BY_SIDE = re.compile(r"\b(?:side by side|next to each other|beside (?:each|one an)other)\b", re.I)
_BOTH_OF_THEM = re.compile(r"\bformer\b.*\blatter\b|\blatter\b.*\bformer\b", re.I)
_FOR_SAME = re.compile(r"\bfor (?:the )?same\W*$", re.I)
_COMPARE = re.compile(r"\W*(?:(?:and|now|then|please|also|ok|so)\W+)*compare\b", re.I)
_OTHER_WAY = re.compile(
    r"\W*(?:(?:and|now|so|ok|what about)\W+)*(?:the )?(?:other way (?:a)?round|reverse|vice versa)\W*", re.I
)
_BOTH = re.compile(r"\b(?:both|together|in common|share[ds]?|overlap\w*)\b", re.I)
_IN_COMMON = re.compile(r"\b(?:in common|share[ds]?|overlap\w*)\b|\b(?:ones|of (?:those|them|these)) .*\bboth\b", re.I)
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_DIFFERENCE = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:what(?:['’]?s| is| are) )?(?:the |their )?(?:differences?|contrast)(?: there| here| then| in (?:that|those|this))?\W*|"
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:where|how) do(?: they| the two)? differ(?: there| here| then| in (?:that|those|this))?\W*",
    re.I,
)
_AT_MOST = 7


def _compared_by_level(question: Question, session: Session) -> Question | None:
    """Nothing but pay is told apart by level or year."""
    if not question.values("level", "year"):
        return None
    goes_on = question.context.topic == "compare_roles" and question.intent == "follow_up"
    if question.intent == "compare_roles" or (goes_on and not question.values("role", "role_head", *THINGS)):
        return question.asking("compare_salaries")
    if question.values("year") and question.intent in ABOUT_A_ROLE and only_names(question, *_OF_FIGURES):
        return question.asking("ask_salary")  # "MLE in 2024?"
    role = find_role(session, str(question.value("role"))) if question.intent == "ask_role" else None
    if role and not role.has_profile:
        return question.asking("ask_salary")
    of_pay = question.intent in {"ask_role", *REFUSED} and question.context.topic in (*percentile.TOPICS, *TOPICS)
    return question.asking("ask_salary") if of_pay and question.values("role", "role_head") else None


def _do_both(question: Question, session: Session) -> Question | None:
    """ "Do both use Jira?" asks for a yes or no of each, and compares nothing else."""
    roles = question.context.roles if len(question.context.roles) == _TWO else question.context.recent_roles
    doubtful = question.intent in {"compare_roles", *REFUSED}
    asks = doubtful and question.values(*THINGS) and _DO_BOTH.match(question.text)
    if not asks or question.values("role", "role_head"):
        return None
    if len(roles) != _TWO:
        return question.asking("check_need") if question.intent in REFUSED else None
    return question.asking("check_need", entities=(*question.entities, *unsaid("role", *roles)))


def _nth_with_another(question: Question, session: Session) -> Question | None:
    """ "Compare the first with a data scientist", after two were compared."""
    readings = {*OF_TWO_ROLES, "follow_up", "open_listing"}
    compared = question.context.topic in OF_TWO_ROLES and question.intent in readings
    if not compared or not question.values("role", "role_head") or (question.value("ordinal") or 0) < 1:
        return None
    first = question.counted(question.context.roles)
    if first is None:
        return None
    kept = (*unsaid("role", first), *question.besides("ordinal"))
    return question.asking(str(question.context.topic), entities=kept)


def _the_one_and_the_other(question: Question, session: Session) -> Question | None:
    """ "And what degrees do they have, the one and the other?" asks of both."""
    recent = question.context.recent_roles
    asks = len(recent) == _TWO and question.context.topic not in TOPICS and _ONE_AND_OTHER.search(question.text)
    facet = intent_of_facet(question) if asks and not question.values("role", "role_head") else None
    named = (*unsaid("role", *recent), *question.entities)
    return question.asking("compare_roles", entities=named) if facet in FACETS else None


def _each_of_the_two(question: Question, session: Session) -> Question | None:
    """ "What does the first one do, and what does the second one?", after two roles, compares them in that."""
    before = question.context.roles if len(question.context.roles) == _TWO else question.context.recent_roles
    both = set(question.values("ordinal")) == {1, _TWO} and len(before) == _TWO and question.context.topic not in TOPICS
    side = cued(question.text) if both and not question.besides("ordinal", "facet") else None
    if side is None:
        return None
    intent = "compare_salaries" if side == "ask_salary" else "compare_roles"
    facet = unsaid("facet", FACETS[side]) if side in FACETS else ()
    return question.asking(intent, entities=(*unsaid("role", *before), *facet))


def _side_by_side(question: Question, session: Session) -> Question | None:
    """ "Put their salaries side by side" compares the two roles last spoken of."""
    recent = question.context.recent_roles
    asks = len(recent) == _TWO and question.context.topic not in TOPICS and _SIDE_BY_SIDE.search(question.text)
    if not asks or question.values("role", "role_head"):
        return None
    of_pay = "salary" in question.values("facet") or question.context.topic in percentile.TOPICS
    named = (*unsaid("role", *recent), *question.entities)
    return question.asking("compare_salaries" if of_pay else "compare_roles", entities=named)


def _of_one_of_the_two(question: Question, session: Session) -> Question | None:
    """ "What tools does the latter use?" compares nothing."""
    asks = (
        question.intent == "compare_roles" and points_at_one(question.text) and not _BOTH_OF_THEM.search(question.text)
    )
    facet = intent_of_facet(question) if asks and not question.values("role", "role_head") else None
    return question.asking(facet) if facet else None


def _of_the_same(question: Question, session: Session) -> Question | None:
    """ "What skills are required for same?", of one role, compares nothing."""
    of_one = question.intent == "compare_roles" and len(question.context.roles) == 1
    same = of_one and _FOR_SAME.search(question.text)
    if same and question.values(*THINGS):
        return question.asking("check_need")  # "whether leadership is also required for same?"
    facet = intent_of_facet(question) if same else None
    return question.asking(facet) if facet and not question.values("role", "role_head") else None


def _compare_that_too(question: Question, session: Session) -> Question | None:
    """ "Compare their industries too", of the two roles last spoken of."""
    recent = question.context.recent_roles
    asks = len(recent) == _TWO and question.intent in {"follow_up", "compare_roles", *REFUSED}
    asks = asks and bool(_COMPARE.match(question.text)) and bool(question.values("facet"))
    if not asks or question.values("role", "role_head") or "listings" in question.values("facet"):
        return None
    of_pay = "salary" in question.values("facet")
    return question.asking(
        "compare_salaries" if of_pay else "compare_roles", entities=(*unsaid("role", *recent), *question.entities)
    )


def _the_other_way_round(question: Question, session: Session) -> Question | None:
    """ "And the other way round?", of two roles side by side, puts the second first."""
    roles, topic = question.context.roles, question.context.topic
    asks = len(roles) == _TWO and topic in {*FACETS, *OF_TWO_ROLES} and _OTHER_WAY.fullmatch(question.text)
    if asks and topic == "compare_roles" and len(question.context.topics) == 1:
        return _only_the_other(question)
    turned = unsaid("role", *roles[::-1]) if asks else ()
    return question.asking(str(topic), text="", source="", elliptic=True, entities=turned) if asks else None


def _only_the_other(question: Question) -> Question:
    """What the second of two has and the first has not, in the side that they were compared in."""
    first, second = question.context.roles
    text = f"{second} that {first} doesn't"
    start = len(text) - len(f"{first} doesn't")
    named = (Entity("role", second, second, 0, len(second)), Entity("role", first, first, start, start + len(first)))
    facet = unsaid("facet", FACETS[question.context.topics[0]])
    return question.asking("compare_roles", text=text, source=text, elliptic=True, entities=(*named, *facet))


def _and_another(question: Question, session: Session) -> Question | None:
    """ "Add data engineers", after two were compared, compares three."""
    compared = question.context.topic in ("compare_salaries", "compare_roles") and _ADD.match(question.text)
    named = question.values("role") if compared else ()
    if not named or not set(named) - set(question.context.roles):
        return None
    profiled = all(
        (role := find_role(session, str(name))) and role.has_profile for name in (*named, *question.context.roles)
    )
    intent = "compare_roles" if profiled and question.context.topic == "compare_roles" else "compare_salaries"
    return question.asking(intent, entities=(*spoken_of(question), *question.entities))


def _without_one(question: Question, session: Session) -> Question | None:
    """ "Drop the research engineer", after three were compared."""
    before = question.context.roles if question.context.topic in (*OF_TWO_ROLES, "ask_salary") else ()
    drops = len(before) > _TWO and _DROP.match(question.text)
    named, heads = question.values("role"), question.values("role_head")
    gone = [name for name in before if name in named or any(ends_in(name, head) for head in heads)] if drops else []
    rest = [name for name in before if name not in gone]
    if not gone or len(rest) < _TWO:
        return None
    return question.asking(str(question.context.topic), text="", elliptic=True, entities=unsaid("role", *rest))


def _of_their_facet(question: Question, *roles: str) -> Question | None:
    """The question as one that compares these two in the side of a role that was last spoken of."""
    topic = str(question.context.topic)
    last = next((name for name in (topic, *question.context.topics) if name in FACETS), None)
    facet = FACETS.get(cued(question.text) or str(last))
    if facet is None and roles:
        return None
    named = unsaid("facet", facet) if facet else ()
    return question.asking("compare_roles", entities=(*question.entities, *unsaid("role", *roles), *named))


def _differing(question: Question, session: Session) -> Question | None:
    """ "And the difference there?", after what two have in common."""
    compared = question.context.topic == "compare_roles" and len(question.context.roles) == _TWO
    asks = compared and question.intent in {"follow_up", *REFUSED} and _DIFFERENCE.fullmatch(question.text)
    return _of_their_facet(question) if asks and not question.entities else None


def _shared(question: Question, session: Session) -> Question | None:
    """ "Which ones do both use?", after two roles were compared or asked of in turn."""
    topic, recent = question.context.topic, question.context.recent_roles
    in_turn = topic in FACETS and len(recent) == _TWO and question.intent in {*OF_TWO_ROLES, "follow_up", *REFUSED}
    asks = _IN_COMMON.search(question.text) if in_turn else topic == "compare_roles" and _BOTH.search(question.text)
    if not asks or question.values("role", "role_head", "facet", "level", "year", *THINGS):
        return None
    return _of_their_facet(question, *(recent if in_turn else ()))


def _only_one_has(question: Question, session: Session) -> Question | None:
    """ "And which only the engineer?", after what two have in common."""
    topic, recent = question.context.topic, question.context.recent_roles
    told = (topic == "compare_roles" or topic in FACETS) and len(recent) == _TWO
    one = only_one(question) if told and not question.besides("role", "role_head") else None
    if one is None or len(WORD.findall(question.text)) > _AT_MOST:
        return None
    others = [name for name in recent if not ends_in(name, str(one.value))]
    facet = next((name for name in (topic, *question.context.topics) if name in FACETS), None)
    if facet and _POSSESSIVE.match(question.source[one.end :]):
        return question.asking(facet, elliptic=True)  # "no, just the manager's"
    return _of_their_facet(question, *others) if len(others) == 1 else None


def _one_left(question: Question, session: Session) -> Question | None:
    """ "Leave the engineer out", after two were compared, goes on with the other."""
    before, topic = question.context.roles, question.context.topic
    two = topic in OF_TWO_ROLES and len(before) == _TWO and not question.besides("role", "role_head")
    out = left_out(question, "role", "role_head") if two else ()
    rest = [name for name in before if not any(ends_in(name, str(e.value)) for e in out)]
    if not out or len(rest) != 1 or len(out) != len(question.entities):
        return None
    intent = "ask_salary" if topic == "compare_salaries" else "ask_role"
    return question.asking(intent, text="", source="", entities=unsaid("role", *rest))


def _in_the_place_of(question: Question, session: Session) -> Question | None:
    """ "Not the engineer, a data architect", "swap the engineer for a data architect", after two were compared, puts that one
    in the place of the first."""
    before, out = question.context.roles, left_out(question, "role", "role_head")
    named = [e for e in question.entities if e.kind in ("role", "role_head")]
    if len(named) == _TWO and _SWAP.search(question.source[: named[0].start]):
        out = (named[0],)
    if question.context.topic not in OF_TWO_ROLES or len(before) != _TWO or len(out) != 1 or question.values(*THINGS):
        return None
    gone = [name for name in before if ends_in(name, str(out[0].value))]
    new = [str(e.value) for e in question.entities if e.kind == "role" and e not in out]
    if len(gone) != 1 or len(new) != 1 or new[0] in before:
        return None
    roles = (new[0] if name == gone[0] else name for name in before)
    return question.asking(str(question.context.topic), source="", entities=unsaid("role", *roles))


def _what_each_is(question: Question, session: Session) -> Question | None:
    """ "Briefly, what is each of them?", after two roles, asks what both are."""
    before = question.context.recent_roles
    asks = question.context.topic in OF_TWO_ROLES and question.intent in {"follow_up", "ask_role", *REFUSED}
    asks = asks and len(before) == _TWO and not question.entities and bool(_WHAT_IS_EACH.search(question.text))
    return question.asking("compare_roles", source="", entities=unsaid("role", *before)) if asks else None


RULES: tuple[Rule, ...] = (
    _what_each_is,
    _shared,
    _differing,
    _only_one_has,
    _without_one,
    _one_left,
    _in_the_place_of,
    _compared_by_level,
    _do_both,
    _nth_with_another,
    _the_one_and_the_other,
    _each_of_the_two,
    _side_by_side,
    _of_one_of_the_two,
    _of_the_same,
    _compare_that_too,
    _the_other_way_round,
    _and_another,
)
