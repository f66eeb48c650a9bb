"""What a question means where figures of pay were spoken of, or are what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import pay_filter, percentile
from actions.bare import WORD
from actions.ellipsis import JOB, ONE, REFUSED, only_names_roles
from actions.exclusion import left_out
from actions.facets import ABOUT_A_ROLE, OF_TWO_ROLES
from actions.follow_up import spoken_of
from actions.listing_filter import TOPICS
from actions.question import Entity, Question, Rule, unsaid
from actions.reverse import THINGS
from actions.role_reference import by_pay
from actions.salaries import told_by
from actions.second_reading import asks_who_wins
from knowledge.pay_figures import levels_and_years
from knowledge.roles import find_role

_HOW_MANY = re.compile(
    r"\bhow many (?:people|persons?|answers?|answered|responses?|respondents?|repl(?:y|ies)|data ?points?|salaries|entries)\b|"
    r"\b(?:out of|of|based on|from|on) how many\b|\bnumber of (?:answers|people|responses|respondents|replies)\b|\bsample(?: size)?\b|\bmore (?:people|answers|responses)\b|\b(?:only|just) \d+ (?:peoples?|persons?|answers?|responses?)\b",
    re.I,
)
_QUARTILE = re.compile(
    r"\b(?:quartiles?|(?:25|75)(?:th)? ?(?:percentile|%|percent)|(?:top|bottom|upper|lower|best|worst|richest|poorest)[- ](?:paid )?quarter|spread|middle half|usual range|range|interquartile|iqr)\b",
    re.I,
)
# "And is that US only?"
_OF_IT_ALONE = re.compile(r"\W*(?:(?:and|but|so|ok)\W+)*(?:is|are) (?:that|this|it|those|these|they)\b", re.I)
_WHICH_YEAR = re.compile(r"\b(?:which|what) years?\b", re.I)
_THAN = re.compile(r"\b(?:more|less|better|worse|higher|lower|fewer) th[ae]n\b", re.I)
_THAN_BEFORE = re.compile(
    r"\b(?:more|less|better|worse|higher|lower) th[ae]n (?:the )?(?:(?:one|role|job|title) )?(?:before|previous|last|former|first|other|earlier)\b",
    re.I,
)
_IN_SHORT = re.compile(r"\b(?:comp|ctc|package|p ?(?:10|25|50|75|90)|percentiles?|iqr|quartiles?|median)\b", re.I)
_WHICH_PERCENTILE = re.compile(r"\b(?:what|which) percentile\b|\btop \d+ ?(?:%|percent)|\bpercentile am i\b", re.I)
_EARNS = re.compile(r"\b(?:earn|make|get|be paid)\b", re.I)
_ADD = re.compile(r"\W*(?:(?:and|ok|now|please)\W+)*(?:add|plus|include)\b", re.I)
_CURRENCY = re.compile(r"\b(?:dollars?|euros?|currency|usd|eur|pounds|rupees)\b", re.I)
_DROP = re.compile(r"\W*(?:(?:and|ok|now|please)\W+)*(?:drop|remove|leave out|take out|without|skip)\b", re.I)
_MEDIAN = re.compile(r"\bmedian\b", re.I)
_THAN_FIRST = re.compile(r"\W*(?:\w+,? ){0,3}?(?:one more\W+)?(?:and |or )?than\b", re.I)
_TWO = 2
_HOW_MUCH_OF_IT = re.compile(r"\W*(?:(?:and|but|so|ok|for|then)\W+)*how (?:many|much)\W*$", re.I)
_DOES_BETTER = re.compile(r"\b(?:do(?:es)?|fares?|did|is|are) (?:\w+ )?better(?: off)?\b", re.I)
_BESIDE = re.compile(r"\b(?:beside|next to|alongside|side by side with) (?:it|that|them|this|those)\b", re.I)
_LATEST = re.compile(
    r"\b(?:latest|newest|most recent|last) (?:year|figures?|numbers?|data|one|(?:that )?(?:you|u)(?:['’]ve)? (?:have|got|know))\b",
    re.I,
)
_STARTING = re.compile(
    r"\b(?:starting (?:out|off)|(?:fresh|new) (?:out|in|to it)|to start with|for starters)\W*$", re.I
)
_FEW, _BRIEF = 3, 5
_WHO_EARNS = re.compile(
    r"\b(?:who|which (?:role|job|one|title)?) ?(?:makes?|earns?|gets?(?: paid)?|is paid|takes home)\b.*\b(?:most|least|worst|best|highest|lowest)\b",
    re.I,
)
_COSTS = re.compile(
    r"\b(?:cheap|cheaper|cheapest|expensive|pricier|dearer)\b|\bcosts? (?:me|us|a company|an employer|to (?:hire|employ))\b|\bwhat (?:do|does|would|will) .* cost\b",
    re.I,
)
_ALL_ROLES = re.compile(r"\bof (?:all|every)(?: (?:the|your|of the))? (?:roles?|titles?|jobs?|professions?)\b", re.I)
_SURVEY = re.compile(r"\bsurvey\b", re.I)
_SURVEY_SAYS = re.compile(
    r"\bsurvey(?:['’]s)?\W+(?:say|says|said|tell|tells|give|gives|show|shows|figures?|numbers?|data|median)\b|\b(?:in|by|from|per|according to) (?:the |your )?survey\b",
    re.I,
)
_JUDGED = re.compile(
    r"\b(?:is|are|was|would|does)(?: (?:that|it|this|the|these|those|an?))+(?: (?:offer|salary|pay|money|figure|number|seem|look|sound|be))* ?"
    r"(?:too |so |really |very |quite |considered )?(?:low|high|good|bad|fair|decent|ok|okay|much|a lot|enough|normal|average|competitive)\b",
    re.I,
)


def _how_many_answered(question: Question, session: Session) -> Question | None:
    """How many answers do the figures just told, or those of a role, rest on? The figures say so."""
    if not _HOW_MANY.search(question.text):
        return None
    of_a_role = question.values("role", "role_head") and question.intent in REFUSED | {"count_listings", "ask_sources"}
    told = question.context.topic in percentile.TOPICS and not {e.kind for e in question.entities} - {"year", "level"}
    if not told and question.context.topic not in (*percentile.TOPICS, *TOPICS) and question.intent in REFUSED:
        return question.asking("ask_sources") if not question.entities else None
    return question.asking("ask_salary", elliptic=not of_a_role) if told or of_a_role else None


def _compared_by_level(question: Question, session: Session) -> Question | None:
    """Nothing but pay is told apart by level or year."""
    if not question.values("level", "year"):
        return None
    goes_on = question.context.topic == "compare_roles" and question.intent == "follow_up"
    if question.intent == "compare_roles" or (goes_on and not question.values("role", "role_head", *THINGS)):
        return question.asking("compare_salaries")
    role = find_role(session, str(question.value("role"))) if question.intent == "ask_role" else None
    if role and not role.has_profile:
        return question.asking("ask_salary")
    of_pay = question.intent in {"ask_role", *REFUSED} and question.context.topic in (*percentile.TOPICS, *TOPICS)
    return question.asking("ask_salary") if of_pay and question.values("role", "role_head") else None


def _overall(question: Question, session: Session) -> Question | None:
    """ "Never mind, overall" starts no new conversation."""
    of_pay = question.context.topic in percentile.TOPICS
    over = question.intent == "start_over" and pay_filter.of_all(question.text)
    let_go = question.intent in {"follow_up", *REFUSED} and pay_filter.lets_go(question.text)
    return question.asking("ask_salary", elliptic=True) if of_pay and (over or let_go) else None


def _in_the_survey(question: Question, session: Session) -> Question | None:
    """ "The highest salary in your survey" is of no listing."""
    ranks = question.intent == "rank_listings" and _SURVEY.search(question.text)
    return question.asking("compare_salaries") if ranks else None


def _of_all_roles(question: Question, session: Session) -> Question | None:
    """ "And of all roles you know?", after some were compared."""
    asks = question.context.topic in percentile.TOPICS and _ALL_ROLES.search(question.text)
    of_any = replace(question.context, roles=(), recent_roles=())
    return question.asking("compare_salaries", context=of_any) if asks and not question.values("role") else None


def _who_wins(question: Question, session: Session) -> Question | None:
    """ "Who comes out ahead?", after the pay of some, compares it; "who makes the least" does so anywhere."""
    of_pay = question.context.topic in percentile.TOPICS and asks_who_wins(question.text)
    most = question.intent in {"which_role", "list_roles", "ask_sources", *REFUSED} and _WHO_EARNS.search(question.text)
    if not (of_pay or most) or question.values(*THINGS):
        return None
    return question.asking("compare_salaries", entities=question.besides("unknown"))


def _of_the_figures(question: Question, session: Session) -> Question | None:
    """The figures just told have their quartiles beside them, and stand by year: "and the upper quartile?", "has it gone
    up?"."""
    if question.context.topic not in percentile.TOPICS or question.values("amount", "facet"):
        return None
    by_year = told_by(question) == "year" and not question.values("role", "role_head")
    short = len(WORD.findall(question.text)) <= _FEW
    of_them = short or ONE.search(question.text) or question.intent not in REFUSED
    if by_year and of_them and question.intent in {*REFUSED, "ask_outlook", "ask_education"}:
        of_any_year = replace(question.context, salary_filter=question.context.salary_filter.without("year"))
        return question.asking("ask_salary", elliptic=True, context=of_any_year)
    of_a_country = _OF_IT_ALONE.match(question.text) and question.values("place") and not JOB.search(question.text)
    asks = _QUARTILE.search(question.text) or of_a_country
    return question.asking("ask_salary", elliptic=True) if asks else None


