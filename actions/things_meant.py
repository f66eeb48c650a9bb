"""What a question means where skills, tools, degrees or industries were spoken of, or are what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import percentile, reverse
from actions.bare import only_names
from actions.ellipsis import ABOUT_THINGS, JOB, REFUSED, cued
from actions.exclusion import left_out
from actions.facets import ABOUT_A_ROLE, FACETS, OF_TWO_ROLES
from actions.listing_filter import TOPICS, told_before
from actions.question import Entity, Question, Rule, unsaid
from actions.reverse import KINDS, THINGS
from actions.role_reference import THE_OTHER, other_than, refer
from knowledge.statements import search_statements, words_told
from knowledge.terms import all_categories, find_term, mentions

_FOR_SOMEBODY = re.compile(
    r"\b(?:somebody|someone|some one|a person|people|anyone|those|a guy|one) (?:who|that|what)(?: would| does| do)?(?:n['’]t| not)? (?:rather )?"
    r"(?:likes?|loves?|enjoys?|prefers?|hates?|wants?|knows?|dislikes?)\b|\bif (?:she|he|they|i|we|you)(?:['’]d| would)? (?:rather|prefers?|likes?|loves?|wants? to)\b", re.I,
)  # fmt: skip
_IS_IT_NEEDED = re.compile(r"^\W*(?:(?:and|but|so) )?(?:required|needed|mandatory|a must|preferred|optional|necessary) or (?:only |just )?(?:preferred|optional|required|wanted|nice[ -]to[ -]have|beneficial)\W*$|^\W*(?:and )?(?:what for|for what)\W*$|\b(?:when|why|where|how much|for what) (?:is|would|are) (?:it|that|one|this) (?:be )?(?:preferred|needed|required|necessary|beneficial|useful|important|asked for|a must)\b", re.I)  # fmt: skip
_LACKING = re.compile(r"\b(?:gaps?|lacks?|lacking|missing|still need|what['’]?s left|remains?|remaining)\b", re.I)
_DOES_HELP = re.compile(r"\b(?:would|does|do|will|can|could) .*\b(?:helps?|useful|of use)\b", re.I)
_THE_ONE_THAT_DOES = re.compile(
    r"\b(?:the|those) (?:one|role|other|job)?s? ?(?:which|that|who|what) (?:(?:does|do) )?(?:does|do|needs?|uses?|has|have|requires?|did|wants?|asks? for)\b"
    r"(?! (?:not|n['’]?t))", re.I,
)  # fmt: skip
_WHICH_ARE_THEY = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:which|what)(?: ones)? (?:are|is) (?:they|those|these|that|it)\W*", re.I
)
_ELSE = re.compile(
    r"\W*(?:(?:and|ok|so|but|then)\W+)*what (?:has|have|does|do) (?:he|she|it|they|one) (?:got|have|use|need) (?:instead|then)\W*|"
    r"\W*(?:(?:and|ok|so|but)\W+)*(?:(?:what|which|anything|who) (?:else|others?|then)|others)(?: then| is there| do (?:they|you) (?:have|know))?\W*",
    re.I,
)
_OF_THAT_KIND = re.compile(
    r"\b(?:what|anything) else (?:do|does) (?:they|he|she|it|the \w+) (?:have|use|need)\b.*\bfor\b|"
    r"\b(?:what|which|any\w*)\b.*\b(?:else|others?)\b.*\b(?:that|this|the same|such an?) (?:kind|sort|type|category|purpose)\b", re.I
)  # fmt: skip
_WHAT_I_MUST = re.compile(
    r"\W*(?:(?:and|so|ok|then)\W+)*(?:what|which)\b.*\b(?:should|must|do|would|will|have to|need to) (?:i|one|you)\b",
    re.I,
)
_DOES_USE = re.compile(
    r"\W*(?:(?:and|but|so|ok)\W+)*(?:do|does|would|must|should) .*\b(?:use|need|know|learn|have)\b", re.I
)
_BEYOND_A_DEGREE = re.compile(r"\b(?:more|higher|beyond|further|enough|sufficient|suffices?|will do|at least)\b", re.I)
_OF_KIND = {
    "tool": "ask_tools", "platform": "ask_tools", "skill": "ask_skills", "degree": "ask_education", "industry": "ask_industries",
}  # fmt: skip
_USES_IT = re.compile(r"\b(?:uses?|needs?|knows?|have|has|requires?|works? with) (?:it|that|them|this|those)\b", re.I)
_EITHER = re.compile(
    r"\b(?:do|does|would|must|should) (?:either|any|one|each|both)(?: one)? of (?:them|those|these|the two)\b", re.I
)
_COUNTS = re.compile(r"\bcounts? (?:that|it|this)\b|\bdo(?:es)? (?:that|it|this) count\b", re.I)
_WHO_OF_THEM = re.compile(r"\b(?:who|which)(?: one)? of (?:them|these|those|the two|both)\b", re.I)
_LEAVING_OUT = re.compile(r"\b(?:other than|apart from|aside from|besides|except|leaving out|leave out|aside)\b", re.I)
_WHAT_KIND = re.compile(r"\bwhat (?:kind|sort|type) of (?:an? )?(?:\w+ )?(?:is|are)\b", re.I)
_CALLED = re.compile(
    r"\b(?:what(?:['’]?s| is| do you call| would you call)|how (?:is|do you call))\b.*\b(?:job|role|position|one|that|it)\b.*(?:\bcalled\b|\bname\b|$)",
    re.I,
)
_ONE_WHO = re.compile(
    r"\bthe (?:one|role|guy|person) (?:who|that|which) (?!(?:does|do|needs?|uses?|has|is|earns?|pays?)\b)(?P<does>[a-z]+(?: [a-z]+){0,3}?)"
    r"(?= (?:needs?|uses?|have|has|knows?|earns?|gets?|makes?|do)\b|\W*$)", re.I,
)  # fmt: skip
_FOR_THAT = re.compile(r"\b(?:for|like|of) (?:that|this|those|it|them)\b|\bthat too\b", re.I)
_IN_IT = re.compile(r"\b(?:in|for|with) (?:it|that|them|her|him)\b", re.I)
_OF_FACET = {facet: intent for intent, facet in FACETS.items()}
_ONE_OF = re.compile(r"\bis (?:it|that|this)\b.*\b(?:one of|among|part of)\b", re.I)
_NECESSARY = re.compile(
    r"\b(?:necessary|mandatory|obligatory|required|essential|a must|worth (?:it|anything|something)|counts?|of use)\b",
    re.I,
)
_WHO_MUST = re.compile(r"\b(?:who|which (?:role|one|job))\b(?!['’]?s\b| is\b| are\b)", re.I)


def _needed(question: Question, session: Session) -> Question | None:
    """ "Is a master's necessary?" asks for a yes or no, not for the skills just told."""
    facet = question.intent in ABOUT_A_ROLE and not question.values("facet")
    last = question.text[told_before(question.text.rstrip(" .!?"), 0) :]
    asks = bool(facet and question.values(*THINGS) and _NECESSARY.search(last))
    # "SageMaker for the manager?"
    bare = facet and question.values(*KINDS) and question.values("role", "role_head")
    asks = asks or bool(bare and question.text.endswith("?") and only_names(question, *KINDS, "role", "role_head"))
    helps = question.intent == "suggest_role" and len(question.context.roles) == 1 and _DOES_HELP.search(question.text)
    asks = asks or bool(helps and question.values(*THINGS))
    one_of = question.intent in ABOUT_A_ROLE and question.values(*KINDS) and _ONE_OF.search(question.text)
    asks = asks or bool(one_of)
    return question.asking("check_need") if asks and not _WHO_MUST.search(question.text) else None


def _who(question: Question, session: Session) -> Question | None:
    """What looks like a facet of a role asks which role it is: "and mathematics, who must have studied it?"."""
    facet = question.intent in ABOUT_A_ROLE | {"check_need", "follow_up"} and not question.values("role", "role_head")
    asks = facet and question.values(*THINGS) and _WHO_MUST.search(question.text)
    return question.asking("which_role") if asks else None


def _counts(question: Question, session: Session) -> Question | None:
    """ "I know Excel, does that count?" counts no listings."""
    return (
        question.asking("check_need") if question.intent == "count_listings" and _COUNTS.search(question.text) else None
    )


def _who_of_them(question: Question, session: Session) -> Question | None:
    """ "Who of them codes more?" """
    asks = question.intent in {"follow_up", *REFUSED} and _WHO_OF_THEM.search(question.text)
    of_roles = question.context.topic not in (*TOPICS, *percentile.TOPICS) and not question.values("facet")
    of_pay = cued(question.text) == "ask_salary"
    told = asks and of_roles and not of_pay and reverse.searched_words(question)
    return question.asking("which_role") if told else None


def _the_one_that_does(question: Question, session: Session) -> Question | None:
    """ "And the one which does need it?", after who does not; after a side of a role or its pay, that of the one that does."""
    topic, things = question.context.topic, reverse.things_of(session, question) or question.context.things
    if question.besides(*THINGS) or not _THE_ONE_THAT_DOES.search(question.text):
        return None
    if topic in ABOUT_THINGS and things and not question.entities:
        return question.asking("which_role", text="", source="")
    of_roles = {statement.role for thing in things for statement in mentions(session, thing)}
    if not things and len(question.context.roles) == 1:
        others = other_than(session, question.context.roles[0], question.context.recent_roles)
        of_roles = {role.name for role in others}
    if topic not in {*_OF_FACET.values(), "ask_salary"} or len(of_roles) != 1:
        return None
    return question.asking("follow_up", entities=unsaid("role", *of_roles))


def _which_are_they(question: Question, session: Session) -> Question | None:
    """ "Which ones are they?", after who uses tools of a kind, asks for those tools."""
    thing = next(iter(question.context.things), None) if question.context.topic in ABOUT_THINGS else None
    if thing is None or not question.context.roles or not _WHICH_ARE_THEY.fullmatch(question.text):
        return None
    kind = "category" if find_term(session, thing) is None else "tool"
    return question.asking(
        "ask_tools" if kind == "category" else "check_need", entities=(Entity(kind, thing, thing, 0, 0),)
    )


def _uses_it(question: Question, session: Session) -> Question | None:
    """ "Does the other one use it too?", after who uses something, asks of that."""
    told = question.context.topic in ABOUT_THINGS and question.context.things and not question.values("facet", *THINGS)
    asks = told and question.intent in {"ask_tools", "ask_skills", "follow_up"} and _USES_IT.search(question.text)
    if not asks or _WHO_MUST.search(question.text):
        return None
    return question.asking("check_need", text=_USES_IT.sub("", question.text))


def _either(question: Question, session: Session) -> Question | None:
    """ "Does either of them need Figma?" compares nothing."""
    named = question.values("unknown", *THINGS)
    asks = question.intent == "compare_roles" and named and _EITHER.search(question.text)
    return question.asking("check_need") if asks else None


def _when_needed(question: Question, session: Session) -> Question | None:
    """ "When is it preferred?", after a yes or no, is told by the same lines."""
    told = question.context.topic in ("check_need", "which_role") and question.context.things
    asks = told and not question.values(*THINGS) and _IS_IT_NEEDED.search(question.text)
    return question.asking("check_need", text="", source="", elliptic=True) if asks else None


def _in_an_industry(question: Question, session: Session) -> Question | None:
    """ "Do banks hire ML engineers?" is a yes or no; which industries it asks for is no doubt."""
    named = question.values("industry") and question.values("role", "role_head")
    likely = {name for name, _ in question.ranking[:2]} == {"ask_industries", "check_need"}
    return question.asking("check_need") if question.intent == "nlu_fallback" and named and likely else None


def _still_missing(question: Question, session: Session) -> Question | None:
    """ "What lacks me?", after what somebody knows."""
    told = question.context.known
    asks = question.intent in {"follow_up", *REFUSED} and not question.entities and _LACKING.search(question.text)
    return question.asking("find_gap") if told and asks else None


def _for_somebody(question: Question, session: Session) -> Question | None:
    """ "And for somebody who likes to code?", after a suggestion, asks for another."""
    suggested = question.context.topic == "suggest_role" and question.intent in {
        "follow_up",
        "which_role",
        "check_need",
        *REFUSED,
    }
    asks = suggested and _FOR_SOMEBODY.search(question.text) and not question.values("role", "role_head")
    return question.asking("suggest_role") if asks else None


def _of_the_suggested(question: Question, session: Session) -> Question | None:
    """ "What stuff should I be good at?", after a suggestion, asks of the role suggested."""
    suggested = question.context.topic == "suggest_role" == question.intent and len(question.context.roles) == 1
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


def _of_the_other_for_that(question: Question, session: Session) -> Question | None:
    """ "Does the other role have anything for that?", after tools of a kind, asks for its tools of that kind."""
    kind = next((t for t in question.context.things if any(c.name == t for c in all_categories(session))), None)
    asks = kind and THE_OTHER.search(question.text) and _FOR_THAT.search(question.text)
    roles = refer(session, question).roles if asks and not question.entities else ()
    if len(roles) != 1:
        return None
    return question.asking("ask_tools", entities=(*unsaid("role", roles[0].name), *unsaid("category", kind)))


def _without_some(question: Question, session: Session) -> Question | None:
    """ "And ML engineers, leaving out cars", after where others work, is no question about cars."""
    topic, named = question.context.topic, question.values("role", "role_head")
    kinds = {question.intent} & {"check_need", "nlu_fallback", "follow_up"} and left_out(question, "category")
    if kinds and not question.values(*KINDS, "facet") and (named or question.context.roles):
        return question.asking("ask_tools")  # "what does he work with that has nothing to do with charts?"
    out = left_out(question, *KINDS, verbs=True) if topic in FACETS and (named or question.context.roles) else ()
    asks = out and question.intent in {"follow_up", "check_need", "compare_roles", "suggest_role", *REFUSED}
    if not asks or question.values("facet") or len(out) != len(question.values(*KINDS)):
        return None
    if not named and not question.values("category") and not _LEAVING_OUT.search(question.text):
        return None
    return question.asking("ask_tools" if question.values("category") else str(topic), elliptic=True)


def _work_in_it(question: Question, session: Session) -> Question | None:
    """ "Is there government work in it?", of a role, looks for no listing."""
    about = question.context.topic in {*ABOUT_A_ROLE, *ABOUT_THINGS} and len(question.context.roles) == 1
    asks = about and question.intent == "find_listings" and question.values("industry") and _IN_IT.search(question.text)
    return question.asking("check_need") if asks and not JOB.search(question.text) else None


def _the_one_who(question: Question, session: Session) -> Question | None:
    """ "The one who leads people", and "does the one who leads need PyTorch?", mean the role whose duty that is."""
    said = _ONE_WHO.search(question.text) if not question.values("role", "role_head") else None
    topic = question.context.topic
    told = {*FACETS, *ABOUT_THINGS, *OF_TWO_ROLES, "ask_role", "ask_salary"}
    words = reverse.telling_words(said["does"]) if said and topic in told else []
    found = search_statements(session, words, "responsibilities") if words else []
    best = {s.role for s, score in found if score == found[0][1] and score >= reverse.SURE}
    if said is None or len(best) != 1:
        return None
    named = Entity("role", best.pop(), said[0], said.start(), said.end())
    kept = tuple(e for e in question.entities if e.end <= said.start() or said.end() <= e.start)
    whole = replace(question, entities=(*kept, named))
    if question.values(*KINDS):
        return whole.asking("check_need")
    return whole.asking("follow_up") if only_names(whole, "role") and question.source == question.text else whole


def _what_else(question: Question, session: Session) -> Question | None:
    """ "What else?", after a yes or no about one thing, asks for the rest of its kind."""
    told = question.context.topic == "check_need" and question.context.things and question.context.roles
    if not told or not _ELSE.fullmatch(question.text):
        return None
    term = find_term(session, question.context.things[0])
    return question.asking(_OF_KIND[term.kind] if term else "ask_tools")


def _of_what_kind(question: Question, session: Session) -> Question | None:
    """ "What kind of tool is Matplotlib?" is told by the lines that name it, under their category."""
    asks = question.values("tool", "platform") and _WHAT_KIND.search(question.text)
    return question.asking("which_role") if asks and not question.values("role", "role_head") else None


def _what_is_it_called(question: Question, session: Session) -> Question | None:
    """ "She wants to lead a data team, what is that job called?" asks who does so."""
    asks = question.intent in {"ask_role", "list_roles", *REFUSED} and _CALLED.search(question.text)
    told = words_told(session, reverse.searched_words(question)) if asks and not question.values("role") else []
    best = max((score for _, score in search_statements(session, told)), default=0.0) if len(told) > 1 else 0.0
    return question.asking("which_role", text=" ".join(told)) if best >= reverse.SURE else None


def _of_that_kind(question: Question, session: Session) -> Question | None:
    """ "What else of that kind do they have?", after Jira, asks for the tools of its category."""
    told = question.context.topic in ABOUT_THINGS and question.context.things and question.context.roles
    asks = told and not question.values(*THINGS) and _OF_THAT_KIND.search(question.text)
    term = find_term(session, question.context.things[0]) if asks else None
    if term is None:
        return None
    kind = unsaid("category", term.category) if term.category else ()
    return question.asking(_OF_KIND[term.kind], entities=kind)


def _uses_what(question: Question, session: Session) -> Question | None:
    """ "And does the engineer use Spark", which nobody told of, asks for a yes or no."""
    named = question.values("role", "role_head") and question.texts("unknown")
    asks = question.intent == "follow_up" and named and _DOES_USE.match(question.text)
    return question.asking("check_need") if asks else None


def _beyond_a_degree(question: Question, session: Session) -> Question | None:
    """ "Do they want more than a bachelor?" asks which degrees the role takes."""
    told = question.context.topic == "ask_education" and question.context.roles and question.values("degree", "unknown")
    asks = (
        told and question.intent in {"follow_up", "compare_roles", *REFUSED} and _BEYOND_A_DEGREE.search(question.text)
    )
    return question.asking("ask_education") if asks and not question.values("role", "role_head") else None


RULES: tuple[Rule, ...] = (
    _uses_it,
    _either,
    _needed,
    _who,
    _for_somebody,
    _counts,
    _who_of_them,
    _the_one_that_does,
    _which_are_they,
    _when_needed,
    _in_an_industry,
    _still_missing,
    _of_the_suggested,
    _the_other_role,
    _the_one_who,
    _of_the_other_for_that,
    _without_some,
    _work_in_it,
    _what_else,
    _of_what_kind,
    _what_is_it_called,
    _of_that_kind,
    _uses_what,
    _beyond_a_degree,
)
