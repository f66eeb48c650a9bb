"""Which messages are about the listings just shown, whatever they look like by themselves."""

from __future__ import annotations

import re

from actions.bare import WORD
from actions.ellipsis import OF_ONESELF
from actions.listing_filter import TOPICS, dropped
from actions.listing_in_focus import in_focus, told_of
from actions.question import Entity, Question
from actions.reverse import THINGS
from actions.untold import untold
from knowledge.listings import CHOICES

# Readings of a message that may be about the one listing just told of, and of which words it then is.
_MAY_BE_OF_LISTING = frozenset(
    {"ask_salary", "compare_salaries", "ask_industries", "ask_sources", "ask_role", "check_need", "which_role", "follow_up", "open_listing",
     "ask_identity", "count_listings", "list_roles", "help", "out_of_scope", "nlu_fallback"}
)  # fmt: skip
_IT = re.compile(r"\b(?:it|its|(?:that|this)(?! role)|there|they|the (?:job|position|company|employer|listing|posting|ad|offer|pay|salary|place|location))\b", re.I)  # fmt: skip
_OF_A_LISTING = re.compile(
    r"\b(?:where|location|located|place|city|town|village|state|company|employer|who|hiring|remote\w*|on[- ]?site|office|home|offer\w*|full[- ]?time|"
    r"part[- ]?time|contract|permanent|level|lvl|seniority|title|called|senior|junior|pay\w*|salary|paid|earn|money|much|apply|link|url|details?|more|"
    r"about it|about that|deadline|posted|open until|deets|employment|rank)\b", re.I,
)  # fmt: skip
_BARE = re.compile(
    r"\W*(?:and |so |ok |hm |but )*(?:is |are )?(?:where(?:abouts)?|how much|from (?:what|how much) to (?:what|how much)|who|(?:with|for|at|from) whom?|who(?:['’]?s| is)(?: the| its)? (?:employer|company|firm|enterprise)|who(?:['’]?s| is| was) (?:it|that|this)(?: one)? (?:with|for|at|from)|who(?:['’]d| would) be (?:my|the) (?:employer|boss|company)|what do they call (?:it|that)|(?:it is |is it )(?:which|what) (?:company|firm|enterprise|employer)|(?:of |from |at )?(?:which|what) (?:company|firm|enterprise|employer) (?:it is|is it|is that|that is)|what(?: is|['’]s) it called|who(?:['’]?s| is) behind (?:it|that|this|the (?:job|listing|position|posting|ad))|how high does (?:the pay|the salary|it|that) go|"
    r"(?:(?:at |in |for |with )?(?:what|which|what['’]?s|whats|wat|wot|wut)(?: is| are| was)? )?(?:the )?(?:company name|name of (?:the )?(?:company|firm)|company|employer|location|place|state|city|town|address|country|(?:pay |salary )?range|pay|salary|full[- ]?time|part[- ]?time|full[- ](?:time )?or part[- ]?time|part[- ](?:time )?or full[- ]?time|full[- ]?time or half[- ]?time|ft or pt|pt or ft|level|lvl|rank|grade|seniority|deets|details|specifics|"
    r"employment(?: type)?|type of (?:employment|contract)|(?:kind|sort) of (?:contract|employment)|contract(?: type)?|"
    r"remote|on-?site|(?:job )?title|(?:job )?called))(?: (?:(?:is|was|of) (?:it|that)|(?:do|does) (?:they|it) (?:ask|want|need|have|look)(?: for)?)| is)?(?: again)?\W*", re.I,
)  # fmt: skip
# What is asked of all that were shown: "which companies", "what are they", "who is hiring then?", "show em".
_OF_THOSE = re.compile(
    r"\W*(?:(?:and|so|ok|hm+|well|but|then)\W+)*(?:"
    r"(?:which|what)(?: (?:are|is|were))?(?: (?:the|those|these|their))? (?:companies|company|employers?|firms?|titles?|places?|cities|locations?|jobs?|"
    r"positions?|(?:kind|sort|type)s? of (?:jobs?|work|positions?))(?: (?:is|are|was|were) (?:it|that|they|there|those|these))?|"
    r"what (?:are|is) (?:they|those|these)(?: called| about)?|what(?: else)? (?:is there|do you have)(?: at all| then| there)?|"
    r"(?:who|which (?:ones?|company|companies))(?:['’]?s| is| are| does)?(?: hire| hiring| recruiting)? then|"
    r"where (?:would|will|do|could) (?:i|one|they|you) (?:have to |need to )?(?:work|be|sit|go)|(?:show|list|give|name|tell)(?: me)? (?:'?em|them|those)|show(?: me)?|for (?:what|which)(?: (?:roles?|positions?|jobs?))?|(?:with|under|for) (?:what|which) titles?|(?:what (?:are|is) )?(?:the )?(?:pay|salary|salaries|ranges?|pay ranges?) of (?:each(?: one)?|(?:those|these|them|both)(?: two)?)|(?:how much|what) does each(?: one)? pay|where(?:abouts)?|how much(?: (?:do|does) (?:they|it|those|these) pay)?|"
    r"(?:who|which|what)(?:['’]?s| is| are| was) the (?:firms?|compan(?:y|ies)|employers?)|"
    r"compare (?:those|these|them|the)(?: (?:two|both|jobs|ones|listings|postings))*)"
    r"(?: then| please| pls| instead)?\W*", re.I,
)  # fmt: skip
# "What level?", of several listings.
_CONDITIONS_OF_THOSE = re.compile(
    r"\W*(?:(?:and|so|ok|hm+|well|but|then)\W+)*(?:(?:what|which|what['’]?s|whats)(?: is| are)? )?(?:the |their |for (?:what|which) )?"
    r"(?:levels?|lvls?|seniority|ranks?|grades?|employment(?: types?)?|contracts?(?: types?)?|type of (?:employment|contract))"
    r"(?: (?:is|are|of|do|does|for) (?:it|they|those|these|them|each)(?: (?:have|want|ask for|have|at|of|for))?)?(?: (?:then|please|pls))?\W*",
    re.I,
)
# "Do they have other jobs?" asks for the company's.
_OTHERS_OF_IT = re.compile(
    r"\b(?:do|does|have|has|got|are|is) (?:they|it|there|that (?:company|firm|employer)|the company)\b.*\b(?:others?|more|else|another|further)\b|"
    r"\b(?:an)?other\w* .*\b(?:at|from|with|by) (?:the same|that|this) (?:company|firm|employer)\b|"
    r"\b(?:others?|more|else|another|further)\b.*\b(?:do|does|has|have) (?:that|this|the|the same) (?:company|firm|employer)\b|"
    r"\b(?:anything|something|any|jobs?|more) (?:else |other )?.*\b(?:from|at|by|with) (?:the )?same (?:company|firm|employer)\b|"
    r"\b(?:the )?same (?:company|firm|employer)['’]s (?:other|next|second)\b|"
    r"\b(?:what|anything) else (?:do|does|is|has|have)?\b.*\b(?:(?:that|this|the) (?:company|firm|employer|outfit|place)|they)\b",
    re.I,
)
_THERE = re.compile(
    r"\b(?:others?|more|else|another|further|any|jobs?)\b.*\b(?:in|around|near|from) (?:that|(?:the )?same|this) (?:stat\w?|city|place|area|region|town|country)\b",
    re.I,
)
# A survey tells what a role pays in general, a listing what one employer offers.
_IN_GENERAL = re.compile(
    r"\b(?:would|do|does|will) (?:an? )?(?:juniors?|seniors?|beginners?|newbies?|newbs?)\b|\b(?:in general|generally|on average|typically|usual|usually|normally|survey)\b",
    re.I,
)
_GETS = re.compile(r"\b(?:get|earn|make|paid|salary|pay|median)\b", re.I)
_THE_ONE_AT = re.compile(
    r"\b(?:the|that) (?:(?:one|job|listing|position) (?:in|at|from|of|by|near|(?:that|which) (?:is|isn['’]?t|was|wasn['’]?t))|(?:[\w-]+ ){1,2}(?:one|job|listing|position))\b",
    re.I,
)
_OTHER_JOBS = re.compile(
    r"\b(?:jobs|ones|openings|listings|postings|positions|something|anything|any (?:that|which|of them))\b|\b(?:an?|any|another) (?:[\w-]+ ){0,2}(?:one|job|position)\b",
    re.I,
)
_IN_OTHERS = re.compile(
    r"\belsewhere\b|\banywhere else\b|\b(?:(?:other|another|different)|outside(?: of)? (?:that|this|the)) (?:states?|cit(?:y|ies)|places?|countr(?:y|ies)|locations?)\b",
    re.I,
)
# "Non-remote ones at that pay", "no, I wanted the salary"
_NOT_OF_IT = re.compile(r"\bat (?:that|this) (?:pay|price|salary|rate|money)\b|\bi (?:wanted|meant|asked for)\b", re.I)
_CHANGED = re.compile(r"\b(?:make (?:it|that)|instead|rather|change (?:it|that)|switch)\b", re.I)
_ARE_THEY = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:are (?:(?:they|those|these) (?:both|all)|both|all)|is (?:either|any|one)(?: one)? of (?:them|these|those|the two))\b",
    re.I,
)
_AND_ARE_THEY = re.compile(
    r",? and (?:are|is) (?:they|those|these|(?:any|either|both|one) of them)\b[^.!?]*(?=\W*$)", re.I
)
_IS_IT = re.compile(r"\W*(?:(?:and|but|so|ok|n)\W+)*(?:is|was|are) (?:it|that|this|they)\b", re.I)
# "Could I do it remotly?"
_COULD_I = re.compile(r"\b(?:can|could|may|might) (?:i|one|you|he|she|we) (?:do|have)\b", re.I)
# "Is that a senior position?"
_IS_IT_A = re.compile(r"\W*(?:(?:and|so|but|ok)\W+)*(?:is|was|would) (?:it|that|this)(?: one)?(?: be)? an?\b", re.I)
_WHICH_IS = re.compile(r"\W*(?:(?:and|so|ok|but)\W+)*which(?: one)?(?: is|['’]s| are)\b", re.I)
_TWO = 2
_PAID_EXTREME = re.compile(r"\b(?:lowest|highest|best|worst|least|most)[- ]paid\b", re.I)
_MOST_WORDS = 9
_OF_THAT_ONE = re.compile(r"\b(?:level|lvl|pay|range|title|place) of (?:that|this)(?: one)?\b", re.I)
_HALF = 0.5
_OTHER = re.compile(
    r"\bother(?:['’]?s(?: (?:pay|level|lvl|salary|place|company|range))?)?\W*$|\bother (?:[\w-]+ ){0,2}(?:one|job|listing|position)\b|^\W*(?:(?:and|but|so|ok)\W+)*the other,? (?:one,? )?(?:is|was|has|pays?|offers?|how|what|where|which|who)\b|\b(?:does|is|would|will) the other(?: one)? (?:pay|pays|offer|offers|called|located|at|in|for|require)\b",
    re.I,
)
_ANOTHER = re.compile(
    r"\b(?:another|any other|other) (?:[\w-]+ )?(?:jobs?|listings?|positions?|openings?|ones?)\b", re.I
)
_THAT_JOB = re.compile(r"\b(?:(?:that|this|the) (?:job|listing|position|posting|ad|offer|one)|there)\b", re.I)
_IT_ASKS = re.compile(r"\b(?:do|does|would) (?:it|they) (?:ask|want|need|require|look|use)\b", re.I)
_UNSTATED = frozenset({"skills", "tools", "education", "responsibilities"})
_PAYS_MORE = re.compile(
    r"\b(?:shell|fork|dish)(?:s|ing)? out (?:the )?(?:more|most|best|least)\b|\b(?:fat|big|high)(?:t?er|gest|t?est) (?:paid|pay|salary|pay ?che(?:ck|que))\b|\b(?:starts?|begins?|goes(?: up)?) (?:the )?(?:lowest|highest|least|most)\b|\b(?:pays?|paying) (?:the )?(?:more|better|most|best|least|less)\b|\b(?:better|best|highest)[ -]paid\b|\b(?:lower|higher|better|lowest|highest|best) (?:(?:top |upper |max(?:imum)? )?(?:pay|salary)|maximum|minimum|max|min|ceiling|floor|upper end|lower end)\b|\b(?:cheaper|pricier|dearer|lower|higher|priciest|dearest)(?: ones?)?\W*$|\b(?:lowest|worst)[ -]paid\b",
    re.I,
)


