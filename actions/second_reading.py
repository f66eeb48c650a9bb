"""What a message that looks foreign by itself may mean within a conversation."""

from __future__ import annotations

import re

from actions.bare import WORD, only_names
from actions.ellipsis import ABOUT_THINGS, LIKELY, OF_IT, OF_ONESELF, ONE, REFUSED, cued, is_bare_role, is_bare_thing
from actions.exclusion import left_out
from actions.facets import ABOUT_A_ROLE, FACETS, intent_of_facet
from actions.listing_filter import TOPICS, has_filter
from actions.of_listings import asks_of_pay
from actions.pay_filter import everywhere
from actions.percentile import TOPICS as ABOUT_PAY
from actions.question import Question
from actions.reverse import THINGS
from actions.role_reference import THE_OTHER
from actions.untold import untold

SMALL_TALK = OF_ONESELF | {"greet", "thank", "goodbye", "start_over"}
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
# "My friend did computer science", after "I studied statistics, which role is that good for?"
_OF_ANOTHER = re.compile(
    r"\b(?:my (?:friend|flatmate|roommate|bro|sis|neighbou?r|boss|brother|sister|wife|husband|partner|mate|buddy|colleague|cousin|son|daughter|dad|mum|mom)|he|she|they)"
    r"(?:'s| is| has| have)? (?:did|does|studied|studies|knows?|learn(?:ed|t|s)?|has|have|had|got|uses?|used|into|good at|doing)\b", re.I,
)  # fmt: skip
_PHRASE = re.compile(
    r"\W*(?:(?:and|or|but|ok|then|now)\W+)*(?:in|at|with|by|over|under|above|below|for|near|from|around)\b", re.I
)
_I_MEAN = re.compile(r"\W*(?:(?:no|oh|sorry|wait)\W+)*i mean[t]?\b", re.I)
_HOW_MUCH = re.compile(
    r"\W*(?:(?:and|but|ok|so|then)\W+)*(?:for )?how much(?: (?:money|cash|dough|pay))?(?: is (?:(?:in )?(?:it|that)|there)| then| though)?\W*",
    re.I,
)
_PAY_IN_SHORT = re.compile(r"\W*(?:(?:and|n|the|its|his|her|their)\W+)*(?:comp|ctc|tc|package|bread|dough)\W*", re.I)
_A_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+ [A-Z][a-z]+")
_THE_END = re.compile(
    r"\W*(?:(?:and|n|but|so)\W+)*(?:the |who(?:['’]?s| is) |which is )*(?:worst|lowest|least|bottom|best|highest|top)(?: paid| one)*\W*",
    re.I,
)
_ASKS_WHICH = re.compile(r"\b(?:which|what)\b", re.I)
_WHICH_OF_IT = re.compile(r"\b(?:what|which|wat|wut|wot|wich|whats)\s+$", re.I)
_IN_IT = re.compile(
    r"\bhow much(?: \w+)? (?:is|can (?:i|you|one) (?:make|get|earn)|do (?:you|they) (?:get|make)) (?:in|from|with|out of) (?:it|that|there|this)\b",
    re.I,
)
_LEVEL = re.compile(r"\b(?:level|lvl)\b", re.I)
_MONEY = re.compile(r"\bhow much\b", re.I)
_PAY = re.compile(r"\b(?:salar(?:y|ies)|wages?)\b", re.I)
_EVERYTHING = re.compile(
    r"^\W*(?:(?:and|ok|now)\W+)*(?:all|everything|all of (?:them|it|those)|every one)(?: again| please)*\W*$|\b(?:show|list|give|see|hit)\b.*\b(?:everything|every (?:one|single one|job|posting|listing|opening|position)|all(?: of (?:them|it)| (?:three|four|five|six|\d+))?|(?:whole|full|hole|entire) list)\b",
    re.I,
)
# "Write me a Python function" asks for work, whatever it names.
_CHORE = re.compile(
    r"\W*(?:(?:can|could|would|will) you |please |pls |ok |now |and |then )*(?:write|code|debug|fix|draw|compose|translate|sing|solve|draft|proofread)\s+(?:me|us|an?|my|this|some|the following)\b",
    re.I,
)
_WHO_WINS = re.compile(
    r"\b(?:(?:rich|poor)er|better off|(?<!how much )wins(?=\W*(?:then|there|here|out|overall|that)?\W*$)|the winner|wins at\b|in the lead|(?:raking|rakin|pulling|pullin|bringing|bringin) in (?:the )?(?:more|most|less|least)|leads(?= (?:there|here|then)\b)|who(?:s|['’]s| is) (?:making|makin|earning|earnin|getting|gettin|paid) (?:the )?(?:more|most|less|least|better|best)|who (?:gets?|gains?|wins?|earn(?:s|ed)?|makes?) (?:the )?(?:more|most|less|least|better|best)|who(?:['’]?s| is| was) (?:higher|lower|highest|lowest)|which (?:one )?(?:is )?more (?:high|big|much)|(?:who|which)(?: one)? of (?:them|those|these|the (?:last )?(?:two|too)) (?:gets?|gains?|wins?|earns?|makes?) (?:more|less|better)|comes? out (?:ahead|on top)|(?:is|comes|who['’]?s|what['’]?s) (?:at the (?:very )?|on )top|(?:is|was|['’]s) ahead|which (?:one )?is (?:more|higher|better))\b", re.I,
)  # fmt: skip
_WHICH = re.compile(r"\W*(?:(?:and|but|so|ok)\W+)*(?:who|which|what (?:role|job))\b", re.I)
_OF_PEOPLE = re.compile(r"\b(?:it|he|she|they|one|(?:that|this) (?:role|person|one|title))\b", re.I)
# "Will it rain?" is of no role.
_PERSON = re.compile(r"\b(?:he|she|they|(?:that|this|the) (?:role|job|one|guy|person|position))\b", re.I)
_WHOSE = re.compile(r"\b(?:his|her|their|its)\b", re.I)
_WHAT_YOU_HAVE = re.compile(r"\bwhat(?: else)? (?:do )?(?:ya|you|u)(?:['’]?ve)? (?:got|have)\b", re.I)
_THOSE = re.compile(r"\b(?:those|these|them|ones?|just|only|instead)\b", re.I)
_FEW, _BRIEF, _AT_LENGTH = 4, 6, 8
_OF_THINGS = frozenset({"ask_skills", "ask_tools", "ask_education"})
# Chosen with the dialogues of tests/ and the foreign utterances there in view.
_RATHER, _PLAINLY = 0.08, 0.75
# None of the foreign utterances there that speak of a person passes these limits behind a question of a role.
_ASKED_OF_IT = ABOUT_A_ROLE | {"check_need"}
_HARDLY, _AT_ALL, _NEARLY_HALF, _MOSTLY = 0.2, 0.65, 0.45, 0.6
_BARE, _AS_LIKELY, _TOSSED = 2, 0.4, 0.55
_HALF, _TOO_FOREIGN, _BEYOND_DOUBT, _ALL_BUT_SURE = 0.5, 0.93, 0.965, 0.98


