"""What a question means where listings are shown: which of them, others than them, or the same with another condition."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import of_listings
from actions.ellipsis import JOB, REFUSED
from actions.listing_details import named_in_text
from actions.listing_filter import TOPICS, goes_back
from actions.listing_in_focus import in_focus, told_of
from actions.listing_page import PAGE, relaxed
from actions.listings import last_seen
from actions.question import Question, Rule, unsaid
from actions.reverse import THINGS
from actions.role_reference import by_pay, refer
from knowledge.listings import CHOICES, ListingFilter, get_listing, naming, search_listings
from knowledge.roles import find_role

_OF_ROLES = re.compile(r"\b(?:roles?|titles?|professions?|careers?|occupations?)\b", re.I)
_THE_ONE = re.compile(r"\b(?:the|an?|another) (?:[\w-]+ ){1,2}(?:one|job|listing|position)\b", re.I)
_TITLED = re.compile(r"\bthe (?P<word>[a-z][\w-]{3,}) (?:one|job|listing|position)\W*$", re.I)
_OF_THOSE = re.compile(r"\b(?:of|among) (?:the two|the three|those|these|them|both)\b", re.I)
_PREVIOUS = re.compile(
    r"\bthe (?:(?:previous|preceding) (?:one|job|listing|position)|former|(?:one|job|listing) before)\b", re.I
)
_MANY, _BOTH = 50, 2
_SAYS = re.compile(
    r"\b(?:any|anything|ones?|some|which)\b.*\b(?:says?|saying|called|named|titled|mentions?|mentioning|contains?|in (?:its|the|their) titles?)\b",
    re.I,
)
_YOUR_FIRST = re.compile(r"\byour (?:very )?first (?:job|listing|opening|position|posting|vacancy)\b", re.I)
_RUNNER_UP = re.compile(
    r"\b(?:runner[- ]?up|(?:second|next)[ -](?:best|highest|lowest|worst|most|least)|(?:best|highest|lowest) after (?:that|it))\b",
    re.I,
)
_THAN = re.compile(
    r"\b(?:more|less|better|worse|higher|lower) th[ae]n\b|\bas (?:much|well|little|good) as\b|\b(?:compar\w+|above|below|against|versus|vs\.?|beside|next to)(?=\W)",
    re.I,
)
_ONES = re.compile(r"\bones\b", re.I)
# What is asked of the listing for one title: "and the level of the professor job?"
_OF_A_LISTING = re.compile(
    r"\b(?:levels?|lvls?|seniority|where|full[- ]?time|contract|employer|company|range|details?)\b", re.I
)
_ONE_BEHIND = re.compile(r"\s+(?:one|job|position|listing|posting)\b", re.I)
_BY_PAY = re.compile(
    r"\W*(?:(?:and|now|ok|then|please)\W+)*(?:by|in (?:the )?order of) (?:the )?(?:pay|salary|money)(?: please| pls| then| now)?\W*",
    re.I,
)
_PAYS_THAT = re.compile(
    r"\W*(?:what|how much) (?:does|would|do|will) (?:that|this) (?:job|listing|posting) (?:pay|offer)\W*", re.I
)
_IS_THE_JOB = re.compile(
    r"\W*(?:(?:and|so|ok|but|hi|hello|hey)\W+)*(?:is|was) the (?:[\w&-]+ ){1,4}(?:job|one|position|listing|posting|opening)\b(?! (?:in|at|from|near)\b)",
    re.I,
)
_IS_THAT = re.compile(r"\W*(?:(?:and|so|ok|hi|hello)\W+)*(?:is|was|can|could) (?:that|this|it)\b", re.I)
_WHICH_SCHOOL = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:which|what) (?:school|university|uni|college|institute) (?:gives?|offers?|has|posts?|posted|is it|is that|pays)\b",
    re.I,
)
_SAME_QUESTIONS = re.compile(r"\bsame (?:(?:two|three|\d) )?(?:questions?|things?|for)\b", re.I)
_THAT_ONE = re.compile(r"\b(?:that|this) one\b", re.I)
_THIS_LAST = re.compile(r"\b(?:this|that) last (?:one|job|listing|position|posting)\b", re.I)


def _opening(question: Question, number: int, shown: tuple[int, ...] | None = None) -> Question:
    """The question as one for the listing of that number among those shown, or among these."""
    context = question.context if shown is None else replace(question.context, shown=shown)
    return question.asking("open_listing", entities=unsaid("ordinal", number), context=context)


def _of_those_seen(question: Question, session: Session) -> Question | None:
    """ "Of these three, which pays most?", of listings told of one after another."""
    of_pay = of_listings.asks_of_pay(question.text) or question.intent in {"rank_listings", "compare_salaries"}
    named = question.values("role", "role_head", "amount", "company")
    return question.asking("rank_seen") if of_pay and not named and last_seen(question) else None


def _sorted_by_pay(question: Question, session: Session) -> Question | None:
    """ "By pay", among listings, puts them in that order."""
    asks = question.context.topic in TOPICS and len(question.context.shown) > 1 and _BY_PAY.fullmatch(question.text)
    return question.asking("rank_listings", text="sort by pay", entities=()) if asks else None


def _any_that_says(question: Question, session: Session) -> Question | None:
    """ "Any that say lead?", among listings, asks for a word in their titles."""
    asks = question.context.topic in TOPICS and question.intent in {"follow_up", *REFUSED}
    if not asks or not _SAYS.search(question.text) or question.values("role", "company", "place"):
        return None
    return question.asking("open_listing") if named_in_text(session, question) else None


def _the_very_first(question: Question, session: Session) -> Question | None:
    """ "Show me your first job listing", at the beginning, opens the first of all."""
    begins = question.context.topic not in TOPICS and not question.besides("facet", "ordinal")
    asks = begins and question.intent in {"open_listing", "find_listings", *REFUSED}
    if not asks or not _YOUR_FIRST.search(question.text):
        return None
    return _opening(question, 1, tuple(job.id for job in search_listings(session, ListingFilter(), limit=PAGE)))


def _of_nothing_yet(question: Question, session: Session) -> Question | None:
    """ "Is that one remote?", at the beginning, is asked back of what."""
    begins = question.context.topic is None and not question.context.shown
    conditions = question.values("remote", "level", "employment_type")
    named = conditions and not question.besides("remote", "level", "employment_type")
    readings = {"follow_up", "open_listing", "find_listings", *REFUSED}
    asks = begins and question.intent in readings and named and _IS_THAT.match(question.text)
    bare = begins and question.intent == "open_listing" and not question.entities
    asks = asks or (bare and _THAT_ONE.search(question.text))
    asks = asks or (begins and not question.besides("facet") and _PAYS_THAT.fullmatch(question.text))
    return question.asking("follow_up", text="", entities=()) if asks else None


def _is_the_job(question: Question, session: Session) -> Question | None:
    """ "Is the Pfizer job remote?" is told by that listing, whatever it says."""
    named = question.values("company", "role") and not question.values("role_head", "amount", "unknown")
    asks = named and question.values("remote", "level", "employment_type") and question.intent in {*TOPICS, "follow_up"}
    if not asks or not _IS_THE_JOB.match(question.text):
        return None
    return question.asking("open_listing", entities=question.besides("remote", "level", "employment_type", "facet"))


def _is_it_of_the_listing(question: Question, session: Session) -> Question | None:
    """ "Is it remote?", once the pay of a listing's role was told, asks that of the listing."""
    asked = question.values("remote", "level", "employment_type") and not question.values(
        "role", "role_head", "company"
    )
    asks = question.context.topic == "ask_salary" and asked and _IS_THAT.match(question.text)
    focus = told_of(question) if asks else None
    if focus is None:
        return None
    among_listings = replace(question, context=replace(question.context, topic="find_listings"))
    return _opening(among_listings, 1, (focus,))