def of_the_listing(question: Question) -> bool:
    """Whether the message asks of the one listing just told of: "is it remote?", "where?", "who's the employer"."""
    told_of = question.context.topic == "open_listing"
    readings = _MAY_BE_OF_LISTING | {"find_listings"} if told_of else _MAY_BE_OF_LISTING
    if question.ranking and question.ranking[0][1] < _HALF:
        readings = readings | {"thank"}  # "sweet, gimme the deets on that"
    if question.context.topic == "ask_role" and question.intent in ("ask_salary", "compare_salaries"):
        return False  # the title's pay is asked for, of which the listing is a part
    if in_focus(question) is None or question.intent not in readings or dropped(question):
        return False
    if question.values("level", "remote", "employment_type") and _CHANGED.search(question.text):
        return False  # "make it mid level instead"
    if question.values("role", "role_head", "ordinal", "year", "amount", "skill", "tool", "company"):
        return False
    if (
        _NOT_OF_IT.search(question.text)
        or _IN_GENERAL.search(question.text)
        or of_another(question)
        or elsewhere(question.text)
        or of_the_other(question)
        or _ANOTHER.search(question.text)
    ):
        return False
    text = question.text
    if _WHICH_IS.match(text) and len(question.context.shown) > 1:
        return False  # "and which is remote?", of two
    if _PAID_EXTREME.search(text):
        return False  # "and its opposite, the lowest paid"
    if (
        _OTHER_JOBS.search(text)
        and not _IS_IT.match(text)
        and question.values("remote", "level", "place", "employment_type")
    ):
        return False  # "which jobs are left that aren't remote?"
    if any(not _OF_A_LISTING.fullmatch(name) for name in question.texts("unknown")):
        return False
    if len(WORD.findall(text)) > _MOST_WORDS and not _OF_THAT_ONE.search(text):
        return False
    if question.intent == "find_listings" and not _BARE.fullmatch(text):
        return False  # "which remote jobs are there then?" asks for others
    if _BARE.fullmatch(text) and not (question.context.topic == "find_listings" and question.values("remote", "level")):
        return True
    named = question.values("level", "remote", "employment_type")  # "is it snior?"
    asks_whether = named and (_IS_IT.match(text) or _COULD_I.search(text))
    return bool(_IT.search(text) and (_OF_A_LISTING.search(text) or asks_whether))


