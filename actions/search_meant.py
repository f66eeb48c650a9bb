"""What a question means that changes the search whose listings are shown: others, elsewhere, with another condition."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import of_listings
from actions.bare import only_names
from actions.context import Context
from actions.counts import count_of
from actions.ellipsis import JOB, REFUSED, as_unknown
from actions.listing_filter import TOPICS
from actions.listing_in_focus import told_of
from actions.question import Entity, Question, Rule, unsaid
from knowledge.listings import CHOICES, ListingFilter, count_listings, get_listing

_BEFORE_A_FIRM = re.compile(
    r"\b(?:one|ones|any|anything|something|jobs?|some|that|those)\s+(?:at|with|from|by)\s+(?:the\s+)?$", re.I
)
_DOES_ONE = re.compile(
    r"\W*(?:(?:and|or|ok|what about)\W+)*(?:do|does|has|have|is|are) [\w.&-]+(?: (?:have|hire|hiring|got))?(?: (?:one|any|a job|jobs|some))?\W*",
    re.I,
)
_THOUSAND = 1_000
_NAMED = ("place", "company", "level", "employment_type")
_THOSE_THAT_ARE = re.compile(
    r"\W*(?:(?:and|so|ok|then|well|but|hm+)\W+)*(?:(?:show|give|list)(?: me)? )?(?:which|what|any|some|those|the|ones|only)(?: other)?(?: (?:ones?|jobs?|listings?|of them))?"
    r"(?: (?:that|which))? (?:are|is|do|does|can|could|would be)(?: then| it)?\W*", re.I,
)  # fmt: skip
# "Which ones can I do from home then?"
_WHICH_CAN = re.compile(
    r"\W*(?:(?:and|so|ok|then|well|but)\W+)*(?:which|what)(?: ones?| jobs?)? (?:can|could) (?:i|one|you) do\b", re.I
)
_THE_OTHERS = re.compile(
    r"\W*(?:(?:and|so|ok|what about|show(?: me)?)\W+)*(?:the )?(?:others|other ones|rest(?: of them)?)\W*", re.I
)
_IN_ALL = re.compile(r"\W*(?:(?:and|so|ok|how many)\W+)*(?:altogether|all together|in total|overall|in all)\W*", re.I)
_OVERALL = re.compile(r"\b(?:altogether|all together|in total|overall|in all)\W*$", re.I)
_OF_ALL_LISTED = re.compile(
    r"\b(?:of|from) (?:everything|all|all the (?:jobs|listings))(?: (?:that )?you(?: do)? (?:list|have|know|show))\W*$|\bof all (?:four|five|six|\d+)\b",
    re.I,
)
_DROP_THE = re.compile(
    r"\W*(?:(?:and|ok|now|please)\W+)*(?:drop|remove|hide|lose|kick out|take out|leave out)\s+(?:the |that )?", re.I
)
_IS_IT = re.compile(r"\b(?:and|,)\s*(?:if )?(?:is|are) (?:it|that|that one|they|those) (?:an? )?$", re.I)
_OPPOSITE = re.compile(
    r"\W*(?:(?:and|now|so|ok|what about)\W+)*(?:the )?(?:opposite|reverse|contrary)(?: (?:now|then|please|pls))?\W*",
    re.I,
)
_EXTREME = re.compile(
    r"\b(?:highest|best|lowest|worst|richest|poorest|biggest|largest|maximum|minimum|sort\w*|order\w*|rank\w*|(?<!at )(?:most|least))\b",
    re.I,
)
_AMOUNT_AGAIN = re.compile(
    r"\W*(?:(?:and|ok|no|well|then|so|hm+|rather|or)\W+)*(?:back to|make (?:it|that)|try|rather|what about|how about|say|let['’]?s say|"
    r"(?:lower|raise|bring|put|set|drop|push) (?:it|that)(?: down| up)?(?: to)?|(?:lower|higher|down|up)(?: still| again)?(?: to)?|(?:still|even) (?:lower|higher)|go (?:down|up|lower|higher)(?: to)?|(?=(?:over|above|at least)\b))\W*"
    r"(?:at least |over |above |under |below |at most )?(?P<thousands>\d{2,3}) ?(?:k|grand|thousand)?(?: (?:then|again|instead|please|pls))*\W*", re.I,
)  # fmt: skip
_ONE_OF_TWO = re.compile(
    r"\W*(?:(?:and|ok|now|no)\W+)*(?:just|only|show(?: me)?)? ?(?:the )?(?:(?:(?P<former>former)|latter)(?: one)?|(?:(?P<first>first)|second) (?:place|state|city|firm|company))(?: only| please)?\W*",
    re.I,
)
_TWO = 2
_ALL_BEFORE = re.compile(r"\ball (?:the |your |of the )?$", re.I)
_WHAT_IS_IN = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*what(?:['’]s| is| else is| have you got| do you have| jobs are)(?: there)? in\b", re.I
)
_THOSE_NOT = re.compile(
    r"\W*(?:(?:and|so|ok|then|well|but)\W+)*(?:(?:show|give|list)(?: me)? )?(?:which|what|those|the ones?|any|how many)(?: (?:ones?|jobs?|listings?|of them))?(?: (?:that|which))? "
    r"(?:are|is|do|does)(?:n['’]?t| not)(?: remote)?(?:\W+(?:and )?(?:which|what)(?: ones)? are (?:they|those|these))?\W*", re.I,
)  # fmt: skip
_ALL_N = re.compile(
    r"\b(?:all|(?:of|from|among) (?:all |the |all the )?)\s*(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b(?! (?:roles|titles|of them))",
    re.I,
)
_WHOLE_LIST = re.compile(
    r"\bof your (?:jobs|listings|openings|positions)\b|\b(?:in|of|from) (?:the|your) (?:whole|entire|full|complete) list\b|\bof all (?:your|the) (?:jobs|listings|openings)\b",
    re.I,
)
_THAT_LEVEL = re.compile(
    r"\b(?:others?|more|else|another|any|which)\b.*\b(?:on|of|at|with|has|have) (?:that|the same|this|its) level\b",
    re.I,
)
_PLACES_YOU_HAVE = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:in )?(?:which|what|where|what other) (?:places|cities|locations|states|towns|countries)(?: else)? (?:do you (?:have|list|offer|know)|have you got|are there|you (?:have|got))\b",
    re.I,
)
_ALL_JOBS_IN = re.compile(
    r"\W*(?:(?:and|ok|so|then|now)\W+)*(?:show(?: me)? |list )?all (?:the |your )?(?:jobs|listings|openings|positions) (?:in|at|from|of)\b",
    re.I,
)
_TAKE = re.compile(
    r"\W*(?:(?:ok|so|then|now|well)\W+)*(?:take|keep|just|only) (?:the |those )?[\w-]+(?: [\w-]+)? (?:ones?|jobs?)[.;!]\s+\w",
    re.I,
)
_IN_THE_LIST = re.compile(r"\b(?:in|on) (?:your|the) list\b", re.I)
_DROP_ONE = re.compile(
    r"\b(?:drop|remove|leave out|take out|skip|without|lose|scrap|kick out)\s+the\s+(?=[\w-]+ (?:ones?|jobs?|listings?)\b)",
    re.I,
)
_DOES_ANYONE = re.compile(
    r"\W*(?:(?:and|ok|so|but)\W+)*(?:do(?:es)?|has|have|is) (?:any(?:one|body|thing)?|others?|some(?:one|body))(?: else)?(?: (?:have|has|hire|hiring|there))?(?: (?:one|any|some|anything|something))?(?: there)?\W*",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:others?|other ones|another|anything else|what else|any more|someone else|somebody else)\b", re.I
)

_NEITHER = re.compile(
    r"\b(?:neither|none|nobody|no one)\b.*[.,;!?]\W*(?:so |and |but )*(?:which|what)(?: ones?| jobs?)? (?:is|are)\b",
    re.I,
)
_FIRM_HAS_JOBS = re.compile(
    r"\W*(?:(?:and|so|ok|hi|hello)\W+)*(?:does|do|has|is|did) [\w&.-]+(?: [\w&.-]+)? (?:have|got|offer|hir(?:e|ing)|list)\b.*\b(?:jobs?|openings?|positions?|listings?|vacanc\w+)\b",
    re.I,
)
_SAME_FIRM = re.compile(r"\b(?:same|that|this) (?:company|firm|employer)\b", re.I)
_BACK_IN = re.compile(
    r"\b(?:let|bring|put|take|add|get|have|include|allow|with)\b.*\b(?:back|again|too|as well)\b", re.I
)


def _let_back_in(question: Question, session: Session) -> Question | None:
    """ "Let Virginia back in", after it was left out, asks for more than what is there."""
    before = question.context.listing_filter
    named = {(e.kind, str(e.value)) for e in question.entities} & set(before.without)
    if question.context.topic not in TOPICS or not named or not _BACK_IN.search(question.text):
        return None
    wanted = replace(before, without=tuple(pair for pair in before.without if pair not in named))
    context = replace(question.context, listing_filter=wanted)
    kept = tuple(e for e in question.besides("facet") if (e.kind, str(e.value)) not in named)
    return question.asking("refine_listings", text="", source="", entities=kept, context=context)


def _opposite(question: Question, session: Session) -> Question | None:
    """ "Now the opposite", after remote jobs, asks for those that are not."""
    remote = question.context.listing_filter.remote if question.context.topic in TOPICS else None
    if remote is None or not _OPPOSITE.fullmatch(question.text):
        return None
    return _other_side(question, remote)


def _those_that_are_not(question: Question, session: Session) -> Question | None:
    """ "And which are not?", after remote jobs, asks for the others."""
    remote = question.context.listing_filter.remote if question.context.topic in TOPICS else None
    if question.context.asked_of_listing == ("remote", "yes"):
        remote = True  # "which ones aren't?", after one was asked whether it is
    return _other_side(question, remote) if remote is not None and _THOSE_NOT.fullmatch(question.text) else None


def _neither_is(question: Question, session: Session) -> Question | None:
    """ "Neither is remote, I guess. Which ones are?", of some firms' listings, asks for those of others."""
    remote = question.values("remote") if question.context.topic in TOPICS else ()
    if len(remote) != 1 or question.besides("remote", "facet") or not _NEITHER.search(question.text):
        return None
    return question.asking("find_listings", text="", source="", entities=unsaid("remote", *remote))