def second_reading(question: Question) -> str | None:
    """How a message that looks foreign, or like small talk, by itself may be meant within a conversation."""
    if question.intent == "which_role":
        return _of_a_person(question)
    refused = question.intent in REFUSED
    if refused and (untold(question.text) or _CHORE.match(question.text)):
        return None
    if question.intent == "follow_up" and question.context.topic not in TOPICS and _HOW_MUCH.fullmatch(question.text):
        return "ask_salary"
    if question.intent == "follow_up" and question.context.roles and _IN_IT.search(question.text):
        return None if question.entities else "ask_salary"  # "and how much dough is in it"
    plain = (_plainly(question) or _as_likely(question)) if refused else None
    if plain == "compare_salaries" and question.texts_of("unknown", "foreign_name"):
        return None  # "who makes the best pizza in Chicago?"
    if plain or question.context.topic is None:
        return plain
    if question.intent in SMALL_TALK and question.ranking and question.ranking[0][1] < _PLAINLY:
        if question.context.topic in TOPICS:
            return "find_listings" if asks_for_everything(question.text) else _of_listings(question)
        if question.context.roles and _MONEY.search(question.text):
            return "ask_salary"
        return _of_a_role_after_all(question) or _by_its_verb(question)
    if not refused or question.texts("unknown"):
        return None
    if _goes_on_about_pay(question):
        return "follow_up"
    if is_bare_role(question) or is_bare_thing(question):
        return None  # what was asked before is asked of that role
    if question.context.topic in TOPICS:
        return _of_the_search(question) or _likeliest(question) or _of_listings(question)
    return _of_another(question) or _by_its_verb(question) or _of_the_role(question) or _likeliest(question)


def asks_who_wins(text: str) -> bool:
    """Whether the message asks who of some earns more, in other words: "who comes out ahead?"."""
    return bool(_WHO_WINS.search(text))


def asks_for_everything(text: str) -> bool:
    """Whether the whole list is asked for: "show me everything"."""
    return bool(_EVERYTHING.search(text))


