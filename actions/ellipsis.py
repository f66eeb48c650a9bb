"""Which messages lean on the question before, whatever they look like by themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.exclusion import left_out
from actions.listing_filter import TOPICS, dropped, has_filter
from actions.listings import in_focus
from actions.pay_filter import everywhere
from actions.percentile import TOPICS as ABOUT_PAY
from actions.question import Entity, Question
from actions.reverse import THINGS
from actions.roles import ABOUT_A_ROLE, FACETS, OF_TWO_ROLES
from knowledge.roles import Role, all_roles, find_role

# A bare role after these asks for no more than the role.
_ASK_NOTHING = frozenset({None, "ask_role", "list_roles", "which_role", "find_listings", "open_listing"})
# What may stand around a bare role: "oops no, data analyst", "as data architect", "same for a data modeller?"
_AROUND = re.compile(
    r"(?:a|an|the|and|or|but|for|as|of|by|n|lol|4|tho|no|nope|not|oops|ops|sorry|wait|hm+|uh+|oh|ok|okay|well|then|now|what|how|about|bout|"
    r"i|mean|meant|i'm|im|actually|rather|please|pls|plz|same|also|too|instead|with|at|in|like|say|maybe|perhaps|it|is|to|be|"
    r"thanks|thx|position|role|job|title|one|ones|level|two|three|both|things|questions|all)", re.I,
)  # fmt: skip
_WORD = re.compile(r"[^\W_][\w'’+#-]*")

# Readings of a message that may be about the one listing just told of, and of which words it then is.
_MAY_BE_OF_LISTING = frozenset(
    {"ask_salary", "compare_salaries", "ask_industries", "ask_sources", "ask_role", "check_need", "which_role", "follow_up", "open_listing",
     "ask_identity", "count_listings", "list_roles", "help", "out_of_scope", "nlu_fallback"}
)  # fmt: skip
_IT = re.compile(r"\b(?:it|its|(?:that|this)(?! role)|there|they|the (?:job|position|company|employer|listing|posting|ad|offer|pay|salary|place|location))\b", re.I)  # fmt: skip
_OF_A_LISTING = re.compile(
    r"\b(?:where|location|located|place|city|state|company|employer|who|hiring|remote\w*|on-?site|office|home|offer\w*|full[- ]?time|"
    r"part[- ]?time|contract|permanent|level|title|called|senior|junior|pay\w*|salary|paid|earn|money|much|apply|link|url|details?|more|"
    r"about it|about that|deadline|posted|open until)\b", re.I,
)  # fmt: skip
_BARE = re.compile(
    r"\W*(?:and |so |ok |hm |but )*(?:where(?:abouts)?|how much|who|"
    r"(?:(?:what|which|what['’]?s|whats)(?: is| are| was)? )?(?:the )?(?:company|employer|location|place|pay|salary|full[- ]?time|part[- ]?time|level|"
    r"remote|on-?site|(?:job )?title|(?:job )?called))(?: (?:is|was) (?:it|that))?\W*", re.I,
)  # fmt: skip
_MOST_WORDS, _FEW = 9, 3
_JOB = re.compile(r"\b(?:jobs?|listings?|postings?|openings?|vacanc\w+|ads?)\b", re.I)
_REFUSED = frozenset({"out_of_scope", "nlu_fallback"})
_OF_ONESELF = frozenset({"help", "ask_identity", "ask_human", "ask_sources", "ask_privacy"})
_SMALL_TALK = _OF_ONESELF | {"greet", "thank", "goodbye", "start_over"}
_OF_THE_DOMAIN = (
    "facet",
    "role",
    "role_head",
    "level",
    "remote",
    "employment_type",
    "amount",
    "tool",
    "category",
    "ordinal",
)
_BARE_READINGS = frozenset({"ask_role", "follow_up", *_REFUSED})
_SAME = re.compile(r"\b(?:same|likewise|too|as well)\b", re.I)
# After these topics a thing named alone is asked the same of.
ABOUT_THINGS = frozenset({"check_need", "which_role", "suggest_role", "find_gap"})
_NEEDS_IT = re.compile(
    r"\W*(?:(?:and|but|so|ok)\W+)*(?:do|does|would|should|must|will|did)(?:n['’]?t)? (?:he|she|it|they|one|you|i|that one) (?:\w+ )?"
    r"(?:needs?|uses?|requires?|have an?|have to (?:know|learn|use)|knows?|learns?|works? with)\b", re.I,
)  # fmt: skip
# "My friend did computer science", after "I studied statistics, which role is that good for?"
_OF_ANOTHER = re.compile(
    r"\b(?:my (?:friend|brother|sister|wife|husband|partner|mate|buddy|colleague|cousin|son|daughter|dad|mum|mom)|he|she|they)"
    r"(?:'s| is| has| have)? (?:did|does|studied|studies|knows?|learn(?:ed|t|s)?|has|have|had|got|uses?|used|into|good at|doing)\b", re.I,
)  # fmt: skip
_THAT_JOB = re.compile(r"\b(?:(?:that|this|the) (?:job|listing|position|posting|ad|offer|one)|there)\b", re.I)
_UNSTATED = frozenset({"skills", "tools", "education", "responsibilities"})
_OF_ITS_KIND = re.compile(
    r"\b(?:the )?((?:[a-z][\w-]* )?[a-z][\w-]*) (?:one|kind|type|version|guys?|dudes?|lady|person|people|folks|lot)\b",
    re.I,
)
_ONE = re.compile(r"\b(?:it|its|they|their|he|she|his|her|one)\b", re.I)
_PHRASE = re.compile(
    r"\W*(?:(?:and|or|but|ok|then|now)\W+)*(?:in|at|with|over|under|above|below|for|near|from|around)\b", re.I
)
_OTHER = re.compile(r"\bother(?: one)?\W*$", re.I)
_HOW_MANY = re.compile(
    r"\bhow many (?:people|persons?|answers?|responses?|respondents?|data ?points?|salaries|entries)\b", re.I
)
_HOW_MUCH = re.compile(r"\W*(?:(?:and|but|ok|so|then)\W+)*how much(?: is (?:it|that)| then| though)?\W*", re.I)
_PAYS_MORE = re.compile(
    r"\b(?:pays?|paying) (?:the )?(?:more|better|most|best|least|less)\b|\b(?:better|best|highest)[ -]paid\b|\b(?:lower|higher|better|lowest|highest) pay\b",
    re.I,
)
_WHY = re.compile(
    r"\W*(?:(?:but|and|ok|hm+|so|oh)\W+)*(?:why|how come)(?: (?:is )?(?:that|this|so|though|it))?\W*", re.I
)
_OF_IT = re.compile(r"\b(?:it|he|she|they|(?:that|this) (?:role|person|one|title))\b", re.I)
_EVERYTHING = re.compile(
    r"\b(?:show|list|give|see|hit)\b.*\b(?:everything|every one|all(?: of (?:them|it))?|(?:whole|full) list)\b", re.I
)
_WHO_MUST = re.compile(r"\b(?:who|which (?:role|one|job))\b(?!['’]?s\b| is\b| are\b)", re.I)
_WHICH = re.compile(r"\W*(?:(?:and|but|so|ok)\W+)*(?:who|which|what (?:role|job))\b", re.I)
_OF_PEOPLE = re.compile(r"\b(?:it|he|she|they|one|(?:that|this) (?:role|person|one|title))\b", re.I)
_CUES = {
    "ask_salary": re.compile(
        r"\b(?:earns?|(?:get|gets|is|are) paid|makes? (?:a year|money|bank|bucks)|(?:win|gain|make)s? how much|"
        r"how much (?:do |does )?(?:he|she|it|they|one) (?:win|gain|make|get)s?)\b", re.I,
    ),
    "ask_education": re.compile(r"\b(?:stud(?:y|ied|ies)|degrees?|college|universit\w+)\b", re.I),
    "ask_tools": re.compile(r"\b(?:use[sd]?|using|work with)\b", re.I),
    "ask_skills": re.compile(r"\b(?:needs?|know|good at|be able to)\b", re.I),
    "ask_responsibilities": re.compile(
        r"\b(?:do|does) (?:he|she|it|they|one|(?:that|this) (?:role|person|one|title)) do\b|\bwhat (?:he|she|it|they|one) does?\b|"
        r"\bwhat (?:they|people) do\b", re.I,
    ),
}  # fmt: skip
_THOSE = re.compile(r"\b(?:those|these|them|ones?|just|only|instead)\b", re.I)
# Chosen with the dialogues of tests/ and the foreign utterances there in view.
_RATHER, _PLAINLY = 0.08, 0.75
_HALF, _TOO_FOREIGN, _BEYOND_DOUBT, _LIKELY = 0.5, 0.93, 0.965, 0.03
_WHO_THEN = re.compile(
    r"\W*(?:(?:and|but|so|then|ok|well)\W+)*(?:who|which (?:role|one|job)|what role)(?: else)?(?: does| do| needs?| uses?| would| has)?"
    r"(?: it| that| them| those)?(?: need| use)?(?: it| that| them)?(?: then| instead)?\W*", re.I,
)  # fmt: skip


def of_the_listing(question: Question) -> bool:
    """Whether the message asks of the one listing just told of: "is it remote?", "where?", "who's the employer"."""
    told_of = question.context.topic == "open_listing"
    readings = _MAY_BE_OF_LISTING | {"find_listings"} if told_of else _MAY_BE_OF_LISTING
    if in_focus(question) is None or question.intent not in readings or dropped(question):
        return False
    if question.values("role", "role_head", "ordinal", "year", "amount", "skill", "tool"):
        return False
    text = question.text
    if any(not _OF_A_LISTING.fullmatch(name) for name in question.texts("unknown")):
        return False
    if len(_WORD.findall(text)) > _MOST_WORDS:
        return False
    if question.intent == "find_listings" and not _BARE.fullmatch(text):
        return False  # "which remote jobs are there then?" asks for others
    if _BARE.fullmatch(text) and not (question.context.topic == "find_listings" and question.values("remote", "level")):
        return True
    return bool(_IT.search(text) and _OF_A_LISTING.search(text))


def other_listing(question: Question) -> Question | None:
    """Of two listings that were shown, the one not told of yet: "no, the other one"."""
    shown, opened = question.context.shown, question.context.opened
    if len(shown) != 2 or opened not in shown or question.entities or not _OTHER.search(question.text):
        return None
    number = 2 - shown.index(opened)
    return question.asking("open_listing", entities=(Entity("ordinal", number, "the other", 0, 0),))


def asks_of_pay(text: str) -> bool:
    """Whether the message asks what pays more: "and which of those jobs pays more?"."""
    return bool(_PAYS_MORE.search(text))


def asks_which_of_the_compared(question: Question) -> bool:
    """Whether what looks like a ranking of listings is one of the roles just compared: "which of these is highest?"."""
    others = question.values("facet", "company", "place", "remote", "employment_type", "amount")
    return question.context.topic == "compare_salaries" and not others and not _JOB.search(question.text)


def asks_how_many_answered(question: Question) -> bool:
    """Whether the message asks how many answers the figures just told rest on."""
    return question.context.topic in ABOUT_PAY and bool(_HOW_MANY.search(question.text)) and not question.entities


def asks_why(question: Question) -> bool:
    """Whether the message asks for the reasons of the last answer and says no more."""
    return bool(_WHY.fullmatch(question.text))


def is_bare_role(question: Question) -> bool:
    """Whether the message names roles (and levels) and asks nothing of them, where the question before asked something."""
    same = question.intent == "compare_roles" and _SAME.search(question.text)
    if not (same or question.intent in _BARE_READINGS | ABOUT_A_ROLE) or question.context.topic in _ASK_NOTHING:
        return False
    return only_names_roles(question)


def asks_the_same_of_a_role(question: Question) -> bool:
    """Whether the message names roles alone, so that all that was asked before is asked of them: "and of the engineer?"."""
    return question.intent in _BARE_READINGS and only_names_roles(question)


def is_bare_thing(question: Question) -> bool:
    """Whether the message names skills, tools or industries alone after a question about some: "AWS?", "government"."""
    if question.intent not in _BARE_READINGS or question.context.topic not in ABOUT_THINGS:
        return False
    return bool(question.values(*THINGS)) and _only_names(question, *THINGS)


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
    if name is None or question.intent not in _REFUSED | _OF_ONESELF:
        return None
    entities = tuple(replace(e, kind="unknown") if e is name else e for e in question.entities)
    topic, bare = question.context.topic, _only_names(question, "foreign_name", "unknown")
    if topic in TOPICS and bare and question.context.listing_filter.asks:
        return question.asking("find_listings", entities=entities, elliptic=True)
    needs = question.context.roles and topic not in TOPICS and _NEEDS_IT.match(question.text)
    if bare and topic == "which_role":
        return question.asking("which_role", entities=entities)
    return question.asking("check_need", entities=entities) if needs or (bare and topic in ABOUT_THINGS) else None


def asks_for_more(question: Question) -> bool:
    """Whether "more?" can be no more listings, for something else was spoken of."""
    topic, roles = question.context.topic, question.context.roles
    of_listings = topic in TOPICS or question.values("facet") or _JOB.search(question.text)
    return question.intent == "more_listings" and bool(topic and roles) and not of_listings


def asks_what_the_listing_lacks(question: Question) -> bool:
    """Whether the message asks of the listing just told of what no posting here states: "does that job ask for Python?"."""
    if in_focus(question) is None or question.values("role", "role_head") or question.intent in _OF_ONESELF:
        return False
    of_skills = question.values(*THINGS) or set(question.values("facet")) & _UNSTATED
    return bool(of_skills and _THAT_JOB.search(question.text))


def _only_names(question: Question, *kinds: str) -> bool:
    named = [e for e in question.entities if e.kind in kinds]
    rest = "".join(c if not any(e.start <= i < e.end for e in named) else " " for i, c in enumerate(question.source))
    return all(_AROUND.fullmatch(word) for word in _WORD.findall(rest))


def only_names_roles(question: Question) -> bool:
    """Whether the message holds roles, levels and words that say nothing of them: "no wait, for the manager"."""
    if not question.values("role", "role_head"):
        return False
    return _only_names(question, "role", "role_head", "level")


def second_reading(question: Question) -> str | None:
    """How a message that looks foreign by itself may be meant within a conversation on what it names."""
    if question.intent in _REFUSED and _HOW_MUCH.fullmatch(question.text):
        return "ask_salary"
    if question.intent == "which_role" and not question.values(*THINGS):
        of_it = len(question.context.roles) == 1 and _OF_IT.search(question.text) and not _WHICH.match(question.text)
        return cued(question.text) if of_it else None
    if question.intent in _REFUSED and question.context.topic in TOPICS:
        if _EVERYTHING.search(question.text):
            return "find_listings"
        if asks_of_pay(question.text):
            return "rank_listings"
    foreign = dict(question.ranking).get("out_of_scope", 0.0)
    facets = set(question.values("facet")) - {"listings"}
    if question.intent in _REFUSED and facets and len(question.context.roles) == 1 and foreign < _HALF:
        return "follow_up"
    small_talk = question.intent in _SMALL_TALK and question.ranking and question.ranking[0][1] < _PLAINLY
    if not (small_talk or question.intent in _REFUSED) or question.context.topic is None:
        return None
    if small_talk:
        asked = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= _RATHER), None)
        return asked if question.context.roles and not question.texts("unknown") else None
    if question.texts("unknown"):
        return None
    if question.context.topic in ABOUT_PAY and everywhere(question.text):
        return "follow_up"
    of_pay = question.context.topic in ABOUT_PAY and question.values("year", "level", "company_size")
    if of_pay and _ONE.search(question.text):
        return "follow_up"
    if is_bare_role(question) or is_bare_thing(question):
        return None  # what was asked before is asked of that role
    if question.context.topic in ABOUT_THINGS and question.values(*THINGS) and _OF_ANOTHER.search(question.text):
        return question.context.topic
    short = len(_WORD.findall(question.text)) <= _FEW
    if question.value("ordinal") is not None and question.context.topic in TOPICS and short:
        return "open_listing"
    part = short or _THOSE.search(question.text) or _PHRASE.match(question.text)
    if question.context.topic in TOPICS and has_filter(question) and part:
        return "follow_up" if foreign < _BEYOND_DOUBT else None
    points_back = _THOSE.search(question.text) or _ONE.search(question.text)
    open_to_it = points_back or question.values(*_OF_THE_DOMAIN) or foreign < _HALF
    if len(question.context.roles) == 1 and question.context.topic not in TOPICS and foreign < _BEYOND_DOUBT:
        cue = cued(question.text) if _OF_PEOPLE.search(question.text) else None
        if cue:
            return cue
    strange = question.texts("foreign_name") and not question.values(*_OF_THE_DOMAIN, *THINGS)
    if foreign > _TOO_FOREIGN or not open_to_it or strange:
        return None
    of_a_role = len(question.context.roles) == 1 and _OF_IT.search(question.text)
    nothing = {"follow_up"} if not question.entities and not points_back else set()
    readings = [pair for pair in question.ranking if pair[0] not in _REFUSED | _SMALL_TALK | nothing]
    if of_a_role and question.context.topic not in TOPICS:
        readings = [pair for pair in readings if pair[0] in ABOUT_A_ROLE] or readings
    likeliest = next(iter(readings), ("", 0.0))
    return likeliest[0] if likeliest[1] >= _LIKELY else None


def asks_who(question: Question) -> bool:
    """Whether what looks like a facet of a role asks which role it is: "and mathematics, who must have studied it?"."""
    facet = question.intent in ABOUT_A_ROLE and not question.values("role", "role_head")
    return facet and bool(question.values(*THINGS)) and bool(_WHO_MUST.search(question.text))


def cued(text: str) -> str | None:
    """What a message that names nothing asks of a role, by its verb: "what kit do they use"."""
    return next((intent for intent, words in _CUES.items() if words.search(text)), None)


def without_left_out_facets(question: Question) -> Question:
    """The question on what else it names: "not the salary, just the tools"."""
    out = left_out(question, "facet", verbs=True)
    kept = [e for e in question.entities if e not in out]
    other = next(
        (intent for intent, facet in FACETS.items() for e in kept if e.kind == "facet" and e.value == facet), None
    )
    other = other or (cued(question.text) if out else None)
    if not out or other is None:
        return question
    return question.asking(other, entities=tuple(kept))


def refines_listings(question: Question) -> bool:
    """Whether an amount that looks like somebody's pay is what listings are to pay: "ok, over 140k then?"."""
    asks_of_pay = question.intent in ("ask_percentile", "ask_salary") and bool(question.values("amount"))
    return asks_of_pay and question.context.topic in TOPICS and not question.values("role", "role_head", "unknown")