def _of_all_there_are(question: Question, session: Session) -> Question | None:
    """ "From all five, which are over 180k?", where five are all there are, leaves the search behind."""
    shown = question.context.shown and not question.values("role", "role_head")
    said = _ALL_N.search(question.text) if shown else None
    count = count_of(said["count"]) if said else 0
    whole = shown and question.context.topic in TOPICS and _WHOLE_LIST.search(question.text)
    if not whole and count != count_listings(session, ListingFilter()):
        return None
    afresh = replace(question.context, listing_filter=ListingFilter(), opened=None, topic="find_listings")
    named = question.besides("ordinal", "facet")
    best = _EXTREME.search(question.text)
    intent = "rank_listings" if best else "find_listings"
    return question.asking(intent, context=afresh, entities=named)


def _other_side(question: Question, remote: bool) -> Question:
    side = "no" if remote else "yes"
    return question.asking("refine_listings", source="", entities=unsaid("remote", side))


def _more_of_what_it_names(question: Question, session: Session) -> Question | None:
    """ "One more: does New York have anything?" names what it is for."""
    if question.intent != "more_listings" or question.context.topic not in TOPICS:
        return None
    before = question.context.listing_filter
    new = any(value not in before.values(kind) for kind in _NAMED for value in question.values(kind))
    if new and before.academic and _OTHERS.search(question.text):  # "what other mid-level jobs are there?"
        return question.asking("find_listings", text="", source="", entities=question.besides("facet"))
    return question.asking("refine_listings") if new or question.values("remote") else None