def _which_school(question: Question, session: Session) -> Question | None:
    """ "Which school gives this job?", of one listing, asks whose it is."""
    focus = in_focus(question) if not question.besides("facet") and question.intent == "ask_education" else None
    return _opening(question, 1, (focus,)) if focus and _WHICH_SCHOOL.match(question.text) else None


def _same_questions_of_the_job(question: Question, session: Session) -> Question | None:
    """ "Same two questions for the data engineer job", after what was asked of one listing."""
    alone = question.context.opened or len(question.context.shown) == 1
    of_one = question.context.topic in TOPICS and alone and question.values("role", "company")
    asks = of_one and JOB.search(question.text) and _SAME_QUESTIONS.search(question.text)
    return question.asking("open_listing", entities=question.besides("facet")) if asks else None


def _runner_up(question: Question, session: Session) -> Question | None:
    """ "And the runner-up?", after the best or worst paid."""
    ranked = question.context.topic == "rank_listings" and len(question.context.shown) > 1
    if not ranked or not _RUNNER_UP.search(question.text) or question.values("role", "role_head"):
        return None
    return _opening(question, 2)


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
    focus = told_of(question) if of_listings.of_the_other(question) else None
    if focus is None:
        return None
    shown = question.context.shown
    firm = question.value("company")
    if firm:
        shown = tuple(job.id for job in search_listings(session, ListingFilter(company=str(firm)), limit=3))
    elif len(shown) == 1:
        said = [e for e in question.entities if e.kind in CHOICES]
        wanted = relaxed(question.context.listing_filter)
        if question.values("remote"):  # "the other remote one" is remote too
            wanted = [f for f in wanted if f.remote == question.context.listing_filter.remote]
        wanted = sorted(wanted, key=lambda f: f.company != question.context.listing_filter.company)
        less = (f for f in wanted if all(e.value in f.values(e.kind) for e in said))
        nearly = (search_listings(session, wanted, limit=3) for wanted in less)
        shown = next((ids for jobs in nearly if focus in (ids := tuple(job.id for job in jobs)) and len(ids) == 2), ())
    if len(shown) != 2 or focus not in shown:
        return None
    return _opening(question, 2 - shown.index(focus), shown)


