"""What a question means where skills, tools, degrees or industries were spoken of, or are what it asks for."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions.bare import only_names
from actions.ellipsis import ABOUT_THINGS, JOB, REFUSED, cued
from actions.exclusion import left_out
from actions.facets import ABOUT_A_ROLE, FACETS
from actions.listing_filter import TOPICS, told_before
from actions.question import Entity, Question, Rule, unsaid
from actions.reverse import KINDS, THINGS, searched_words, telling_words, tells_surely
from actions.role_reference import THE_OTHER, refer
from actions.who_meant import WHO_MUST
from knowledge.terms import find_term, is_category
from knowledge.vocabulary import nearest

_IS_IT_NEEDED = re.compile(r"^\W*(?:(?:and|but|so) )?(?:required|needed|mandatory|a must|preferred|optional|necessary) or (?:only |just )?(?:preferred|optional|required|wanted|nice[ -]to[ -]have|beneficial)\W*$|^\W*(?:and )?(?:what for|for what)\W*$|^\W*(?:and |but )?when(?: (?:above all|mostly|especially|exactly|most))?\W*$|\b(?:when|why|where|how much|for what) (?:is|would|are) (?:it|that|one|this) (?:be )?(?:preferred|needed|required|necessary|beneficial|useful|important|asked for|a must)\b", re.I)  # fmt: skip
_DOES_HELP = re.compile(r"\b(?:would|does|do|will|can|could) .*\b(?:helps?|useful|of use)\b", re.I)
_WHICH_ARE_THEY = re.compile(
    r"\W*(?:(?:and|so|ok|please)\W+)*(?:(?:name|list|tell me) (?:them|those|these)(?: please| pls)?|such as(?: what)?|like (?:what|which)|for example)\W*|"
    r"\W*(?:(?:and|so|ok)\W+)*(?:which|what)(?: ones)? (?:are|is) (?:they|those|these|that|it)\W*",
    re.I,
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
_DOES_USE = re.compile(
    r"\W*(?:(?:and|but|so|ok)\W+)*(?:do|does|would|must|should) .*\b(?:use|need|know|learn|have)\b", re.I
)
_BEYOND_A_DEGREE = re.compile(r"\b(?:more|higher|beyond|further|enough|sufficient|suffices?|will do|at least)\b", re.I)
_OF_KIND = {
    "tool": "ask_tools", "platform": "ask_tools", "skill": "ask_skills", "degree": "ask_education", "industry": "ask_industries",
}  # fmt: skip
_USES_IT = re.compile(r"\b(?:uses?|needs?|knows?|have|has|requires?|works? with) (?:it|that|them|this|those)\b", re.I)
_EITHER = re.compile(
    r"\b(?:do|does|would|must|should) (?:(?:either|any|one|each|both)(?: one)? of (?:them|those|these|the two)|both (?:roles|jobs|titles))\b",
    re.I,
)
_COUNTS = re.compile(r"\bcounts? (?:that|it|this)\b|\bdo(?:es)? (?:that|it|this) count\b", re.I)
_LEAVING_OUT = re.compile(r"\b(?:other than|apart from|aside from|besides|except|leaving out|leave out|aside)\b", re.I)
_WHAT_KIND = re.compile(r"\bwhat (?:kind|sort|type) of (?:an? )?(?:\w+ )?(?:is|are)\b", re.I)
_FOR_THAT = re.compile(r"\b(?:for|like|of) (?:that|this|those|it|them)\b|\bthat too\b", re.I)
_DOES = re.compile(
    r"\b(?:does|do|needs?|uses?)(?: it| that| them| so)?(?:,? (?:then|too|though|right|do(?:es)?(?:n['’]t| not) (?:they|he|she|it)))?\W*$",
    re.I,
)
_SURELY = 0.8
_CHATS = re.compile(
    r"\W*(?:(?:and|so|ok|what about|how about|for|to)\W+)*(?:chat(?:ting|s)?|messaging|messages|(?:speak(?:ing)?|talk(?:ing)?|communicat(?:e|ing))(?= with))(?: with (?:the team|others|(?:the |their |his |my )?colleagues|each other))?\W*",
    re.I,
)
_CHATS_WITH = re.compile(r"\bchats?\b.*\b(?:what with|with what|on what)\b", re.I)
_CHATTING = re.compile(r"\bchatt?ing?\b", re.I)
_ON_THE_LIST = re.compile(
    r"\b(?:on|in) (?:his|her|its|their|that|the) (?:tools? |skills? )?list\b|\bamong (?:them|those|these)\b", re.I
)
_DEMANDED = re.compile(
    r"\b(?:do|does|would|will|must|should) (?:that|this|the|such an?) (?:position|job|role|post) (?:\w+ )?(?:demand|need|require|ask|want|take|call)\b",
    re.I,
)
_IN_IT = re.compile(r"\b(?:in|for|with) (?:it|that|them|her|him)\b", re.I)
_ONE_OF = re.compile(r"\bis\b.*\b(?:one of|among|part of)\b", re.I)
_INCLUDES = re.compile(
    r"\W*(?:(?:and|so|but|ok)\W+)*(?:does|would|will) (?:that|it|this) (?:include|involve|cover|mean)\b", re.I
)
_WILL_THEY = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:will|would|does|do|must|can|should|is) (?:he|she|they|it|one|i|that one)\b", re.I
)
_SOURCE = re.compile(r"\b(?:source|survey|article|say|says|where|who)\b", re.I)
_ASKS_WHAT = re.compile(r"\W*(?:(?:and|so|ok|but)\W+)*(?:what|which|how|who|where)\b", re.I)
_MENTIONED = re.compile(r"\b(?:is|are) .*\b(?:mentioned|named|listed|included|asked for)\b", re.I)
_DOES_HE = re.compile(
    r"\s*,?\s+(?:does|do|is|would|should|must) (?:he|she|it|they|that one)(?: too| as well)?\W*$", re.I
)
_ALSO_USES = re.compile(
    r"\b(?:uses?|needs?) (?:he|she|it|they)\b|\b(?:does|do) (?:he|she|it|they) (?:also )?(?:use|need)\b", re.I
)
_WHO = re.compile(r"\W*(?:(?:and|so|ok|but)\W+)*who\b", re.I)
_WITH_WHOM = re.compile(
    r"\b(?:with|to|for) (?:whom|who)\b|^\W*(?:and )?who(?:m)? (?:do|does|would|must|will) .*\b(?:with|to|for)\b", re.I
)
_NOR = re.compile(r"\W*(?:(?:and|so|but|ok)\W+)*(?:no|not)\b.*\beither\W*$", re.I)
_IS_IT_WITH = re.compile(
    r"\W*(?:(?:and|so|but|ok)\W+)*(?:is|was) (?:it|that|this) an? (?:job|role|position|career) (?:with|that (?:needs|involves|requires|has)|of)\b",
    re.I,
)
_NECESSARY = re.compile(
    r"\b(?:necessary|mandatory|obligatory|required|essential|a must|worth (?:it|anything|something)|counts?|of use)\b",
    re.I,
)


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
    one_of = (
        question.intent in {*ABOUT_A_ROLE, "follow_up"} and question.values(*KINDS) and _ONE_OF.search(question.text)
    )
    asks = asks or bool(one_of)
    return question.asking("check_need") if asks and not WHO_MUST.search(question.text) else None


def _nor_that(question: Question, session: Session) -> Question | None:
    """ "No Kubernetes either?", after a yes or no about a thing, asks the same."""
    asks = question.context.topic in ABOUT_THINGS and question.values("unknown", *KINDS) and _NOR.match(question.text)
    return question.asking("check_need") if asks and question.intent in {"follow_up", *REFUSED} else None


def _is_it_with(question: Question, session: Session) -> Question | None:
    """ "And is it a job with leadership?", of a role, asks for a yes or no and no listings."""
    of_a_role = question.context.roles and question.context.topic not in TOPICS
    asks = of_a_role and question.intent in {"follow_up", "check_need", *TOPICS, *REFUSED} and question.values(*KINDS)
    others = question.besides("facet", *THINGS)
    return (
        question.asking("check_need", entities=question.besides("facet"))
        if asks and not others and _IS_IT_WITH.match(question.text)
        else None
    )


def _on_the_list(question: Question, session: Session) -> Question | None:
    """ "Is healthcare on their list?", of a role, asks for a yes or no."""
    of_a_role = question.context.roles and question.context.topic not in TOPICS
    readings = {"follow_up", "check_need", *REFUSED, *ABOUT_A_ROLE, *TOPICS}
    asks = of_a_role and question.intent in readings and question.values(*KINDS) and _ON_THE_LIST.search(question.text)
    return question.asking("check_need") if asks else None


def _demanded(question: Question, session: Session) -> Question | None:
    """ "Would that position demand a degree?" looks for no listing."""
    of_a_role = question.context.roles and question.context.topic not in TOPICS
    asks = of_a_role and question.intent in TOPICS and _DEMANDED.search(question.text)
    return question.asking("check_need") if asks and question.values("facet", *THINGS) else None


def _will_they(question: Question, session: Session) -> Question | None:
    """ "Will she deal with budgets?", of a role whose duties tell of that, asks for a yes or no."""
    of_one = len(question.context.roles) == 1 and question.context.topic in {*FACETS, *ABOUT_THINGS, "ask_role"}
    asks = of_one and question.intent in REFUSED and not question.entities and _WILL_THEY.match(question.text)
    if not asks or cued(question.text):  # "do they make bank?"
        return None
    return question.asking("check_need") if tells_surely(session, telling_words(question.text)) else None


def _of_no_source(question: Question, session: Session) -> Question | None:
    """ "Is there a preference for people with a Master's?", of a role, does not ask for sources."""
    of_one = len(question.context.roles) == 1 and question.context.topic not in TOPICS
    asks = of_one and question.intent == "ask_sources" and question.values(*KINDS)
    return question.asking("check_need") if asks and not _SOURCE.search(question.text) else None


def _counts(question: Question, session: Session) -> Question | None:
    """ "I know Excel, does that count?" counts no listings."""
    return (
        question.asking("check_need")
        if question.intent in {"count_listings", *REFUSED} and _COUNTS.search(question.text)
        else None
    )


def _does_that_one(question: Question, session: Session) -> Question | None:
    """ "So the manager does?", after a yes or no about another role, asks the same of that one."""
    told = question.context.topic == "check_need" and question.context.things
    named = question.values("role", "role_head") and not question.besides("role", "role_head")
    asks = (
        told
        and named
        and _DOES.search(question.text)
        and not _ASKS_WHAT.match(question.text)
        and cued(question.text) != "ask_responsibilities"
    )
    return question.asking("check_need") if asks else None


def _is_of_one_role(question: Question) -> bool:
    """Whether one role was spoken of, and the message names nothing."""
    return len(question.context.roles) == 1 and not question.entities and question.context.topic not in TOPICS


def _includes(question: Question, session: Session) -> Question | None:
    """ "Does that include budgets?", of one role, asks of what its duties tell."""
    asks = _is_of_one_role(question) and question.intent in {"follow_up", *REFUSED}
    found = _INCLUDES.match(question.text) if asks else None
    what = question.text[found.end() :] if found else ""
    return question.asking("check_need", text=what) if tells_surely(session, telling_words(what)) else None


def _is_a_duty(question: Question, session: Session) -> Question | None:
    """ "Does he lead the team?", of one role, asks of what its duties tell."""
    of_one = _is_of_one_role(question) and question.intent in REFUSED
    reading, chance = next(iter(question.within.get("it", ())), ("", 0.0)) if of_one else ("", 0.0)
    asks = reading == "check_need" and chance >= _SURELY
    return question.asking("check_need") if asks and tells_surely(session, searched_words(question)) else None


def _is_mentioned(question: Question, session: Session) -> Question | None:
    """ "What about the manager, is an MBA mentioned?" asks for a yes or no."""
    # After a side of a role that is told again, all of it.
    asks = question.intent in {"follow_up", *REFUSED} and question.context.topic not in {*TOPICS, *FACETS}
    asks = asks and bool(question.values(*KINDS)) and bool(_MENTIONED.search(question.text))
    return question.asking("check_need") if asks and not question.values("facet") else None


def _with_whom(question: Question, session: Session) -> Question | None:
    """ "With whom do they work out the data requirements?" is told by the duty that says so."""
    of_one = len(question.context.roles) == 1 and question.context.topic not in TOPICS
    asks = of_one and _WITH_WHOM.search(question.text) and not _WHO.match(question.text)
    asks = asks and not question.besides("facet", "skill")
    words = [word for word in telling_words(question.text) if word != "out"] if asks else []
    surely = len(words) > 1 and tells_surely(session, words)
    return question.asking("check_need", entities=(), text=" ".join(words)) if surely else None


def _for_a_kind(question: Question, session: Session) -> Question | None:
    """ "Back to the engineer, anything for data wrangling?" looks for no listing."""
    whose = question.values("role", "role_head") or (question.context.roles and question.context.topic not in TOPICS)
    asks = question.intent == "find_listings" and whose and question.values("category")
    others = question.values("facet", "company", "place", "remote", "amount", "employment_type")
    return question.asking("ask_tools") if asks and not others and not JOB.search(question.text) else None


def _to_chat(question: Question, session: Session) -> Question | None:
    """ "And to chat?", of a role, asks for the tools that its team talks with."""
    of_a_role = question.context.roles and question.context.topic in {*ABOUT_A_ROLE, *ABOUT_THINGS}
    chats = _CHATS.fullmatch(question.text) or (question.intent == "ask_tools" and _CHATTING.search(question.text))
    chats = chats or (question.intent in REFUSED and _CHATS_WITH.search(question.text))
    if not of_a_role or not chats or question.values("category"):
        return None
    found = nearest(session, "team chat", ["category"], limit=1)
    kind = unsaid("category", found[0][0].value) if found else ()
    return question.asking("ask_tools", entities=kind) if kind else None


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
    if not asks or WHO_MUST.search(question.text):
        return None
    return question.asking("check_need", text=_USES_IT.sub("", question.text))


def _either(question: Question, session: Session) -> Question | None:
    """ "Does either of them need Figma?" compares nothing."""
    named = question.values("unknown", *THINGS)
    readings = {"compare_roles", "compare_salaries", "follow_up", *REFUSED}
    asks = question.intent in readings and named and _EITHER.search(question.text)
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


def _of_the_other_for_that(question: Question, session: Session) -> Question | None:
    """ "Does the other role have anything for that?", after tools of a kind, asks for its tools of that kind."""
    whose = THE_OTHER.search(question.text) or question.values("role", "role_head")
    asks = whose and _FOR_THAT.search(question.text) and not question.besides("role", "role_head")
    things = question.context.things if asks else ()
    kind = next((thing for thing in things if is_category(session, thing)), None)
    roles = refer(session, question).roles if kind else ()
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
    readings = {"follow_up", "check_need", "compare_roles", "suggest_role", "more_listings", *REFUSED}
    asks = out and question.intent in readings
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


def _does_he(question: Question, session: Session) -> Question | None:
    """ "And an engineer, does he?", after what another needs, is asked the same."""
    named = question.values("role", "role_head") and not question.besides("role", "role_head")
    tail = _DOES_HE.search(question.text) if named and question.context.topic in ABOUT_THINGS else None
    if tail is None or question.text != question.source:
        return None
    said = question.text[: tail.start()]
    return question.asking("follow_up", ranking=(), text=said, source=said)


def _uses_it_at_work(question: Question, session: Session) -> Question | None:
    """ "And uses he also Jira in the daily work?" asks of Jira, not for duties."""
    things = question.values("tool", "platform")
    asks = question.intent == "follow_up" and things and question.values("facet") == ("responsibilities",)
    if not asks or not _ALSO_USES.search(question.text):
        return None
    return question.asking("check_need", entities=question.besides("facet"))


RULES: tuple[Rule, ...] = (
    _uses_it_at_work,
    _does_he,
    _uses_it,
    _either,
    _needed,
    _nor_that,
    _is_it_with,
    _on_the_list,
    _demanded,
    _will_they,
    _of_no_source,
    _counts,
    _for_a_kind,
    _with_whom,
    _is_mentioned,
    _includes,
    _is_a_duty,
    _does_that_one,
    _to_chat,
    _which_are_they,
    _when_needed,
    _in_an_industry,
    _of_the_other_for_that,
    _without_some,
    _work_in_it,
    _what_else,
    _of_what_kind,
    _of_that_kind,
    _uses_what,
    _beyond_a_degree,
)