def _which_are(question: Question, session: Session) -> Question | None:
    """ "Then show those that are", after one listing was asked whether it is remote."""
    asked = question.context.asked_of_listing
    can = question.values("remote") and not question.besides("remote") and _WHICH_CAN.match(question.text)
    those = not question.entities and _THOSE_THAT_ARE.fullmatch(question.text)
    if not asked or not (those or can):
        return None
    kind, value = asked
    return question.asking("find_listings", source="", text="", entities=unsaid(kind, value))


def _the_others(question: Question, session: Session) -> Question | None:
    """ "And the others?", where all remote ones were shown, asks for those that are not."""
    context = question.context
    wanted = context.listing_filter
    if context.topic not in TOPICS or wanted.remote is None or not _THE_OTHERS.fullmatch(question.text):
        return None
    if context.listing_offset + len(context.shown) < count_listings(session, wanted):
        return None
    return _other_side(question, wanted.remote)


def _altogether(question: Question, session: Session) -> Question | None:
    """ "Altogether?", after some were counted, counts all."""
    asks = question.context.topic == "count_listings" or (question.context.topic in TOPICS and question.context.shown)
    if not asks or question.entities or not _IN_ALL.fullmatch(question.text):
        return None
    return question.asking(
        "count_listings",
        text="how many jobs",
        source="",
        context=replace(question.context, listing_filter=ListingFilter()),
    )