def _as_likely(question: Question) -> str | None:
    """ "Difference?": of a bare word that is foreign or not, the reading that is not."""
    short = len(WORD.findall(question.text)) <= _BARE and not question.texts("unknown")
    name, chance = question.ranking[1] if len(question.ranking) > 1 else ("", 0.0)
    answerable = name not in REFUSED | SMALL_TALK | {"follow_up"}
    return name if short and answerable and chance >= _AS_LIKELY and _foreign(question) < _TOSSED else None


def _foreign(question: Question) -> float:
    return dict(question.ranking).get("out_of_scope", 0.0)


def _of_a_person(question: Question) -> str | None:
    """ "What does she use?", which sounds like "which role uses it"."""
    pointed = (OF_IT.search(question.text) and not _WHICH.match(question.text)) or THE_OTHER.search(question.text)
    of_it = len(question.context.roles) == 1 and pointed
    return intent_of_facet(question) or cued(question.text) if of_it and not question.values(*THINGS) else None


def _plainly(question: Question) -> str | None:
    if _HOW_MUCH.fullmatch(question.text):
        return "ask_salary"
    if question.context.roles and _PAY_IN_SHORT.fullmatch(question.text):
        return "ask_salary"
    if question.context.topic in TOPICS and asks_for_everything(question.text):
        return "find_listings"
    if question.context.topic in TOPICS and asks_of_pay(question.text):
        return "rank_listings"
    if question.context.topic in ABOUT_PAY and _WHO_WINS.search(question.text):
        return "compare_salaries"
    if question.context.topic == "compare_salaries" and _THE_END.fullmatch(question.text):
        return "compare_salaries"
    alone = question.context.topic is None and question.values("industry")
    if (len(question.values(*THINGS)) > 1 or alone) and only_names(question, *THINGS):
        return "which_role"  # "jira trello asana", "healthcare"
    about_one = len(question.context.roles) == 1 and question.context.topic not in TOPICS
    of_tools = _ASKS_WHICH.search(question.text) or question.context.topic == "ask_tools"
    if about_one and question.values("category") and of_tools:
        return "ask_tools"  # "and which clouds should I get to know, now that the farm is sold?"
    if question.context.roles and _IN_IT.search(question.text) and not question.besides("facet"):
        return "ask_salary"  # "sounds dope, how much dough is in it"
    facets = set(question.values("facet")) - {"listings"}
    if facets == {FACETS.get(str(question.context.topic))}:
        return "follow_up"  # "what does the bureau of labor statistics say", after the outlook
    plain = _foreign(question) < _HALF or bool(_WHOSE.search(question.text))
    short = len(WORD.findall(question.text)) <= _BRIEF
    of_pay = _MONEY.search(question.text) or _PAY.search(question.text)
    short = short and bool(_foreign(question) < _BEYOND_DOUBT or of_pay)
    plain = plain or (short and facets == {"salary"})  # "sounds alright. how much dough"
    plain = plain or len(WORD.findall(question.text)) < _FEW or _asks_for_a_facet(question)
    plain = plain or bool(_I_MEAN.match(question.text) and len(WORD.findall(question.text)) <= _BRIEF)
    plain = plain or bool(_OF_PEOPLE.search(question.text) and _foreign(question) < _ALL_BUT_SURE)
    return "follow_up" if facets and len(question.context.roles) == 1 and plain else None


def _asks_for_a_facet(question: Question) -> bool:
    """ "Sounds chill, what skills tho"."""
    facets = (e for e in question.entities if e.kind == "facet" and e.value != "listings")
    return any(_WHICH_OF_IT.search(question.source[: e.start]) for e in facets)


def _of_a_role_after_all(question: Question) -> str | None:
    asked = next((name for name, p in question.ranking if name in ABOUT_A_ROLE and p >= _RATHER), None)
    return asked if question.context.roles and not question.texts("unknown") else None


def _goes_on_about_pay(question: Question) -> bool:
    """ "Worldwide", "what was it in 2021?"."""
    if question.context.topic not in ABOUT_PAY:
        return False
    money = _MONEY.search(question.text)
    said = question.values("year", "level", "company_size") or (question.values("place") and money)
    words = len(WORD.findall(question.text))
    of_a_level = question.values("level") and words <= _AT_LENGTH and _LEVEL.search(question.text)
    short = (
        of_a_level
        or words < _FEW
        or (words == _FEW and _foreign(question) < _BEYOND_DOUBT)
        or (money and words <= _AT_LENGTH)
    )
    return everywhere(question.text) or bool(said and (short or ONE.search(question.text)))


