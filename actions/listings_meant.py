"""What a question means where listings were spoken of, or are what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import of_listings
from actions.bare import only_names
from actions.ellipsis import ABOUT_THINGS, JOB, REFUSED, as_unknown
from actions.facets import ABOUT_A_ROLE
from actions.listing_details import named_in_text
from actions.listing_filter import TOPICS, academic, goes_back, has_filter, wants_all
from actions.listing_in_focus import in_focus, told_of
from actions.listing_page import relaxed
from actions.percentile import TOPICS as PAY_TOPICS
from actions.question import Entity, Question, Rule, unsaid
from actions.reverse import THINGS
from actions.role_reference import by_pay, refer
from actions.second_reading import asks_for_everything
from knowledge.listings import ListingFilter, count_listings, get_listing, search_listings
from knowledge.roles import find_role

_BEFORE_A_FIRM = re.compile(
    r"\b(?:one|ones|any|anything|something|jobs?|some|that|those)\s+(?:at|with|from|by)\s+(?:the\s+)?$", re.I
)
# "Anything over 200k" looks for no percentile.
_ANYTHING = re.compile(
    r"\W*(?:(?:and|ok|so|but|is there|do you have|got)\W+)*(?:anything|something|any|ones?)\s+(?:over|above|under|below|from|between|for|around|with|at)\b",
    re.I,
)
_WITH_MOST = re.compile(
    r"\b(?:who|which (?:company|firm|employer)|what company)\b.*\b(?:most|more) (?:jobs|listings|openings|positions|vacancies|postings)\b|"
    r"\bhir\w+ (?:the )?most\b", re.I,
)  # fmt: skip
_FOR_THE_JOB = re.compile(
    r"\W*(?:(?:and|but|so|ok|what about)\W+)*(?:for|of|as|in|with) (?:the|a|an) [\w ]+ (?:job|position)\W*", re.I
)
_POSTS = re.compile(
    r"\b(?:academic|university|faculty|college|industry) (?:posts?|jobs?|positions?|openings?|listings?)\b", re.I
)
_THOUSAND = 1_000
_ANYONE = re.compile(r"\b(?:who|anyone|anybody|someone|people|which roles?)\b", re.I)
_OF_ROLES = re.compile(r"\b(?:roles?|titles?|professions?|careers?|occupations?)\b", re.I)


_KIND_OF_FIRMS = re.compile(
    r"\b(?:what|which) (?:kind|sort|type)(?:s|a)?(?: of)? (?:compan(?:y|ies)|firms?|business(?:es)?|employers?|places?)\b|"
    r"\bwho (?:hires?|employs?|recruits?|looks for) (?:her|him|them|it|those|such|one)\b", re.I,
)  # fmt: skip
_EMPLOYER = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:who(?:['’]?s| is)(?: the)?|what(?:['’]?s| is) the|which) (?:employer|company|firm|hiring)(?: (?:is|for) (?:it|that))?\W*",
    re.I,
)
_THE_ONE = re.compile(r"\b(?:the|an?|another) (?:[\w-]+ ){1,2}(?:one|job|listing|position)\b", re.I)
_THOSE_THAT_ARE = re.compile(
    r"\W*(?:(?:and|so|ok|then|well|but|hm+)\W+)*(?:(?:show|give|list)(?: me)? )?(?:which|what|any|some|those|the|ones|only)(?: (?:ones?|jobs?|listings?|of them))?"
    r"(?: (?:that|which))? (?:are|is|do|does|can|could|would be)(?: then| it)?\W*", re.I,
)  # fmt: skip
_THE_OTHERS = re.compile(
    r"\W*(?:(?:and|so|ok|what about|show(?: me)?)\W+)*(?:the )?(?:others|other ones|rest(?: of them)?)\W*", re.I
)
_SAYS = re.compile(
    r"\b(?:any|anything|ones?|some|which)\b.*\b(?:says?|saying|called|named|titled|mentions?|mentioning|contains?|in (?:its|the|their) titles?)\b",
    re.I,
)
_RUNNER_UP = re.compile(
    r"\b(?:runner[- ]?up|(?:second|next)[ -](?:best|highest|lowest|worst)|(?:best|highest|lowest) after (?:that|it))\b",
    re.I,
)
_OPPOSITE = re.compile(
    r"\W*(?:(?:and|now|so|ok|what about)\W+)*(?:the )?(?:opposite|reverse|contrary)(?: (?:now|then|please|pls))?\W*",
    re.I,
)
_EXTREME = re.compile(
    r"\b(?:highest|best|lowest|worst|richest|poorest|biggest|largest|maximum|minimum|sort\w*|order\w*|rank\w*|(?<!at )(?:most|least))\b",
    re.I,
)
_AMOUNT_AGAIN = re.compile(
    r"\W*(?:(?:and|ok|no|well|then|so|hm+|rather|or)\W+)*(?:back to|make (?:it|that)|try|rather|what about|how about|say|let['’]?s say)\W+"
    r"(?:at least |over |under |at most )?(?P<thousands>\d{2,3}) ?(?:k|grand|thousand)?(?: (?:then|again|instead|please|pls))*\W*", re.I,
)  # fmt: skip
_THIS_LAST = re.compile(r"\b(?:this|that) last (?:one|job|listing|position|posting)\b", re.I)


def _opposite(question: Question, session: Session) -> Question | None:
    """ "Now the opposite", after remote jobs, asks for those that are not."""
    remote = question.context.listing_filter.remote if question.context.topic in TOPICS else None
    if remote is None or not _OPPOSITE.fullmatch(question.text):
        return None
    side = "no" if remote else "yes"
    return question.asking("refine_listings", source="", entities=unsaid("remote", side))


def _more_of_what_it_names(question: Question, session: Session) -> Question | None:
    """ "One more: does New York have anything?" names what it is for."""
    named = (
        question.intent == "more_listings" and question.context.topic in TOPICS and question.values("place", "company")
    )
    new = named and any(
        e.value not in question.context.listing_filter.values(e.kind)
        for e in question.entities
        if e.kind in ("place", "company")
    )
    return question.asking("refine_listings") if new else None


def _which_are(question: Question, session: Session) -> Question | None:
    """ "Then show those that are", after one listing was asked whether it is remote."""
    asked = question.context.asked_of_listing
    if not asked or question.entities or not _THOSE_THAT_ARE.fullmatch(question.text):
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
    return _opposite(replace(question, text="the opposite"), session)


def _any_that_says(question: Question, session: Session) -> Question | None:
    """ "Any that say lead?", among listings, asks for a word in their titles."""
    asks = question.context.topic in TOPICS and question.intent in {"follow_up", *REFUSED}
    if not asks or not _SAYS.search(question.text) or question.values("role", "company", "place"):
        return None
    return question.asking("open_listing") if named_in_text(session, question) else None


def _runner_up(question: Question, session: Session) -> Question | None:
    """ "And the runner-up?", after the best or worst paid."""
    ranked = question.context.topic == "rank_listings" and len(question.context.shown) > 1
    if not ranked or not _RUNNER_UP.search(question.text) or question.values("role", "role_head"):
        return None
    return question.asking("open_listing", entities=(Entity("ordinal", 2, "the runner-up", 0, 0),))


def _amount_again(question: Question, session: Session) -> Question | None:
    """ "Ok, back to 200", after listings that pay a certain amount, asks for those that pay this one."""
    before = question.context.listing_filter
    asks = question.context.topic in TOPICS and not question.values("amount", "ordinal")
    found = _AMOUNT_AGAIN.fullmatch(question.text) if asks else None
    if found is None or (before.pay_at_least is None and before.pay_at_most is None):
        return None
    bound = "low" if before.pay_at_least is not None else "high"
    return question.asking("refine_listings", entities=unsaid("amount", {bound: int(found["thousands"]) * _THOUSAND}))


def _this_last(question: Question, session: Session) -> Question | None:
    """ "Who offers this last one?" is of the listing last told of, not of the last in a list."""
    context = question.context
    if context.topic not in TOPICS or context.opened not in context.shown or not _THIS_LAST.search(question.text):
        return None
    number = context.shown.index(context.opened) + 1
    return question.asking("open_listing", entities=(Entity("ordinal", number, "this last", 0, 0),))


def other_listing(question: Question, session: Session) -> Question | None:
    """Of two listings, shown or left by one condition less, the one not told of yet: "no, the other one"."""
    focus = in_focus(question) if of_listings.of_the_other(question) else None
    if focus is None:
        return None
    shown = question.context.shown
    if len(shown) == 1:
        nearly = (search_listings(session, relaxed, limit=3) for relaxed in relaxed(question.context.listing_filter))
        shown = next((ids for jobs in nearly if focus in (ids := tuple(job.id for job in jobs)) and len(ids) == 2), ())
    if len(shown) != 2 or focus not in shown:
        return None
    number = Entity("ordinal", 2 - shown.index(focus), "the other", 0, 0)
    return question.asking("open_listing", entities=(number,), context=replace(question.context, shown=shown))


def _role_of_no_posting(question: Question, session: Session) -> Question | None:
    """ "Explain the engineer one", after the roles were listed, opens no posting."""
    opens = question.intent == "open_listing" and question.context.topic not in TOPICS and not JOB.search(question.text)
    roles = refer(session, question).roles if opens and question.values("role", "role_head") else ()
    return question.asking("ask_role") if roles and all(role.has_profile for role in roles) else None


def _tools_of_no_posting(question: Question, session: Session) -> Question | None:
    """ "Anything about the cloud in that?", of a role, opens no posting."""
    opens = question.intent == "open_listing" and question.context.topic in ABOUT_A_ROLE and not question.context.shown
    asks = opens and question.values(*THINGS) and not JOB.search(question.text)
    return question.asking("follow_up") if asks else None


def _firms_of_a_role(question: Question, session: Session) -> Question | None:
    """ "What kinda companies want em", after a role was spoken of, asks where it works."""
    about = question.context.topic in {*ABOUT_A_ROLE, *PAY_TOPICS} and question.context.roles
    asks = about and question.intent in {"find_listings", "follow_up"} and _KIND_OF_FIRMS.search(question.text)
    return question.asking("ask_industries") if asks and not JOB.search(question.text) else None


def _employer_of_the_role(question: Question, session: Session) -> Question | None:
    """ "Who's the employer?", after the pay of a role that one listing is for."""
    asks = question.context.topic in PAY_TOPICS and _EMPLOYER.fullmatch(question.text)
    roles = question.context.roles if asks else ()
    role = find_role(session, roles[0]) if len(roles) == 1 else None
    if role is None or role.listings != 1:
        return None
    return question.asking("open_listing", entities=unsaid("role", role.name))


def _job_of_the_role(question: Question, session: Session) -> Question | None:
    """ "And for the manager job?", after a side of another role, is asked of that role."""
    about = question.context.topic in {*ABOUT_A_ROLE, *ABOUT_THINGS, *PAY_TOPICS}
    asks = question.intent in {"find_listings", "follow_up"} and question.values("role", "role_head")
    if not (about and asks and _FOR_THE_JOB.fullmatch(question.text)):
        return None
    return question.asking("follow_up", entities=question.besides("facet"))


def _listing_of_a_firm(question: Question, session: Session) -> Question | None:
    """Among listings a firm is asked what it offers there: "and Pfizer, what do they pay?", "the one in Virginia"."""
    if question.values("role", "role_head"):
        return None
    if question.context.topic not in TOPICS:
        pointed = question.context.shown and question.intent in {"follow_up", *REFUSED}
        return question.asking("open_listing") if pointed and of_listings.of_another(question) else None
    of_pay = question.intent == "ask_salary" and question.values("company")
    return question.asking("open_listing") if of_pay or of_listings.of_another(question) else None


def _the_one_that_is(question: Question, session: Session) -> Question | None:
    """ "Actually the remote one was better, show it", after another was told of."""
    named = question.values("remote", "level") and not question.values("role", "role_head", "company", "place")
    asks = question.context.topic in TOPICS and named and _THE_ONE.search(question.text)
    return question.asking("refine_listings") if asks else None


def _at_an_unknown_firm(question: Question, session: Session) -> Question | None:
    """ "Is there one at Google?", among listings, is told that none is."""
    if question.intent not in REFUSED or question.context.topic not in TOPICS:
        return None
    strangers = (e for e in question.entities if e.kind in ("unknown", "foreign_name"))
    firm = next((e for e in strangers if _BEFORE_A_FIRM.search(question.source[: e.start])), None)
    return question.asking("find_listings", entities=as_unknown(question, firm)) if firm else None


def _more_pay(question: Question, session: Session) -> Question | None:
    """ "And which of those jobs pays more?" asks for no more of them."""
    of_pay = of_listings.asks_of_pay(question.text) or (question.context.topic in TOPICS and by_pay(question.text))
    of_pay = of_pay and not question.values("role", "role_head", "amount")
    of_them = question.context.topic in TOPICS or goes_back(question)
    among = question.intent == "compare_salaries" and question.context.shown and of_them
    doubtful = question.context.topic in TOPICS and question.intent in {"follow_up", *REFUSED}
    of_listings_shown = (
        question.intent == "more_listings" or doubtful or (among and not _OF_ROLES.search(question.text))
    )
    return question.asking("rank_listings") if of_pay and of_listings_shown else None


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


def _firm_with_most(question: Question, session: Session) -> Question | None:
    """ "Who has the most jobs?" counts them by employer, which `count_listings` tells."""
    asks = question.intent in {"rank_listings", "count_listings", "find_listings", *REFUSED} and _WITH_MOST.search(
        question.text
    )
    return question.asking("count_listings", entities=()) if asks and not question.values("role", "place") else None


def _everything(question: Question, session: Session) -> Question | None:
    """ "Give me every listing" is no doubt."""
    unsure = question.intent in {"follow_up", *REFUSED} and question.values("facet") == ("listings",)
    everything = asks_for_everything(question.text) or wants_all(question.text)
    return question.asking("find_listings") if unsure and everything and not has_filter(question) else None


def _posting_of_the_role(question: Question, session: Session) -> Question | None:
    """ "What do you know about the platform lead job?" asks for the listing with that title."""
    titled = question.intent == "ask_role" and len(question.values("role")) == 1 and JOB.search(question.text)
    role = find_role(session, str(question.value("role"))) if titled else None
    return question.asking("open_listing") if role and role.listings == 1 and not role.has_profile else None


def _who_works_in_it(question: Question, session: Session) -> Question | None:
    """ "Does anyone in data work in healthcare?" asks for a role."""
    asks = question.intent == "find_listings" and question.values("industry") and _ANYONE.search(question.text)
    return question.asking("which_role") if asks and not JOB.search(question.text) else None


def _anything_paying(question: Question, session: Session) -> Question | None:
    """ "Anything over 200k?" looks for listings, whatever was told of pay before."""
    of_pay = question.intent in {"follow_up", "ask_percentile", "ask_salary", *REFUSED} and question.values("amount")
    asks = of_pay and question.context.topic not in TOPICS and _ANYTHING.match(question.text)
    return question.asking("find_listings") if asks and not question.values("role", "role_head") else None


def _academic(question: Question, session: Session) -> Question | None:
    """ "The academic one", "and at the university?" are, among listings, no question of degrees."""
    named = question.values("role", "role_head", *THINGS) or question.intent in TOPICS
    if named or academic(question) is None:
        return None
    if question.context.topic in TOPICS:
        return question.asking("refine_listings")
    return question.asking("find_listings") if _POSTS.search(question.text) else None


def _in_the_search(question: Question, session: Session) -> Question | None:
    """ "Senior data scientist?", among listings of which one has that title, asks for it."""
    bare = question.context.topic in TOPICS and only_names(question, "role", "level") and question.values("level")
    wanted = ListingFilter(role=question.value("role"), level=question.value("level")) if bare else ListingFilter()
    return question.asking("refine_listings") if wanted.role and count_listings(session, wanted) else None


RULES: tuple[Rule, ...] = (
    _job_of_the_role,
    _role_of_no_posting,
    _tools_of_no_posting,
    _employer_of_the_role,
    _firms_of_a_role,
    _elsewhere,
    _opposite,
    _amount_again,
    _runner_up,
    _more_of_what_it_names,
    _which_are,
    _the_others,
    _any_that_says,
    _this_last,
    _firm_with_most,
    _academic,
    _in_the_search,
    _posting_of_the_role,
    _the_one_that_is,
    _listing_of_a_firm,
    _at_an_unknown_firm,
    _pay_at_least,
    _more_pay,
    _everything,
    _anything_paying,
    _who_works_in_it,
)