def _listing_of_a_firm(question: Question, session: Session) -> Question | None:
    """Among listings a firm is asked what it offers there: "and Pfizer, what do they pay?", "the one in Virginia"."""
    if question.values("role", "role_head") or len(question.values("company")) > 1:
        return None
    if question.context.topic not in TOPICS:
        pointed = question.context.shown and question.intent in {"follow_up", *REFUSED}
        return question.asking("open_listing") if pointed and of_listings.of_another(question) else None
    of_pay = question.intent == "ask_salary" and question.values("company")
    by_its_pay = by_pay(question.text)  # "and the best paid one in New York"
    of_another = of_listings.of_another(question) and not by_its_pay
    return question.asking("open_listing") if of_pay or of_another else None


def _the_one_that_is(question: Question, session: Session) -> Question | None:
    """ "Actually the remote one was better, show it", after another was told of."""
    named = question.values("remote", "level") and not question.values("role", "role_head", "company", "place")
    asks = question.context.topic in TOPICS and named and _THE_ONE.search(question.text)
    return question.asking("refine_listings") if asks and not of_listings.is_it_a(question.text) else None


def _more_pay(question: Question, session: Session) -> Question | None:
    """ "And which of those jobs pays more?" asks for no more of them."""
    of_pay = of_listings.asks_of_pay(question.text) or (question.context.topic in TOPICS and by_pay(question.text))
    of_pay = of_pay and not question.values("role", "role_head", "amount")
    of_pay = of_pay and not re.search(r"\d\d", question.text)  # "which jobs pay better, say over 160k"
    of_them = question.context.topic in TOPICS or goes_back(question)
    among = question.intent == "compare_salaries" and question.context.shown and of_them
    doubtful = question.context.topic in TOPICS and question.intent in {"follow_up", *REFUSED}
    of_listings_shown = (
        question.intent == "more_listings" or doubtful or (among and not _OF_ROLES.search(question.text))
    )
    return question.asking("rank_listings") if of_pay and of_listings_shown else None


def _more_than_another(question: Question, session: Session) -> Question | None:
    """ "Does it pay more than the Pfizer one?", of a listing, ranks the two."""
    firm = question.value("company") if question.context.topic in TOPICS else None
    asks = firm and _THAN.search(question.text)
    focus = get_listing(session, in_focus(question) or 0) if asks else None
    if focus is None or firm == focus.company:
        return None
    firms = unsaid("company", focus.company, str(firm))
    return question.asking("rank_listings", text="which pays most", source="", entities=firms)


