"""Which messages lean on the question before, whatever they look like by themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.bare import only_names
from actions.facets import ABOUT_A_ROLE
from actions.listing_filter import TOPICS, has_filter
from actions.question import Entity, Question
from actions.reverse import THINGS

# A bare role after these asks for no more than the role.
_ASK_NOTHING = frozenset({None, "ask_role", "list_roles", "which_role", "find_listings", "open_listing"})
JOB = re.compile(r"\b(?:jobs?|listings?|postings?|openings?|vacanc\w+|ads?)\b", re.I)
# What a name that nobody knows is easily taken for: "Tokio?".
_GREETINGS = frozenset({"greet", "goodbye", "thank"})
REFUSED = frozenset({"out_of_scope", "nlu_fallback"})
OF_ONESELF = frozenset({"help", "ask_identity", "ask_human", "ask_sources", "ask_privacy"})
_BARE_READINGS = frozenset({"ask_role", "follow_up", *REFUSED})
_SAME = re.compile(r"\b(?:same|likewise|too|as well)\b", re.I)
_OF_A_ROLE = re.compile(r"\b(?:of|for|as) an?\s+$", re.I)
_SAME_QUESTIONS = re.compile(
    r"\bsame (?:(?:two|three|2|3)\b(?! years| numbers| figures)|(?:both )?(?:questions?|things?)\b)|\bboth (?:of (?:those|these|them)|questions|things)\b|^\W*(?:and )?both for\b",
    re.I,
)
# After these topics a thing named alone is asked the same of.
ABOUT_THINGS = frozenset({"check_need", "which_role", "suggest_role", "find_gap"})
_OF_THINGS = frozenset({"ask_tools", "ask_skills", "ask_education", "ask_industries"})
# "The version thing, is that Mercurial?", "Azure no?"
_IS_IT = re.compile(r"\b(?:is|was|are|isn['’]?t) (?:it|that|this|those|these)\s+(?:an?\s+|the\s+)?$", re.I)
_NEEDS_IT = re.compile(
    r"\W*(?:(?:and|but|so|ok)\W+)*(?:do|does|would|should|must|will|did)(?:n['’]?t)? (?!you (?:know|have)\b)(?:he|she|it|they|one|you|i|that one) (?:\w+ )?"
    r"(?:needs?|uses?|requires?|have an?|have to (?:know|learn|use)|knows?|learns?|works? with)\b", re.I,
)  # fmt: skip
ONE = re.compile(r"\b(?:it|its|they|their|he|she|his|her|one)\b", re.I)
OF_IT = re.compile(r"\b(?:it|he|she|they|(?:that|this) (?:role|person|one|title))\b", re.I)
# A reading that is less likely than this is none.
LIKELY = 0.03
_CUES = {
    "ask_salary": re.compile(
        r"\b(?:earn(?:s|ed)?|(?:get|gets|is|are|['’]s|['’]re|being) paid|makes? (?:a year|money|bank|bucks)|(?:win|gain|make)s? how much|\beach (?:one )?(?:makes?|earns?|gets?)|"
        r"how much (?:do |does )?(?:he|she|it|they|one) (?:win|gain|make|get)s?|how much (?:for|is) (?:him|her|them|it|that|this|those|that one)\b|the (?:exact|precise|full|whole|actual) range|(?:how much|what) (?:wins|gains|earns) (?:he|she|each|one|they)|package is how much|how much is (?:the )?package|package for (?:it|that|this|them|the same)|the package(?: (?:also|too|please|part))?(?=\W*$))\b", re.I,
    ),
    "ask_education": re.compile(r"\b(?:stud(?:y|ied|ies)|degrees?|college|universit\w+|uni)\b", re.I),
    "ask_tools": re.compile(r"\b(?:use[sd]?|using|work with)\b", re.I),
    "ask_skills": re.compile(r"\b(?:needs?|know|good at|be able to)\b", re.I),
    "ask_industries": re.compile(r"\b(?:which|what) (?:fields?|areas|branches|sectors|lines of business)\b|\bwhere (?:else )?(?:do|does|would|could|can) .*\bwork\b", re.I),
    "ask_responsibilities": re.compile(
        r"\b(?:do|does) (?:he|she|it|they|one|those|these|both|the (?:former|latter|other|first|second)(?: one)?|(?:that|this) (?:role|person|one|title)) (?:even |actually |really )?do\b|\bwhat (?:he|she|it|they|one) does?\b|"
        r"\bwhat (?:they|people) do\b|\b(?:things|stuff) (?:i|they|he|she|one|you|we)(?:['’]d| would| will|['’]ll)? (?:be )?(?:do|doing)\b", re.I,
    ),
}  # fmt: skip
_WHO_THEN = re.compile(
    r"\W*(?:(?:and|but|so|then|ok|well)\W+)*(?:who|which(?: (?:role|one|job))?|what role|does any(?:one|body|(?: of (?:them|those)))|(?:on |in )?whose(?: is (?:it|that))?)(?: else)?(?: does| dose| do| needs?| uses?| goes| would| has)?"
    r"(?: works?)?(?: it| that(?: one)?| them| those| there| in (?:it|that|those))?(?: need| use)?(?: it| that| them)?(?:,? (?:then|instead))?\W*", re.I,
)  # fmt: skip


_THANKS = re.compile(r"\b(?:thx|thanks|thank you|tnx|ty)\b", re.I)


def is_bare_role(question: Question) -> bool:
    """Whether the message names roles (and levels) and asks nothing of them, where the question before asked something."""
    same = question.intent == "compare_roles" and _SAME.search(question.text)
    # "Data scientist?", after the jobs for another title, asks for jobs too.
    jobs = question.context.topic in TOPICS and question.context.listing_filter.role and not question.values("level")
    nothing = question.context.topic in _ASK_NOTHING and not jobs
    if not (same or question.intent in _BARE_READINGS | ABOUT_A_ROLE) or nothing:
        return False
    return only_names_roles(question)


def asks_the_same_of_a_role(question: Question) -> bool:
    """Whether the message names roles alone, so that all that was asked before is asked of them: "and of the engineer?",
    "same two questions for the engineer"."""
    named = question.values("role", "role_head") and _SAME_QUESTIONS.search(question.text)
    return bool(named) or (question.intent in _BARE_READINGS and only_names_roles(question))


def is_bare_thing(question: Question) -> bool:
    """Whether the message names skills, tools or industries alone after a question about some: "AWS?", "government"."""
    if question.intent not in _BARE_READINGS or question.context.topic not in ABOUT_THINGS | ABOUT_A_ROLE:
        return False
    head, mark, _ = question.source.partition("?")
    asked = replace(question, source=head) if mark else question  # "and PyTorch? I've dabbled"
    return any(e.kind in THINGS and e.end <= len(head) for e in question.entities) and only_names(asked, *THINGS)


def asks_of_things(question: Question) -> bool:
    """Whether what looks like a search for jobs names things of a role alone: "anything for planning projects?"."""
    topic = question.context.topic
    if question.intent != "find_listings" or topic not in ABOUT_A_ROLE | ABOUT_THINGS:
        return False
    others = question.values("facet", "role", "role_head", "unknown") or has_filter(question)
    return bool(question.values(*THINGS)) and not others


def of_an_unknown_thing(question: Question) -> Question | None:
    """A message that looks foreign by itself, as a question about the name in it that nobody knows: "Docker?" after a
    question about a tool, "does he need Scrum"."""
    name = next((e for e in question.entities if e.kind in ("foreign_name", "unknown")), None)
    if name is None or question.intent not in REFUSED | OF_ONESELF | _GREETINGS or _THANKS.search(question.text):
        return None
    if question.context.topic in ABOUT_A_ROLE and _OF_A_ROLE.search(question.source[: name.start]):
        return None  # "of a nurse?", after the skills of an engineer
    entities = as_unknown(question, name)
    topic, bare = question.context.topic, only_names(question, "foreign_name", "unknown")
    asks = question.context.listing_filter.asks or not question.context.shown or question.intent in _GREETINGS
    if topic in TOPICS and bare and asks:
        return question.asking("find_listings", entities=entities, elliptic=True)
    needs = topic not in TOPICS and (_NEEDS_IT.match(question.text) or _IS_IT.search(question.source[: name.start]))
    if bare and topic == "which_role":
        return question.asking("which_role", entities=entities)
    of_things = bare and (topic in ABOUT_THINGS or (topic in _OF_THINGS and question.context.roles))
    asked = of_things or (needs and question.context.roles)
    return question.asking("check_need", entities=entities) if asked else None


def as_unknown(question: Question, name: Entity) -> tuple[Entity, ...]:
    """The entities of the question with `name` as one that is to be said to be unknown."""
    return tuple(replace(e, kind="unknown") if e is name else e for e in question.entities)


def asks_for_more(question: Question) -> bool:
    """Whether "more?" can be no more listings, for something else was spoken of."""
    topic, roles = question.context.topic, question.context.roles
    of_listings = topic in TOPICS or question.values("facet") or JOB.search(question.text)
    return question.intent == "more_listings" and bool(topic and roles) and not of_listings


def only_names_roles(question: Question) -> bool:
    """Whether the message holds roles, levels and words that say nothing of them: "no wait, for the manager"."""
    if not question.values("role", "role_head"):
        return False
    return only_names(question, "role", "role_head", "level")


def cued(text: str) -> str | None:
    """What a message that names nothing asks of a role, by its verb: "what kit do they use"."""
    return next((intent for intent, words in _CUES.items() if words.search(text)), None)


def asks_who_then(question: Question) -> bool:
    """Whether the message asks which role needs what was just asked about: "who does then?"."""
    of_things = {"check_need", "which_role", *_OF_THINGS}
    return question.context.topic in of_things and bool(_WHO_THEN.fullmatch(question.text))
