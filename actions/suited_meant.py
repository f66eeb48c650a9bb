"""What a question means that asks which role suits somebody, or what is still missing for one."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions import percentile
from actions.ellipsis import ABOUT_THINGS, REFUSED, cued
from actions.exclusion import left_out
from actions.facets import FACETS, OF_TWO_ROLES
from actions.follow_up import suggested_before
from actions.question import Question, Rule
from actions.reverse import KINDS, THINGS
from actions.role_reference import THE_OTHER

_TWO = 2
_FOR_SOMEBODY = re.compile(
    r"\b(?:somebody|someone|some one|a person|people|anyone|those|a guy|one) (?:who|that|what)(?: would| does| do)?(?:n['’]t| not)? (?:rather )?"
    r"(?:likes?|loves?|enjoys?|prefers?|hates?|wants?|knows?|dislikes?)\b|\bmy (?:\w+ )?\w+,? (?:who |that |she |he |they )?(?:likes?|loves?|enjoys?|prefers?|hates?)\b|\b(?:who|that)(?:['’]s| is) (?:into|keen on|fond of)\b|\b(?:who|that)(?:['’]d| would) rather\b|\bif (?:she|he|they|i|we|you)(?:['’]d| would)? (?:rather|prefers?|likes?|loves?|wants? to)\b", re.I,
)  # fmt: skip
_RATHER = re.compile(
    r"\b(?:i|she|he|they)(?:['’]?d| would)? (?:rather|prefer|like)\b.*\bwhich (?:one|role|job|of (?:them|those|these))\b",
    re.I,
)
_UNDECIDED = re.compile(r"\b(?:decide|choose|choosing|deciding|torn|unsure|undecided|pick) between\b", re.I)
_LACKING = re.compile(r"\b(?:gaps?|lacks?|lacking|missing|still need|what['’]?s left|remains?|remaining)\b", re.I)
_WHAT_I_MUST = re.compile(
    r"\W*(?:(?:and|so|ok|then)\W+)*(?:what|which)\b.*\b(?:should|must|do|would|will|have to|need to) (?:i|one|you)\b|\W*(?:(?:and|so|ok|then)\W+)*what (?:would be|is|would they|do they) expect(?:ed)?\b",
    re.I,
)
_LEFT_FOR_ME = re.compile(r"\bwhich (?:one|role|job|of (?:them|these|those|the two))\b.*\b(?:left|remains?)\b", re.I)
_CLOSER = re.compile(
    r"\bwhich\b.*\b(?:closer|nearer|closest|nearest|better (?:match|fit)|match(?:es)? (?:me )?better|i match|(?:fits?|suits?|matche?s?) me)\b|\bhow close\b.*\b(?:am i|to)\b|\bam i (?:closer|nearer) to\b",
    re.I,
)


def _which_is_left(question: Question, session: Session) -> Question | None:
    """ "I don't want team management. Which of the two is left for me?" asks who does not need that."""
    out = left_out(question, *KINDS, verbs=True) if question.intent in {"find_gap", "suggest_role"} else ()
    asks = out and len(out) == len(question.values(*KINDS)) and _LEFT_FOR_ME.search(question.text)
    return question.asking("which_role") if asks else None


def _closer(question: Question, session: Session) -> Question | None:
    """ "Which of these am I closer to?", after what is missing for one and the other, counts anew."""
    told = question.context.known and (question.intent == "suggest_role" or question.context.topic == "find_gap")
    return (
        suggested_before(question)
        if told and _CLOSER.search(question.text) and not question.besides("role", "role_head", "unknown")
        else None
    )


def _still_missing(question: Question, session: Session) -> Question | None:
    """ "What lacks me?", after what somebody knows."""
    told = question.context.known
    asks = question.intent in {"follow_up", *REFUSED} and not question.entities and _LACKING.search(question.text)
    return question.asking("find_gap") if told and asks else None


def _rather(question: Question, session: Session) -> Question | None:
    """ "I'd rather build things. Which one is it then?", after the roles were told of, asks which suits."""
    told = question.context.topic in {*ABOUT_THINGS, *OF_TWO_ROLES, "ask_tips", "ask_role"}
    asks = (
        told
        and question.intent in {"check_need", "follow_up", "which_role", *REFUSED}
        and _RATHER.search(question.text)
    )
    return question.asking("suggest_role") if asks and not question.values("role", "role_head") else None


def _between(question: Question, session: Session) -> Question | None:
    """ "I can't decide between engineer and manager" compares the two."""
    undecided = question.intent in {"suggest_role", *REFUSED} and _UNDECIDED.search(question.text)
    two = len(question.values("role", "role_head")) == _TWO
    return question.asking("compare_roles") if undecided and two and not question.values(*THINGS) else None


def _for_somebody(question: Question, session: Session) -> Question | None:
    """ "And for somebody who likes to code?", after a suggestion or of two roles, asks for another."""
    readings = {"follow_up", "which_role", "check_need", *REFUSED}
    suggested = question.context.topic in {"suggest_role", *OF_TWO_ROLES} or "suggest_role" in question.context.topics
    suggested = suggested and question.intent in readings
    asks = suggested and _FOR_SOMEBODY.search(question.text) and not question.values("role", "role_head")
    return question.asking("suggest_role") if asks else None


def _of_the_suggested(question: Question, session: Session) -> Question | None:
    """ "What stuff should I be good at?", after a suggestion or a side of a role, asks of that role."""
    told = question.context.topic in {"suggest_role", *FACETS, *percentile.TOPICS} and len(question.context.roles) == 1
    suggested = told and question.intent == "suggest_role"
    asks = suggested and not question.values(*THINGS) and _WHAT_I_MUST.match(question.text)
    cue = cued(question.text) if asks else None
    return question.asking(cue) if cue else None


def _the_other_role(question: Question, session: Session) -> Question | None:
    """ "I don't want to be a manager. What's the other role?", after a suggestion, asks for that."""
    suggested = question.context.topic == "suggest_role" and question.intent in {"follow_up", "suggest_role", *REFUSED}
    roles = [e for e in question.entities if e.kind in ("role", "role_head")]
    rejected = left_out(question, "role", "role_head", verbs=True)
    asks = suggested and rejected and len(rejected) == len(roles) and THE_OTHER.search(question.text)
    return question.asking("ask_role", entities=()) if asks else None


RULES: tuple[Rule, ...] = (
    _rather,
    _between,
    _for_somebody,
    _which_is_left,
    _closer,
    _still_missing,
    _of_the_suggested,
    _the_other_role,
)