def _of_the_search(question: Question) -> str | None:
    """What is left of a search in few words: "the third", "those in Virginia"."""
    short = len(WORD.findall(question.text)) <= _FEW
    if question.values("amount") and _THOSE.search(question.text):
        return "follow_up"  # "one of those has to bring at least 115k or the mortgage eats us"
    if question.value("ordinal") is not None and short:
        return "open_listing"
    named = _PHRASE.match(question.text) and question.values("place", "company")  # "by the institute in Rochester"
    if named and len(WORD.findall(question.text)) <= _BRIEF:
        return "follow_up"
    if has_filter(question) and _WHAT_YOU_HAVE.search(question.text):
        return "follow_up"  # "nah, too far, what ya got in the Big Apple"
    if has_filter(question) and left_out(question, "remote", "place", "company", "level", "employment_type"):
        return "follow_up"  # "ditch the remote stuff"
    part = short or _THOSE.search(question.text) or _PHRASE.match(question.text)
    return "follow_up" if part and has_filter(question) and _foreign(question) < _BEYOND_DOUBT else None


def _of_listings(question: Question) -> str | None:
    """What would be a search with "jobs" behind it, and says where or how: "not Virginia, we might move"."""
    of_them = _where_spoken_of(question, "listings", _MOSTLY) in TOPICS
    return "follow_up" if of_them and (has_filter(question) or question.values("role", "role_head")) else None


def _of_another(question: Question) -> str | None:
    """The same question of what somebody else knows."""
    topic, others = question.context.topic, _OF_ANOTHER.search(question.text)
    return topic if others and topic in ABOUT_THINGS and question.values(*THINGS) else None


def _by_its_verb(question: Question) -> str | None:
    of_one = len(question.context.roles) == 1 and _OF_PEOPLE.search(question.text)
    cue = cued(question.text) if of_one and _foreign(question) < _BEYOND_DOUBT else None
    return "check_need" if cue in _OF_THINGS and question.values(*THINGS) else cue


def _of_the_role(question: Question) -> str | None:
    """How the message reads with the role in the place of "it", or behind it, where that is plain: "n how much bread do
    they make"."""
    of_a_person = _PERSON.search(question.text)
    for spoken_of, too_foreign in (("it", 1.0 if of_a_person else _AT_ALL), ("role", _AT_ALL)):
        name = _where_spoken_of(question, spoken_of, _NEARLY_HALF)
        if spoken_of == "role" and not question.entities and _A_NAME.search(question.source):
            continue  # "what is a Chief Vibes Officer paid" is of that one
        named = question.values(*THINGS, "unknown") or name != "check_need"
        strange = question.texts("foreign_name") and not question.values("facet")
        named = named and not (strange and name != "check_need")  # "will the Lakers win?"
        if named and name in _ASKED_OF_IT and _foreign(question) < too_foreign and question.context.roles:
            return name
    return None


def _where_spoken_of(question: Question, what: str, least: float) -> str | None:
    """The intent of the message where `what` is spoken of, if it is at least so likely and hardly foreign there."""
    ranking = question.within.get(what, ())
    name, chance = ranking[0] if ranking else (None, 0.0)
    return name if chance >= least and dict(ranking).get("out_of_scope", 0.0) <= _HARDLY else None


def _likeliest(question: Question) -> str | None:
    """The likeliest reading that is not foreign, where the message points back or names something of the domain."""
    points_back = _THOSE.search(question.text) or ONE.search(question.text)
    of_the_domain = question.values(*_OF_THE_DOMAIN)
    named = question.values(*(kind for kind in _OF_THE_DOMAIN if kind != "ordinal"), *THINGS)
    if question.texts("foreign_name") and not named:
        return None  # "can you write me a quicksort in the first one?"
    if _foreign(question) > _TOO_FOREIGN or not (points_back or of_the_domain or _foreign(question) < _HALF):
        return None
    nothing = set() if question.entities or points_back else {"follow_up"}
    if question.texts("foreign_name"):
        nothing = nothing | {"suggest_role"}  # "n a bizness inteligence analyst"
    readings = [pair for pair in question.ranking if pair[0] not in REFUSED | SMALL_TALK | nothing]
    if len(question.context.roles) == 1 and question.context.topic not in TOPICS and OF_IT.search(question.text):
        readings = [(name, p) for name, p in readings if name in ABOUT_A_ROLE and p >= LIKELY] or readings
    name, chance = next(iter(readings), (None, 0.0))
    return name if chance >= LIKELY else None