def elsewhere(text: str) -> bool:
    """Whether the message leaves the place of what was shown: "in other states", "outside that state"."""
    return bool(_IN_OTHERS.search(text))


def asks_in_general(question: Question) -> bool:
    """Whether the pay of a listing's role is asked for, wherever it is: "what do people in that role make generally?"."""
    named = question.values("role", "role_head")
    of_pay = question.intent in ("ask_salary", "compare_salaries") or (
        question.intent == "follow_up" and bool(_GETS.search(question.text))
    )
    of_pay = of_pay and not question.elliptic
    return of_pay and not named and in_focus(question) is not None and bool(_IN_GENERAL.search(question.text))


def of_another(question: Question) -> bool:
    """Whether a listing is named by its place, firm or kind: "who is the employer of the one in Virginia?"."""
    if is_it_a(question.text) or (question.values("remote") and _COULD_I.search(question.text)):
        return False
    return bool(question.values("company", "place", "remote", "level") and _THE_ONE_AT.search(question.text))


def is_it_a(text: str) -> bool:
    """Whether the message asks what the one spoken of is: "is that a senior position?"."""
    return bool(_IS_IT_A.match(text))


def asks_of_those_shown(question: Question) -> bool:
    """Whether the message asks of all the listings shown, and names nothing that would choose among them."""
    names = {e.kind for e in question.entities} - {"facet", "industry"}
    asked = question.context.asked_of_listing  # "which ones are then?", of what one is not
    return question.context.topic in TOPICS and not names and not asked and bool(_OF_THOSE.fullmatch(question.text))


