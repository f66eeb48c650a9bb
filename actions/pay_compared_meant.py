"""What a question means that holds the pay of one role against another's."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import percentile
from actions.bare import only_names
from actions.ellipsis import JOB, REFUSED, cued
from actions.facets import FACETS, intent_of_facet
from actions.listing_filter import TOPICS
from actions.question import Question, Rule, unsaid
from actions.reverse import THINGS
from actions.role_reference import by_pay, count_of_several
from actions.second_reading import asks_who_wins

_TWO = 2
_THAN = re.compile(
    r"\b(?:more|less|better|worse|higher|lower|fewer)(?: (?:is|was|are|does|do) (?:that|it|this|they)(?: (?:pay|earn|make|get))?)? th[ae]n\b",
    re.I,
)
_THAN_BEFORE = re.compile(
    r"\b(?:more|less|better|worse|higher|lower) th[ae]n (?:in |for |with )?(?:the )?(?:(?:one|role|job|title) )?(?:before|previous|last|former|first|other|earlier)\b|\bearns?\b.*\bcompared (?:to|with) the other\b",
    re.I,
)
_THAN_FIRST = re.compile(
    r"\W*(?:\w+,? ){0,3}?(?:one more\W+)?(?:and |or )?than\b|\W*(?:(?:and|or|ok|now)\W+)*(?:(?:compared|next|as opposed) (?:to|with)\b|(?:vs\.?|versus|against)\s)",
    re.I,
)
_VERSUS = re.compile(r"\W*(?:(?:and|ok)\W+)*(?:vs\.?|versus|against)\s", re.I)
_DOES_BETTER = re.compile(r"\b(?:do(?:es)?|fares?|did|is|are) (?:\w+ )?better(?: off)?\b", re.I)
# "And what does it pay compared to the manager?"
_PAYS_COMPARED = re.compile(
    r"\b(?:it|they|he|she|that|this|those|that one) (?:(?:pays?|earns?|makes?|gets?)\b.*\b(?:compared (?:to|with)|versus|vs\.?|against|next to)|(?:pays?|earns?) (?:more|less|better) th[ae]n)\s",
    re.I,
)
_BESIDE = re.compile(r"\b(?:beside|next to|alongside|side by side with) (?:it|that|them|this|those)\b", re.I)
_WHO_EARNS = re.compile(
    r"\b(?:which|what)(?: (?:role|job|one|title))?(?: of (?:them|these|those|the two))? (?:has|have|is|shows?) the (?:highest|lowest|best|worst|higher|lower|better) (?:median|pay|salary|figure)\b|"
    r"\b(?:who|which (?:role|job|one|title)?) ?(?:makes?|earns?|gets?(?: paid)?|is paid|takes home)\b.*\b(?:most|least|worst|best|highest|lowest)\b",
    re.I,
)
_WHO_EARNED = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*who (?:earned|made|got|earns|makes|gets) (?:the )?(?:more|most|less|least)\b", re.I
)
_THESE_TWO = re.compile(r"\b(?:these|those|the) two (?:jobs|roles|positions|careers|ones)\b", re.I)
_ALL_ROLES = re.compile(r"\bof (?:all|every)(?: (?:the|your|of the))? (?:roles?|titles?|jobs?|professions?)\b", re.I)
_OF_ALL = re.compile(
    r"\bthe (?:job )?(?:title|role|profession) with the (?:highest|lowest|best|worst)\b|\b(?:title|role|profession|job)\b.*\b(?:in|of) (?:the|your|this) (?:whole |entire )?survey\b|\b(?:in|of) (?:the|your|this) (?:whole|entire|full) survey\b|\b(?:which|what) (?:job )?(?:title|role|profession|occupation)\b.*\bof all\W*$",
    re.I,
)
_BEST_OF_THEM = re.compile(
    r"\b(?:best|most|highest|top|least|lowest|worst)\b.*\bof (?:them|those|these|em|all of (?:them|those|these))\W*$|"
    r"\bof (?:them|those|these)\b.*\b(?:best|most|highest|top|least|lowest|worst)\b|"
    r"\bof (?:all )?(?:the|these|those|all) (?:three|four)\b.*\b(?:best|most|highest|top|least|lowest|worst|bottom)\b",
    re.I,
)
_MANY = 4
_SORT = re.compile(r"\b(?:sort|rank|order|arrange)\b", re.I)
# "The best paid role of all you know" asks for no skills.
_YOU_KNOW = re.compile(r"\byou (?:know|have)\b", re.I)


def _of_all_roles(question: Question, session: Session) -> Question | None:
    """ "And of all roles you know?", after some were compared."""
    of_all = _ALL_ROLES.search(question.text) or _OF_ALL.search(question.text)
    asks = question.context.topic in percentile.TOPICS and of_all
    of_any = replace(question.context, roles=(), recent_roles=())
    return question.asking("compare_salaries", context=of_any) if asks and not question.values("role") else None


def _best_of_them(question: Question, session: Session) -> Question | None:
    """ "Who's best paid of them?", after the pay of three, asked one after another, compares all of these."""
    told = question.context.named_roles[-(count_of_several(question.text) or _MANY) :]
    asks = question.context.topic in percentile.TOPICS and len(told) > _TWO and _BEST_OF_THEM.search(question.text)
    readings = {"compare_salaries", "rank_listings", "follow_up", "which_role", *REFUSED}
    if not asks or question.intent not in readings or question.values("role", "role_head", *THINGS):
        return None
    of_them = replace(question.context, roles=told)
    return question.asking("compare_salaries", entities=question.besides("facet"), context=of_them)


def _who_wins(question: Question, session: Session) -> Question | None:
    """ "Who comes out ahead?", after the pay of some, compares it; "who makes the least" does so anywhere."""
    of_pay = question.context.topic in percentile.TOPICS and asks_who_wins(question.text)
    in_a_year = (
        len(question.context.recent_roles) == _TWO and question.values("year") and _WHO_EARNED.match(question.text)
    )
    of_pay = of_pay or bool(in_a_year and question.intent in REFUSED)
    most = question.intent in {"which_role", "list_roles", "ask_sources", *REFUSED} and _WHO_EARNS.search(question.text)
    named = question.values("role") or question.intent in REFUSED
    if named and question.texts("unknown"):
        return None  # "who earns more, a lawyer or a data analyst?" names one that nobody knows
    if by_pay(question.text) and cued(question.text) in FACETS:
        return None  # "the richer one, what does it need to know"
    others = set(question.values("facet")) - ({"salary", "listings"} if most else {"salary"})
    if not (of_pay or most) or question.values(*THINGS) or others:
        return None  # "and the degree of the richer one?"
    return question.asking("compare_salaries", entities=question.besides("unknown"))


def _pay_of_both(question: Question, session: Session) -> Question | None:
    """ "What do these two jobs pay?", after two roles, asks for no listings."""
    recent = question.context.recent_roles
    asks = len(recent) == _TWO and question.context.topic not in TOPICS and _THESE_TWO.search(question.text)
    of_pay = asks and ("salary" in question.values("facet") or cued(question.text) == "ask_salary")
    if not of_pay or question.besides("facet") or question.context.shown:
        return None
    return question.asking("compare_salaries", entities=unsaid("role", *recent))


def _another_pair(question: Question, session: Session) -> Question | None:
    """ "A computer vision engineer or an NLP engineer?", after the pay of two others, is of their pay."""
    bare = question.intent == "compare_roles" and only_names(question, "role", "role_head", "level")
    asks = bare and question.context.topic == "compare_salaries" and len(question.values("role")) > 1
    return question.asking("compare_salaries") if asks else None


def _versus(question: Question, session: Session) -> Question | None:
    """ "Vs. a BI analyst", after pay, is held against that pay."""
    asks = question.context.topic in percentile.TOPICS and question.intent in {"ask_role", "compare_roles"}
    one = asks and len(question.values("role", "role_head")) == 1 and _VERSUS.match(question.text)
    return question.asking("follow_up", ranking=()) if one else None


def _than_another(question: Question, session: Session) -> Question | None:
    """ "Is it less than a manager's?" compares the role spoken of with the one named."""
    named, before = question.values("role", "role_head"), question.context.roles
    begins = _THAN_FIRST.match(question.text)
    than = begins or any(words.search(question.text) for words in (_THAN, _DOES_BETTER, _BESIDE, _PAYS_COMPARED))
    if len(before) == _TWO and begins:
        before = before[:1]  # "than a director?", after two were compared
    of_pay = question.context.topic in percentile.TOPICS or question.intent == "ask_salary"
    of_pay = of_pay or bool(_PAYS_COMPARED.search(question.text))
    compared = of_pay and len(before) == 1 and than
    if not compared or not named or before[0] in named or question.values("amount"):
        return None
    return question.asking("compare_salaries", entities=(*unsaid("role", *before), *question.entities))


def _than_before(question: Question, session: Session) -> Question | None:
    """ "More than the one before?" compares the two roles last spoken of."""
    recent = question.context.recent_roles
    of_pay = (
        question.context.topic in percentile.TOPICS or cued(question.text) == "ask_salary" or "paid" in question.text
    )
    asks = of_pay and len(recent) > 1 and _THAN_BEFORE.search(question.text)
    if not asks or question.values("role", "role_head", "amount"):
        return None
    return question.asking("compare_salaries", entities=unsaid("role", *recent))


def _of_the_better_paid(question: Question, session: Session) -> Question | None:
    """ "And of the worse paid", after two roles, ranks no listings."""
    ranks = question.intent in {"rank_listings", *REFUSED} and question.context.topic not in TOPICS
    of_two = (
        ranks and len(question.context.recent_roles) > 1 and by_pay(question.text) and not JOB.search(question.text)
    )
    return question.asking("follow_up") if of_two else None


def _side_of_the_better_paid(question: Question, session: Session) -> Question | None:
    """ "What skills does the better paid one need?" compares no pay."""
    asks = question.intent in {"compare_salaries", "rank_listings", "open_listing"} and by_pay(question.text)
    of_roles = asks and question.context.topic not in TOPICS
    facet = (intent_of_facet(question) or cued(_YOU_KNOW.sub("", question.text))) if of_roles else None
    return question.asking(facet) if facet and facet in FACETS and not question.values("role", "role_head") else None


def _which_of_the_compared(question: Question, session: Session) -> Question | None:
    """What looks like a ranking of listings is one of the roles just compared: "which of these is highest?"."""
    others = question.values("facet", "company", "place", "remote", "employment_type", "amount")
    several = question.context.topic == "compare_salaries" or (
        question.context.topic == "ask_salary" and len(question.context.recent_roles) > 1
    )
    sorts = question.intent in REFUSED and _SORT.search(question.text)
    compared = (question.intent == "rank_listings" or sorts) and several
    return question.asking("compare_salaries") if compared and not others and not JOB.search(question.text) else None


RULES: tuple[Rule, ...] = (
    _of_all_roles,
    _best_of_them,
    _who_wins,
    _pay_of_both,
    _another_pair,
    _versus,
    _than_another,
    _than_before,
    _of_the_better_paid,
    _side_of_the_better_paid,
    _which_of_the_compared,
)