def _drop_the(question: Question, session: Session) -> Question | None:
    """ "Drop the professor", of listings that were not sought by that, leaves it out."""
    named = [e for e in question.entities if e.kind in ("role", "company")]
    drops = (
        question.context.topic in TOPICS and len(named) == 1 and _DROP_THE.fullmatch(question.source[: named[0].start])
    )
    before = question.context.listing_filter
    if not drops or named[0].value in (before.role, before.company) or question.besides("role", "company", "facet"):
        return None
    words = f"without {named[0].text}"
    left_out = replace(named[0], start=len("without "), end=len(words))
    return question.asking("refine_listings", text=words, source=words, entities=(left_out,))


def _is_it_so(question: Question, session: Session) -> Question | None:
    """ "Is there a job at Pfizer, and is it remote?" asks that of the job, and is no condition."""
    named = [e for e in question.entities if e.kind in ("remote", "level", "employment_type")]
    asked = [e for e in named if _IS_IT.search(question.source[: e.start])]
    whose = question.values("company")
    if question.intent not in {"find_listings", "open_listing"} or len(whose) != 1 or not asked or asked != named:
        return None
    kept = tuple(e for e in question.entities if e not in asked)
    one = count_listings(session, ListingFilter(company=str(whose[0]))) == 1
    return question.asking("open_listing" if one else "find_listings", entities=kept)


def _how_many_overall(question: Question, session: Session) -> Question | None:
    """ "How many senior ones overall", after the remote ones, counts those of all listings."""
    asks = question.intent == "count_listings" and question.context.topic in TOPICS and _OVERALL.search(question.text)
    of_all = replace(question.context, listing_filter=ListingFilter(), opened=None)
    return question.asking("count_listings", context=of_all) if asks else None


def _of_all_listed(question: Question, session: Session) -> Question | None:
    """ "And which are at mid level, of everything you list?", after a search, lets go of what that asked for."""
    readings = {"find_listings", "follow_up", "rank_listings", "more_listings", *REFUSED}
    asks = question.intent in readings and question.context.topic in TOPICS and _OF_ALL_LISTED.search(question.text)
    of_all = replace(question.context, listing_filter=ListingFilter(), opened=None)
    ranks = question.intent == "rank_listings"
    if not asks or not (question.entities or ranks):
        return None
    return question.asking("rank_listings" if ranks else "find_listings", context=of_all)


def _amount_again(question: Question, session: Session) -> Question | None:
    """ "Ok, back to 200", after listings that pay a certain amount, asks for those that pay this one."""
    before = question.context.listing_filter
    asks = question.context.topic in TOPICS and not question.values("amount", "ordinal")
    found = _AMOUNT_AGAIN.fullmatch(question.text) if asks else None
    if found is None or (before.pay_at_least is None and before.pay_at_most is None):
        return None
    bound = "low" if before.pay_at_least is not None else "high"
    return question.asking("refine_listings", entities=unsaid("amount", {bound: int(found["thousands"]) * _THOUSAND}))


def _at_an_unknown_firm(question: Question, session: Session) -> Question | None:
    """ "Is there one at Google?", among listings, and "does Zalando have jobs?" are told that none is."""
    strangers = [e for e in question.entities if e.kind in ("unknown", "foreign_name")]
    if question.intent in REFUSED and len(strangers) == 1 and _FIRM_HAS_JOBS.match(question.text):
        return question.asking("find_listings", entities=as_unknown(question, strangers[0]))
    bare = question.intent in {"check_need", "follow_up"} and _DOES_ONE.fullmatch(question.text)  # "does Google?"
    if (question.intent not in REFUSED and not bare) or question.context.topic not in TOPICS:
        return None
    firm = next((e for e in strangers if bare or _BEFORE_A_FIRM.search(question.source[: e.start])), None)
    return question.asking("find_listings", entities=as_unknown(question, firm)) if firm else None