def _judged(question: Question, session: Session) -> Question | None:
    """ "Is that good money?" is answered by the figures, where it says of whom."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and not question.values("amount")
    asks = told and question.intent in {*REFUSED, "ask_percentile", "ask_outlook", "follow_up"}
    return question.asking("ask_salary", elliptic=True) if asks and _JUDGED.search(question.text) else None


def _of_the_survey(question: Question, session: Session) -> Question | None:
    """ "And what does the survey say?", after pay or listings of a role, asks for its figures."""
    if (
        question.intent in TOPICS | {"follow_up", "refine_listings"}
        and question.values("role")
        and _SURVEY_SAYS.search(question.text)
    ):
        return question.asking("ask_salary")  # "and a data modeler in the survey?"
    named = question.values("role", "role_head", "facet") or not question.context.roles
    of_pay = question.context.topic in (*percentile.TOPICS, *TOPICS)
    asks = of_pay and not named and question.intent in {*REFUSED, "ask_sources", "follow_up", "ask_salary"}
    return question.asking("ask_salary", elliptic=True) if asks and _SURVEY_SAYS.search(question.text) else None


def _which_year(question: Question, session: Session) -> Question | None:
    """ "Which year was a data scientist's highest?" is answered by all of them."""
    asks = _WHICH_YEAR.search(question.text) and not question.values("year", "facet")
    return question.asking("ask_salary") if asks and question.context.topic in percentile.TOPICS else None


def _than_another(question: Question, session: Session) -> Question | None:
    """ "Is it less than a manager's?" compares the role spoken of with the one named."""
    named, before = question.values("role", "role_head"), question.context.roles
    than = (
        _THAN_FIRST.match(question.text)
        or _THAN.search(question.text)
        or _DOES_BETTER.search(question.text)
        or _BESIDE.search(question.text)
    )
    if len(before) == _TWO and _THAN_FIRST.match(question.text):
        before = before[:1]  # "than a director?", after two were compared
    compared = question.context.topic in percentile.TOPICS and len(before) == 1 and than
    if not compared or not named or before[0] in named or question.values("amount"):
        return None
    return question.asking("compare_salaries", entities=(*unsaid("role", *before), *question.entities))


def _nth_with_another(question: Question, session: Session) -> Question | None:
    """ "Compare the first with a data scientist", after two were compared."""
    before, number, named = question.context.roles, question.value("ordinal"), question.values("role", "role_head")
    compared = question.context.topic in OF_TWO_ROLES and question.intent in {
        *OF_TWO_ROLES,
        "follow_up",
        "open_listing",
    }
    if (
        not compared
        or number is None
        or not named
        or not 0 <= (index := number - 1 if number > 0 else number) < len(before)
    ):
        return None
    kept = (*unsaid("role", before[index]), *question.besides("ordinal"))
    return question.asking(str(question.context.topic), entities=kept)


def _than_before(question: Question, session: Session) -> Question | None:
    """ "More than the one before?" compares the two roles last spoken of."""
    recent = question.context.recent_roles
    asks = question.context.topic in percentile.TOPICS and len(recent) > 1 and _THAN_BEFORE.search(question.text)
    if not asks or question.values("role", "role_head", "amount"):
        return None
    return question.asking("compare_salaries", entities=unsaid("role", *recent))


def _of_the_better_paid(question: Question, session: Session) -> Question | None:
    """ "And of the worse paid", after two roles, ranks no listings."""
    ranks = question.intent in {"rank_listings", *REFUSED} and question.context.topic not in TOPICS
    of_two = (
        ranks and len(question.context.recent_roles) > 1 and by_pay(question.text) and not JOB.search(question.text)
    )
    return question.asking("follow_up") if of_two else None


def _and_another(question: Question, session: Session) -> Question | None:
    """ "Add data engineers", after two were compared, compares three."""
    compared = question.context.topic in ("compare_salaries", "compare_roles") and _ADD.match(question.text)
    named = question.values("role") if compared else ()
    if not named or not set(named) - set(question.context.roles):
        return None
    profiled = all(
        (role := find_role(session, str(name))) and role.has_profile for name in (*named, *question.context.roles)
    )
    intent = "compare_roles" if profiled and question.context.topic == "compare_roles" else "compare_salaries"
    return question.asking(intent, entities=(*spoken_of(question), *question.entities))


def _in_which_currency(question: Question, session: Session) -> Question | None:
    """ "Is that dollar or euro?" """
    told = question.context.topic in percentile.TOPICS and question.context.roles
    asks = question.intent in {*REFUSED, "follow_up"} and _CURRENCY.search(question.text)
    return question.asking("ask_salary", elliptic=True) if told and asks and not question.values("amount") else None


def _would_earn(question: Question, session: Session) -> Question | None:
    """ "And can I earn 200k as a senior?" judges an amount, and looks for no listing."""
    of_a_role = question.context.roles and question.context.topic not in TOPICS
    asks = (
        question.intent in {"find_listings", "follow_up"} and question.values("amount") and _EARNS.search(question.text)
    )
    return question.asking("ask_percentile") if of_a_role and asks and not JOB.search(question.text) else None


def _in_short(question: Question, session: Session) -> Question | None:
    """ "MLE comp, senior, P25/P50/P75" names the figures that it wants."""
    named = question.intent in REFUSED and question.values("role", "role_head") and not question.values("facet")
    if named and _WHICH_PERCENTILE.search(question.text):
        return question.asking("ask_percentile")
    return question.asking("ask_salary") if named and _IN_SHORT.search(question.text) else None


def _cost(question: Question, session: Session) -> Question | None:
    """ "What would one cost me?" asks for the pay."""
    of_pay = question.intent in {*ABOUT_A_ROLE, "compare_roles", *REFUSED} and question.values("role", "role_head")
    return question.asking("ask_salary") if of_pay and _COSTS.search(question.text) else None


def _which_of_the_compared(question: Question, session: Session) -> Question | None:
    """What looks like a ranking of listings is one of the roles just compared: "which of these is highest?"."""
    others = question.values("facet", "company", "place", "remote", "employment_type", "amount")
    several = question.context.topic == "compare_salaries" or (
        question.context.topic == "ask_salary" and len(question.context.recent_roles) > 1
    )
    compared = question.intent == "rank_listings" and several
    return question.asking("compare_salaries") if compared and not others and not JOB.search(question.text) else None


def _another_year(question: Question, session: Session) -> Question | None:
    """ "A year later?" says no goodbye where pay in one year was told."""
    told = question.context.topic in percentile.TOPICS and question.context.salary_filter.year
    asks = told and not question.entities and len(WORD.findall(question.text)) <= _BRIEF
    if not asks or not pay_filter.of_another_year(question.text):
        return None
    return question.asking("ask_salary", elliptic=True)


def _without_one(question: Question, session: Session) -> Question | None:
    """ "Drop the research engineer", after three were compared."""
    before = question.context.roles if question.context.topic in (*OF_TWO_ROLES, "ask_salary") else ()
    gone = question.values("role") if len(before) > _TWO and _DROP.match(question.text) else ()
    rest = [name for name in before if name not in gone]
    if not gone or not set(gone) <= set(before) or len(rest) < _TWO:
        return None
    return question.asking(str(question.context.topic), elliptic=True, entities=unsaid("role", *rest))


def _median(question: Question, session: Session) -> Question | None:
    """ "Their median pay", after listings, is of the survey."""
    asks = question.intent in {*TOPICS, "refine_listings", "follow_up"} and _MEDIAN.search(question.text)
    named = question.values("role", "role_head")
    of_a_role = named or question.context.roles
    elliptic = not named and question.context.topic in percentile.TOPICS
    return (
        question.asking("ask_salary", elliptic=elliptic, context=replace(question.context, topic=None))
        if asks and of_a_role and question.context.topic in TOPICS
        else None
    )


def _in_the_place_of(question: Question, session: Session) -> Question | None:
    """ "Not the engineer, a data architect", after two were compared, puts that one in the place of the first."""
    before, out = question.context.roles, left_out(question, "role", "role_head")
    if question.context.topic not in OF_TWO_ROLES or len(before) != 2 or len(out) != 1 or question.values(*THINGS):
        return None
    gone = [
        name
        for name in before
        if name.lower().split()[-len(str(out[0].value).split()) :] == str(out[0].value).lower().split()
    ]
    new = [str(name) for e in question.entities if e.kind == "role" and e not in out for name in (e.value,)]
    if len(gone) != 1 or len(new) != 1 or new[0] in before:
        return None
    named = (new[0] if name == gone[0] else name for name in before)
    return question.asking(str(question.context.topic), source="", entities=unsaid("role", *named))


def _bare(question: Question, session: Session) -> Question | None:
    """ "Cheers, and the manager's?", after pay, looks for no listings."""
    told = question.context.topic in percentile.TOPICS and question.intent == "find_listings"
    return question.asking("follow_up") if told and only_names_roles(question) else None


def _how_many(question: Question, session: Session) -> Question | None:
    """ "And the manager, how many?", after pay, counts no listings."""
    told = question.context.topic in percentile.TOPICS and question.values("role", "role_head")
    asks = told and question.intent in TOPICS and not question.besides("role", "role_head", "level")
    tail = question.text[max((e.end for e in question.entities), default=0) :] if asks else ""
    return question.asking("follow_up") if asks and _HOW_MUCH_OF_IT.fullmatch(tail) else None


def _latest(question: Question, session: Session) -> Question | None:
    """ "And the latest you have?", after pay, asks of the last year with figures."""
    roles = question.context.roles if question.context.topic in percentile.TOPICS else ()
    if len(roles) != 1 or question.entities or not _LATEST.search(question.text):
        return None
    _, years = levels_and_years(session, roles[0])
    return question.asking("follow_up", entities=unsaid("year", max(years))) if years else None


def _starting_out(question: Question, session: Session) -> Question | None:
    """ "And engineers starting out?", after pay, asks what beginners earn."""
    asks = question.context.topic in percentile.TOPICS and question.intent in {"ask_tips", "follow_up", *REFUSED}
    found = _STARTING.search(question.text) if asks and not question.values("level") else None
    if found is None:
        return None
    level = Entity("level", "entry", found[0], found.start(), found.end())
    return question.asking("follow_up", entities=(*question.entities, level))


RULES: tuple[Rule, ...] = (
    _another_year,
    _without_one,
    _median,
    _in_the_place_of,
    _bare,
    _how_many,
    _latest,
    _starting_out,
    _how_many_answered,
    _compared_by_level,
    _in_the_survey,
    _of_all_roles,
    _who_wins,
    _overall,
    _of_the_figures,
    _judged,
    _of_the_survey,
    _which_year,
    _than_another,
    _nth_with_another,
    _than_before,
    _and_another,
    _of_the_better_paid,
    _in_which_currency,
    _cost,
    _in_short,
    _would_earn,
    _which_of_the_compared,
)