def asks_of_their_conditions(question: Question) -> bool:
    """Whether the level or the kind of contract is asked for of several listings just shown: "what level?"."""
    if question.context.topic not in TOPICS or len(question.context.shown) < _TWO:
        return False
    named = {e.kind for e in question.entities} - {"facet"}
    of_theirs = named <= {"employment_type", "level", "remote"}
    of_both = named and of_theirs and _ARE_THEY.match(question.text)
    # "What level are they, and are they full time?"
    asked = _AND_ARE_THEY.sub("", question.text) if of_theirs else question.text
    return bool(of_both) or (question.context.opened is None and bool(_CONDITIONS_OF_THOSE.fullmatch(asked)))


def asks_for_others_there(question: Question) -> bool:
    """Whether more is asked for in the place of the listing just told of."""
    named = question.values("role", "role_head", "company", "place", "amount", "level")
    return told_of(question) is not None and not named and bool(_THERE.search(question.text))


def asks_for_others_of_the_company(question: Question) -> bool:
    """Whether more is asked for of the employer whose listing was just told of."""
    named = question.values("role", "role_head", "company", "place", "amount", "level")
    return told_of(question) is not None and not named and bool(_OTHERS_OF_IT.search(question.text))


def asks_a_firm_for_what_it_does_not_state(question: Question) -> bool:
    """Whether benefits are asked for of a company: "what bonus does Pfizer pay?"."""
    return bool(question.values("company") and untold(question.text))