def _pay_at_least(question: Question, session: Session) -> Question | None:
    """ "Paying at least 140k at the top", among listings, ranks none of them."""
    asks = question.intent == "rank_listings" and question.context.topic in TOPICS and question.values("amount")
    return question.asking("refine_listings") if asks and not _EXTREME.search(question.text) else None


def _elsewhere(question: Question, session: Session) -> Question | None:
    """ "What else do you have in other states?" leaves out where the listings shown are, or the one just told of."""
    place = question.context.listing_filter.place if question.context.topic in TOPICS else None
    if question.values("place") or not of_listings.elsewhere(question.text):
        return None
    focus = get_listing(session, told_of(question) or 0) if place is None else None
    if focus is not None and focus.country and focus.region:
        place = f"{focus.country}-{focus.region}"
    if place is None:
        return None
    return question.asking(
        "refine_listings", source=f"not {place}", entities=(Entity("place", place, place, 4, 4 + len(place)),)
    )


def _others_there(question: Question, session: Session) -> Question | None:
    """ "Any others in New York?", "any other mid level ones?", after those of one firm or role, asks for all that are."""
    before = question.context.listing_filter if question.context.topic in (*TOPICS, "ask_salary") else ListingFilter()
    narrow = before.company or before.role
    named = tuple(e for e in question.entities if e.kind in ("place", "level", "remote", "employment_type"))
    asks = narrow and named and _OTHERS.search(question.text)
    if not asks or question.values("company", "role", "role_head"):
        return None
    return question.asking("find_listings", text="", source="", entities=named)


def _others_that_pay(question: Question, session: Session) -> Question | None:
    """ "Does any other job of yours go over 180k?", after one of some place, is asked of all."""
    told = question.context.topic in (*TOPICS, "ask_salary") and question.context.shown
    asks = told and question.values("amount") and _OTHERS.search(question.text)
    if not asks or question.besides("amount", "facet"):
        return None
    amount = tuple(e for e in question.entities if e.kind == "amount")
    return question.asking("find_listings", text="", source="", entities=amount)


def _others_of_its_level(question: Question, session: Session) -> Question | None:
    """ "Any others of that level?", of one listing, asks for all of its level."""
    named = question.besides("facet", "remote")
    told = question.context.topic in TOPICS and not named and _THAT_LEVEL.search(question.text)
    focus = get_listing(session, told_of(question) or 0) if told else None
    if focus is None or focus.level is None:
        return None
    found = (*unsaid("level", focus.level), *unsaid("remote", *question.values("remote")))
    return question.asking("find_listings", text="", source="", entities=found)


def _of_the_same_firm(question: Question, session: Session) -> Question | None:
    """ "Does the same company have a senior job?", of one listing."""
    said = question.context.topic in TOPICS and question.values("level", "remote", "employment_type")
    focus = get_listing(session, told_of(question) or 0) if said and _SAME_FIRM.search(question.text) else None
    if focus is None or question.values("company", "role", "role_head"):
        return None
    return question.asking(
        "find_listings", text="", entities=(*question.besides("facet"), *unsaid("company", focus.company))
    )


def _the_left_out(question: Question, session: Session) -> Question | None:
    """ "And those that are?", after jobs that are not senior."""
    out = question.context.listing_filter.without if question.context.topic in TOPICS else ()
    asks = len(out) == 1 and not question.entities and _THOSE_THAT_ARE.fullmatch(question.text)
    return question.asking("find_listings", text="", source="", entities=unsaid(*out[0])) if asks else None


def _all_in(question: Question, session: Session) -> Question | None:
    """ "And all jobs in Virginia, whatever the level?" lets go of what was asked before."""
    asks = question.context.topic in TOPICS and question.intent in {"follow_up", "find_listings"}
    if not asks or not question.values("place", "company") or not _ALL_JOBS_IN.match(question.text):
        return None
    return question.asking("find_listings", text="", source="", entities=question.besides("facet", "level"))


def _of_those_taken(question: Question, session: Session) -> Question | None:
    """ "Take the remote ones. Who's the employer?", among listings, is told by the list."""
    asks = question.context.topic in TOPICS and question.intent in {"follow_up", *REFUSED}
    named = question.values("remote", "level", "place", "employment_type") and not question.values("role", "company")
    return question.asking("refine_listings") if asks and named and _TAKE.match(question.source) else None