def asks_who_then(question: Question) -> bool:
    """Whether the message asks which role needs what was just asked about: "who does then?"."""
    return question.context.topic in ("check_need", "which_role") and bool(_WHO_THEN.fullmatch(question.text))


def with_role_by_its_kind(question: Question, session: Session) -> Question | None:
    """The question with the role that "the NLP one" means, after one whose name ends alike."""
    match = _OF_ITS_KIND.search(question.text)
    if match is None or not question.context.roles or question.values("role", "ordinal"):
        return None
    role = _of_kind(session, match[1], question.context.roles[0])
    if role is None:
        return None
    kept = tuple(e for e in question.entities if e.kind not in (*THINGS, "unknown", "foreign_name", "facet"))
    entities = (*kept, Entity("role", role.name, match[0], match.start(), match.end()))
    whole = replace(question, entities=entities)
    if _only_names(whole, "role"):
        return whole.asking("follow_up")
    cue = cued(question.text[: match.start()] + question.text[match.end() :])
    likely = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= _LIKELY), "ask_role")
    return whole.asking(cue or likely)


def _of_kind(session: Session, kind: str, spoken_of: str) -> Role | None:
    """The role of that kind: one whose name ends as that spoken of does, else one with a profile."""
    profiled = [role for role in all_roles(session) if role.has_profile]
    ends = dict.fromkeys((spoken_of.split()[-1], *(role.name.split()[-1] for role in profiled)))
    return next((role for end in ends if (role := find_role(session, f"{kind} {end}"))), None)


def with_nth_role(question: Question, session: Session) -> Question | None:
    """After the list of roles, or a comparison of some, "the second" means a role."""
    number, topic = question.value("ordinal"), question.context.topic
    if number is None or _JOB.search(question.text) or question.values("role", "role_head"):
        return None
    if topic == "list_roles":
        names = tuple(role.name for role in all_roles(session) if role.has_profile)
    elif topic in OF_TWO_ROLES:
        names = question.context.roles
    elif topic in ABOUT_A_ROLE and question.intent in ("follow_up", "open_listing"):
        names = question.context.recent_roles
    else:
        return None
    index = number - 1 if number > 0 else len(names) + number
    if not 0 <= index < len(names):
        return None
    kept = tuple(e for e in question.entities if e.kind != "ordinal")
    intent = question.intent
    if topic in ABOUT_A_ROLE:
        intent = str(topic)
    elif intent in ("open_listing", "follow_up"):
        intent = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= _LIKELY), "ask_role")
    return question.asking(intent, entities=(*kept, Entity("role", names[index], names[index], 0, 0)))
