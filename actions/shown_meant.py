"""What a question means where listings are shown: which of them, others than them, or the same with another condition."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import of_listings
from actions.bare import only_names
from actions.ellipsis import REFUSED, as_unknown
from actions.listing_details import named_in_text
from actions.listing_filter import TOPICS, goes_back
from actions.listing_in_focus import in_focus, told_of
from actions.listing_page import relaxed
from actions.question import Entity, Question, Rule, unsaid
from actions.role_reference import by_pay
from knowledge.listings import CHOICES, ListingFilter, count_listings, get_listing, naming, search_listings

_BEFORE_A_FIRM = re.compile(
    r"\b(?:one|ones|any|anything|something|jobs?|some|that|those)\s+(?:at|with|from|by)\s+(?:the\s+)?$", re.I
)
_THOUSAND = 1_000
_OF_ROLES = re.compile(r"\b(?:roles?|titles?|professions?|careers?|occupations?)\b", re.I)
_THE_ONE = re.compile(r"\b(?:the|an?|another) (?:[\w-]+ ){1,2}(?:one|job|listing|position)\b", re.I)
_TITLED = re.compile(r"\bthe (?P<word>[a-z][\w-]{3,}) (?:one|job|listing|position)\W*$", re.I)
_MANY = 50
_NAMED = ("place", "company", "level", "employment_type")
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
_IN_ALL = re.compile(r"\W*(?:(?:and|so|ok|how many)\W+)*(?:altogether|all together|in total|overall|in all)\W*", re.I)
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
_ONE_OF_TWO = re.compile(
    r"\W*(?:(?:and|ok|now|no)\W+)*(?:just|only|show(?: me)?)? ?(?:the )?(?:(?:(?P<former>former)|latter)(?: one)?|(?:(?P<first>first)|second) (?:place|state|city|firm|company))(?: only| please)?\W*",
    re.I,
)
_TWO = 2
_DOES_ANYONE = re.compile(
    r"\W*(?:(?:and|ok|so|but)\W+)*(?:do(?:es)?|has|have|is) (?:any(?:one|body|thing)?|others?|some(?:one|body))(?: else)?(?: (?:have|has|hire|hiring|there))?(?: (?:one|any|some|anything|something))?(?: there)?\W*",
    re.I,
)
_THAN = re.compile(r"\b(?:more|less|better|worse|higher|lower) th[ae]n\b", re.I)
_OTHERS = re.compile(r"\b(?:others?|other ones|another|anything else|any more|someone else|somebody else)\b", re.I)
_THIS_LAST = re.compile(r"\b(?:this|that) last (?:one|job|listing|position|posting)\b", re.I)


def _opening(question: Question, number: int, shown: tuple[int, ...] | None = None) -> Question:
    """The question as one for the listing of that number among those shown, or among these."""
    context = question.context if shown is None else replace(question.context, shown=shown)
    return question.asking("open_listing", entities=unsaid("ordinal", number), context=context)


def _opposite(question: Question, session: Session) -> Question | None:
    """ "Now the opposite", after remote jobs, asks for those that are not."""
    remote = question.context.listing_filter.remote if question.context.topic in TOPICS else None
    if remote is None or not _OPPOSITE.fullmatch(question.text):
        return None
    return _other_side(question, remote)


def _other_side(question: Question, remote: bool) -> Question:
    side = "no" if remote else "yes"
    return question.asking("refine_listings", source="", entities=unsaid("remote", side))


def _more_of_what_it_names(question: Question, session: Session) -> Question | None:
    """ "One more: does New York have anything?" names what it is for."""
    if question.intent != "more_listings" or question.context.topic not in TOPICS:
        return None
    before = question.context.listing_filter
    new = any(value not in before.values(kind) for kind in _NAMED for value in question.values(kind))
    return question.asking("refine_listings") if new or question.values("remote") else None


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
    return _other_side(question, wanted.remote)


def _any_that_says(question: Question, session: Session) -> Question | None:
    """ "Any that say lead?", among listings, asks for a word in their titles."""
    asks = question.context.topic in TOPICS and question.intent in {"follow_up", *REFUSED}
    if not asks or not _SAYS.search(question.text) or question.values("role", "company", "place"):
        return None
    return question.asking("open_listing") if named_in_text(session, question) else None


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


def _runner_up(question: Question, session: Session) -> Question | None:
    """ "And the runner-up?", after the best or worst paid."""
    ranked = question.context.topic == "rank_listings" and len(question.context.shown) > 1
    if not ranked or not _RUNNER_UP.search(question.text) or question.values("role", "role_head"):
        return None
    return _opening(question, 2)


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
    return _opening(question, context.shown.index(context.opened) + 1)


def titled_one(question: Question, session: Session) -> Question | None:
    """ "And the lead one", among listings of which one has that word in its title."""
    said = _TITLED.search(question.text) if question.context.topic in TOPICS and not question.entities else None
    if said is None:
        return None
    found = [job.id for job in naming(session, said["word"], _MANY)]
    places = [number for number, id in enumerate(question.context.shown, 1) if id in found]
    if len(places) == 1:
        return _opening(question, places[0])
    return _opening(question, 1, tuple(found)) if len(found) == 1 else None


def other_listing(question: Question, session: Session) -> Question | None:
    """Of two listings, shown or left by one condition less, the one not told of yet: "no, the other one"."""
    focus = in_focus(question) if of_listings.of_the_other(question) else None
    if focus is None:
        return None
    shown = question.context.shown
    firm = question.value("company")
    if firm:
        shown = tuple(job.id for job in search_listings(session, ListingFilter(company=str(firm)), limit=3))
    elif len(shown) == 1:
        said = [e for e in question.entities if e.kind in CHOICES]
        less = (f for f in relaxed(question.context.listing_filter) if all(e.value in f.values(e.kind) for e in said))
        nearly = (search_listings(session, wanted, limit=3) for wanted in less)
        shown = next((ids for jobs in nearly if focus in (ids := tuple(job.id for job in jobs)) and len(ids) == 2), ())
    if len(shown) != 2 or focus not in shown:
        return None
    return _opening(question, 2 - shown.index(focus), shown)


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


def _others_there(question: Question, session: Session) -> Question | None:
    """ "Any others in New York?", after those of one firm, asks for those of other firms there."""
    firm = question.context.listing_filter.company if question.context.topic in TOPICS else None
    asks = firm and question.values("place") and _OTHERS.search(question.text)
    if not asks or question.values("company", "role", "role_head"):
        return None
    return question.asking(
        "find_listings", text="", source="", entities=tuple(e for e in question.entities if e.kind == "place")
    )


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


def _more_than_another(question: Question, session: Session) -> Question | None:
    """ "Does it pay more than the Pfizer one?", of a listing, ranks the two."""
    focus = get_listing(session, in_focus(question) or 0) if question.context.topic in TOPICS else None
    firm = question.value("company")
    if focus is None or not firm or firm == focus.company or not _THAN.search(question.text):
        return None
    firms = unsaid("company", focus.company, str(firm))
    return question.asking("rank_listings", text="which pays most", source="", entities=firms)


def _compare_firms(question: Question, session: Session) -> Question | None:
    """ "Compare jobs at Pfizer and Leidos" shows both."""
    asks = question.intent in {"compare_roles", "compare_salaries"} and len(question.values("company")) > 1
    return question.asking("find_listings") if asks and not question.values("role", "role_head") else None


def _in_the_search(question: Question, session: Session) -> Question | None:
    """ "Senior data scientist?", among listings of which one has that title, asks for it."""
    bare = question.context.topic in TOPICS and only_names(question, "role", "level") and question.values("level")
    wanted = ListingFilter(role=question.value("role"), level=question.value("level")) if bare else ListingFilter()
    return question.asking("refine_listings") if wanted.role and count_listings(session, wanted) else None


RULES: tuple[Rule, ...] = (
    _elsewhere,
    _others_there,
    _compare_firms,
    _one_of_two_values,
    _does_anyone,
    _more_than_another,
    _opposite,
    _amount_again,
    _runner_up,
    _altogether,
    _more_of_what_it_names,
    _which_are,
    _the_others,
    _any_that_says,
    _this_last,
    _in_the_search,
    _the_one_that_is,
    _listing_of_a_firm,
    _at_an_unknown_firm,
    _pay_at_least,
    _more_pay,
)