def _what_places(question: Question, session: Session) -> Question | None:
    """ "What places do you have at all?", among listings, is told by all of them."""
    asks = question.context.topic in TOPICS and question.intent in {"help", "list_roles", "follow_up", *REFUSED}
    if not asks or question.entities or not _PLACES_YOU_HAVE.match(question.text):
        return None
    return question.asking("find_listings", text="", source="", context=Context())


def _all_the_same(question: Question, session: Session) -> Question | None:
    """ "What's in your list then?", among listings, asks for all of them."""
    asks = question.context.topic in TOPICS and question.intent in {"help", "list_roles", *REFUSED}
    if not asks or question.entities or not _IN_THE_LIST.search(question.text):
        return None
    return question.asking(
        "find_listings", text="", source="", context=replace(question.context, listing_filter=ListingFilter())
    )


def _but_the_remote_one(question: Question, session: Session) -> Question | None:
    """ "Drop the remote one", of listings that are remote or not, leaves the others."""
    before = question.context.listing_filter
    said = _DROP_ONE.search(question.source) if question.context.topic in TOPICS and before.remote is None else None
    remote = next((e for e in question.entities if e.kind == "remote" and said and e.start == said.end()), None)
    if remote is None or len(question.besides("facet")) > 1:
        return None
    return _other_side(question, remote.value == "yes")


def _one_of_two_values(question: Question, session: Session) -> Question | None:
    """ "Just the latter", after jobs in Virginia or New York."""
    said = _ONE_OF_TWO.fullmatch(question.text) if question.context.topic in TOPICS else None
    before = question.context.listing_filter
    kinds = [kind for kind in CHOICES if len(before.values(kind)) == _TWO] if said else []
    if said is None or len(kinds) != 1:
        return None
    value = before.values(kinds[0])[0 if said["first"] or said["former"] else 1]
    return question.asking("refine_listings", text="", source="", entities=unsaid(kinds[0], value))


def _does_anyone(question: Question, session: Session) -> Question | None:
    """ "Does anyone?", after a firm or a role without a listing in some place, asks for any there."""
    context = question.context
    asks = context.topic in TOPICS and not question.entities and _DOES_ANYONE.fullmatch(question.text)
    if not asks or count_listings(session, context.listing_filter):
        return None
    place = context.listing_filter.values("place")
    return question.asking("find_listings", text="", source="", entities=unsaid("place", *place))


def _in_the_search(question: Question, session: Session) -> Question | None:
    """ "Senior data scientist?", among listings of which one has that title, asks for it."""
    bare = question.context.topic in TOPICS and only_names(question, "role", "level") and question.values("level")
    wanted = ListingFilter(role=question.value("role"), level=question.value("level")) if bare else ListingFilter()
    return question.asking("refine_listings") if wanted.role and count_listings(session, wanted) else None


def _all_of_a_kind(question: Question, session: Session) -> Question | None:
    """ "All engineer jobs", after those of one title, looks for those of every engineer."""
    heads = [e for e in question.entities if e.kind == "role_head"]
    asks = question.intent in {"find_listings", "follow_up"} and len(heads) == 1 and question.context.topic in TOPICS
    whole = asks and _ALL_BEFORE.search(question.source[: heads[0].start]) and JOB.search(question.text)
    return question.asking("find_listings", context=Context()) if whole else None


def _what_there_is(question: Question, session: Session) -> Question | None:
    """ "And what is there in Virginia?", after a firm's listings, is asked of all firms."""
    named = question.values("place") and not question.besides("place", "facet")
    asks = named and question.context.listing_filter.company and question.context.topic in TOPICS
    if not asks or not _WHAT_IS_IN.match(question.text):
        return None
    return question.asking("find_listings", context=Context())


RULES: tuple[Rule, ...] = (
    _all_of_a_kind,
    _what_there_is,
    _of_all_there_are,
    _let_back_in,
    _neither_is,
    _those_that_are_not,
    _elsewhere,
    _others_of_its_level,
    _of_the_same_firm,
    _the_left_out,
    _all_in,
    _of_those_taken,
    _what_places,
    _all_the_same,
    _but_the_remote_one,
    _others_there,
    _others_that_pay,
    _one_of_two_values,
    _does_anyone,
    _opposite,
    _amount_again,
    _is_it_so,
    _drop_the,
    _how_many_overall,
    _of_all_listed,
    _altogether,
    _more_of_what_it_names,
    _which_are,
    _the_others,
    _in_the_search,
    _at_an_unknown_firm,
    _pay_at_least,
)