def _which_of_those(question: Question, session: Session) -> Question | None:
    """ "Which of the two is in New York?", of listings, compares no roles."""
    named = question.values("place", "remote", "level", "company", "amount") and not question.values(
        "role", "role_head"
    )
    readings = {"compare_roles", "compare_salaries", "check_need", "follow_up", *REFUSED}
    asks = question.context.topic in TOPICS and question.context.shown and named and question.intent in readings
    if not asks or not _OF_THOSE.search(question.text):
        return None
    return question.asking("refine_listings", entities=question.besides("unknown", "tool"))


def _previous_one(question: Question, session: Session) -> Question | None:
    """ "How much does the previous one pay?", after one of several was told of."""
    context = question.context
    told = (
        context.topic in TOPICS
        and context.opened in context.shown
        and not question.values("ordinal", "role", "company")
    )
    if not told or context.opened is None or not _PREVIOUS.search(question.text):
        return None
    before = context.shown.index(context.opened)
    return _opening(question, before) if before else None


def _of_its_title(question: Question, session: Session) -> Question | None:
    """ "And what level is the professor's?", among listings, "what does the professor one pay?" are of the one listing with
    that title."""
    titles = [e for e in question.entities if e.kind in ("role", "role_head")]
    among = question.context.topic in TOPICS and titles and not question.besides("role", "role_head", "facet")
    doubtful = question.intent in {"follow_up", "find_listings", *REFUSED} and _OF_A_LISTING.search(question.text)
    its_pay = (
        question.intent == "ask_salary" and _ONE_BEHIND.match(question.source[titles[-1].end :]) if among else None
    )
    roles = refer(session, question).roles if among and (doubtful or its_pay) else ()
    if [role.listings for role in roles] != [1]:
        return None
    return question.asking("open_listing", entities=unsaid("role", roles[0].name))


def _compare_titles(question: Question, session: Session) -> Question | None:
    """ "Is the scientist job better paid than the engineer one at X?" is of the listings for the two."""
    named = question.values("role")
    asks = question.intent == "compare_salaries" and len(named) == _BOTH and JOB.search(question.text)
    roles = [find_role(session, str(name)) for name in named] if asks and question.values("company") else []
    if not roles or not all(role and role.listings for role in roles):
        return None
    return question.asking("rank_listings", text="which pays most", source="", entities=unsaid("role", *named))


def _title_beside_a_firm(question: Question, session: Session) -> Question | None:
    """ "And the professor job compared to the Pfizer job?" shows the listing for that title and that of the firm."""
    roles, firms = question.values("role"), question.values("company")
    asks = question.intent in {"open_listing", "compare_roles", "compare_salaries"} and _THAN.search(question.text)
    if not asks or len(roles) != 1 or len(firms) != 1 or not JOB.search(question.text):
        return None
    jobs = search_listings(session, ListingFilter(role=str(roles[0])), limit=_BOTH)
    if len(jobs) != 1 or jobs[0].company == firms[0]:
        return None
    return question.asking("find_listings", text="", source="", entities=unsaid("company", jobs[0].company, *firms))


def _compare_firms(question: Question, session: Session) -> Question | None:
    """ "Compare jobs at Pfizer and Leidos", "the two remote jobs", shows both."""
    named = question.values("company", "place", "remote", "level")
    of_firms = question.intent == "open_listing" and len(question.values("company")) > 1 and _THAN.search(question.text)
    compares = question.intent in {"compare_roles", "compare_salaries"} or of_firms
    asks = compares and named and not question.values(*THINGS)
    # "And the two remote ones, how do they compare?"
    shown = question.context.topic in TOPICS and _ONES.search(question.text)
    several = len(question.values("company")) > 1 or JOB.search(question.text) or shown
    if not asks or not several or question.values("role", "role_head"):
        return None
    return question.asking("rank_listings" if of_listings.asks_of_pay(question.text) else "find_listings")


RULES: tuple[Rule, ...] = (
    _previous_one,
    _the_very_first,
    _of_nothing_yet,
    _is_the_job,
    _of_those_seen,
    _sorted_by_pay,
    _which_of_those,
    _of_its_title,
    _compare_titles,
    _title_beside_a_firm,
    _compare_firms,
    _more_than_another,
    _is_it_of_the_listing,
    _which_school,
    _same_questions_of_the_job,
    _runner_up,
    _any_that_says,
    _this_last,
    _the_one_that_is,
    _listing_of_a_firm,
    _more_pay,
)