def asks_what_the_listing_lacks(question: Question) -> bool:
    """Whether the message asks of the listing just told of what no posting here states: "does that job ask for Python?"."""
    elsewhere_named = question.values("role", "role_head", "company", "place")
    if in_focus(question) is None or elsewhere_named or question.intent in OF_ONESELF:
        return False
    if untold(question.text):
        return True
    of_skills = question.values(*THINGS) or set(question.values("facet")) & _UNSTATED
    asked_of_it = _THAT_JOB.search(question.text) or (not question.context.roles and _IT_ASKS.search(question.text))
    return bool(of_skills and asked_of_it)


def of_the_other(question: Question) -> bool:
    """Whether of two listings the one not told of yet is asked for: "no, the other one"."""
    asked_before = all(_asked_before(question, entity) for entity in question.besides("facet"))
    return asked_before and bool(_OTHER.search(question.text))  # "and the other New York one?"


def _asked_before(question: Question, entity: Entity) -> bool:
    """Whether what the message names was a condition of the search already; of two companies either may be meant."""
    wanted = question.context.listing_filter
    if entity.kind == "remote":
        return wanted.remote is not None and wanted.remote == (entity.value == "yes")
    return entity.kind == "company" or (entity.kind in CHOICES and entity.value in wanted.values(entity.kind))


def asks_of_pay(text: str) -> bool:
    """Whether the message asks what pays more: "and which of those jobs pays more?"."""
    return bool(_PAYS_MORE.search(text))


def refines_listings(question: Question) -> bool:
    """Whether an amount that looks like somebody's pay is what listings are to pay: "ok, over 140k then?"."""
    asks_of_pay = question.intent in ("ask_percentile", "ask_salary") and bool(question.values("amount"))
    return asks_of_pay and question.context.topic in TOPICS and not question.values("role", "role_head", "unknown")
