"""What a question means where figures of pay were spoken of, or are what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import pay_bounds, percentile
from actions.bare import WORD, only_names
from actions.ellipsis import JOB, ONE, REFUSED, cued, only_names_roles
from actions.facets import ABOUT_A_ROLE
from actions.listing_filter import TOPICS
from actions.pay_filter import of_all
from actions.question import Question, Rule, unsaid
from actions.reverse import THINGS
from actions.role_reference import BOTH
from actions.salaries import told_by

_IS_HOW_MUCH = re.compile(r"\b(?:is|are|get|earn|makes?)?\s*how (?:many|much)(?: (?:is it|they get|it is))?\W*$", re.I)
_HOW_MANY = re.compile(
    r"\bhow many (?:people|ppl|folks|persons?|answers?|answered|responses?|respondents?|repl(?:y|ies)|data ?points?|salaries|entries)\b|\bhow many(?: of (?:them|those))? (?:have )?(?:answered|replied|responded|said|took part)\b|"
    r"\b(?:out of|of|based on|from|on) how many\b|\bnumber of (?:answers|people|responses|respondents|replies)\b|\bsample(?: size)?\b|\bmore (?:people|answers|responses)\b|\bhow many (?:there|here)\W*$|\b(?:only|just) \d+ (?:peoples?|persons?|answers?|responses?)\b",
    re.I,
)
_QUARTILE = re.compile(
    r"\b(?:quartiles?|(?:25|75)(?:th)? ?(?:percentile|%|percent)|(?:top|bottom|upper|lower|highest|lowest|best|worst|richest|poorest)[- ](?:paid )?quarter|spread|middle half|usual range|range|interquartile|iqr)\b",
    re.I,
)
# "And is that US only?"
_OF_IT_ALONE = re.compile(r"\W*(?:(?:and|but|so|ok)\W+)*(?:is|are) (?:that|this|it|those|these|they)\b", re.I)
_IN_SHORT = re.compile(r"\b(?:comp|ctc|package|p ?(?:10|25|50|75|90)|percentiles?|iqr|quartiles?|median)\b", re.I)
_WHICH_PERCENTILE = re.compile(r"\b(?:what|which) percentile\b|\btop \d+ ?(?:%|percent)|\bpercentile am i\b", re.I)
_EARNS = re.compile(r"\b(?:earn|make|get|be paid)\b", re.I)
_CURRENCY = re.compile(r"\b(?:dollars?|euros?|currency|usd|eur|pounds|rupees)\b", re.I)
_MEDIAN = re.compile(r"\bmedian\b", re.I)
_HOW_MUCH_OF_IT = re.compile(r"\W*(?:(?:and|but|so|ok|for|then)\W+)*how (?:many|much)\W*$", re.I)
_GOOD_FOR = re.compile(r"\b(?:good|ok|okay|fair|enough|fine|bad|low|high) (?:for|as)\b", re.I)
# "And the 25th?": so many listings or roles are told at once by no answer.
_FEWEST_PERCENT = 10
# Told with every figure.
_TOLD = frozenset({25, 50, 75})
_THE_NUMBERS = re.compile(
    r"\W*(?:(?:and|so|ok)\W+)*(?:what(?:['’]s| is| are| r) |show(?: me)? |give me )?(?:the |those |these )?(?:numbers|figures|amounts)(?: then| please| pls)?\W*", re.I,
)  # fmt: skip
_GAP = re.compile(
    r"\b(?:gap|difference|distance)\b|\bhow far apart\b|\bhow much (?:is|lies?) between\b|\bhow much (?:more|less)\b|\bby how much\b|\bhow many (?:dollars|bucks|usd)\b",
    re.I,
)
_COSTS = re.compile(
    r"\b(?:cheap|cheaper|cheapest|expensive|pricier|dearer)\b|\bcosts? (?:me|us|a company|an employer|to (?:hire|employ))\b|\bwhat (?:do|does|would|will) .* cost\b",
    re.I,
)
_SURVEY = re.compile(r"\bsurvey\b", re.I)
_SURVEY_SAYS = re.compile(
    r"\bsurvey(?:['’]s)?\W+(?:say|says|said|tell|tells|give|gives|show|shows|figures?|numbers?|data|median)\b|\b(?:in|by|from|per|according to|want|mean|meant) (?:the |your )?survey\b|\b(?:mean|meant)\b.*\bsurvey\b",
    re.I,
)
_JUDGED = re.compile(
    r"\b(?:is|are|was|would|does)(?: (?:that|it|this|the|these|those|an?))+(?: (?:offer|salary|pay|money|figure|number|seem|look|sound|be))* ?"
    r"(?:too |so |really |very |quite |considered )?(?:low|high|good|bad|fair|decent|ok|okay|much|a lot|enough|normal|average|competitive)\b",
    re.I,
)
_DO = re.compile(r"\W*(?:(?:and|or|ok|so|but|what about)\W+)*(?:do|does|would) (?:an? |the )?", re.I)
_THE_END = re.compile(r"\W*(?:(?:too|also|then|as well)\W*)*", re.I)
_PUT_RIGHT = re.compile(r"\b(?:left out|forgot|missed) (?:a|the|one) word\b|\b(?:typo|i mean|i meant)\b", re.I)
_IT_IS_A = re.compile(
    r"\W*(?:(?:and|well|ok|oh|btw|but|by the way)\W+)*(?:(?:what )?if )?(?:it|this|that)(?:['’]?s| is| was| were| would be) (?:an? )?",
    re.I,
)
_FEW, _AT_MOST, _TWO = 3, 14, 2

_IS_IT_FOR = re.compile(
    r"\W*(?:(?:and|so|ok|but|well)\W+)*(?:what|how much) (?:is|was|would|were) (?:it|that|the figure)(?: be)?(?: exactly| precisely| then)? (?:for|with|of|as)\b",
    re.I,
)
_FOR_HIM = re.compile(r"\b(?:for|of|do|does) (?:him|her|them|it|that(?: one)?|he|she|they)\b", re.I)
_IN_POSITIONS = re.compile(
    r"\W*(?:(?:and|or|but|ok)\W+)*(?:in|for|with|at|on) (?:the |an? )?[\w-]+(?: [\w-]+)? (?:positions?|jobs?|roles?)\W*",
    re.I,
)
_GUESS = re.compile(r"\b(?:guess|forecast|predict\w*|expect\w*|estimate)\b", re.I)
_HIGHER_OR_NOT = re.compile(r"\b(?:higher|lower|more|less|better|worse)\b", re.I)
_STARTS_AT = re.compile(
    r"\W*(?:(?:and|so|ok|but)\W+)*(?:what|where|how (?:much|low)) (?:does|do|would) (?:it|that|they|the (?:pay|salary|range)) (?:start|begin)(?: at| from)?\W*",
    re.I,
)
_SOMEBODY_EARNS = re.compile(
    r"\W*(?:(?:so|and|ok|hi|hello|hey)\W+)*(?:how much|what) (?:(?:does|do|did|would|will|can|could) (?:he|she|they|this one|that one)"
    r" (?:earn|make|get|get paid|be paid|take home)|(?:would|is) (?:that|it)(?: be)?)(?: (?:a|per) (?:year|yr))?(?: in| as an?| at| for an?)?(?: levels?)?\W*", re.I,
)  # fmt: skip


def _beyond(question: Question, session: Session) -> Question | None:
    """ "Which titles have a median above 200k?" asks for no list of all."""
    readings = {
        "follow_up",
        "list_roles",
        "which_role",
        "compare_salaries",
        "ask_percentile",
        "ask_salary",
        "rank_listings",
        *REFUSED,
    }
    return question.asking("titles_beyond") if question.intent in readings and pay_bounds.asks(question) else None


def _is_it_for(question: Question, session: Session) -> Question | None:
    """ "And what is it for an insight analyst?", after pay."""
    named = question.values("role", "role_head") and not question.values("facet", *THINGS)
    asks = question.context.topic in percentile.TOPICS and named and question.intent in {"ask_role", *REFUSED}
    return question.asking("ask_salary") if asks and _IS_IT_FOR.match(question.text) else None


def _of_him(question: Question, session: Session) -> Question | None:
    """ "What is the salary in Paris for him?", of a role, however strange the place is."""
    asks = question.intent in REFUSED and question.values("facet") == ("salary",) and _FOR_HIM.search(question.text)
    named = question.values("role", "role_head", "company")
    return question.asking("ask_salary") if asks and question.context.roles and not named else None


def _in_positions(question: Question, session: Session) -> Question | None:
    """ "And in senior positions?", after pay, asks for no listings."""
    asks = question.context.topic in percentile.TOPICS and question.context.roles and question.values("level")
    bare = asks and question.intent in {"follow_up", *TOPICS} and _IN_POSITIONS.fullmatch(question.text)
    return question.asking("ask_salary", elliptic=True, entities=question.besides("facet")) if bare else None


def _starts_at(question: Question, session: Session) -> Question | None:
    """ "What does it start at?", after pay or a listing, asks for no first steps."""
    spoken_of = question.context.topic in (*percentile.TOPICS, *TOPICS)
    asks = spoken_of and question.intent in {"ask_tips", *REFUSED} and not question.entities
    return question.asking("ask_salary") if asks and _STARTS_AT.fullmatch(question.text) else None


def _the_gap(question: Question, session: Session) -> Question | None:
    """ "How much is the gap there?", after the pay of two, or in several years, is told beside them."""
    told = question.context.topic in ("ask_salary", "compare_salaries") and _GAP.search(question.text)
    if cued(question.text) not in (None, "ask_salary"):
        return None  # "what's the difference in what they do?"
    named = question.values("role", "role_head", "amount", "ordinal", *THINGS)
    named += tuple(facet for facet in question.values("facet") if facet != "salary")
    readings = {"find_gap", "follow_up", "compare_roles", *REFUSED}
    if not told or named or question.intent not in readings or len(WORD.findall(question.text)) > _AT_MOST:
        return None
    by_year = question.context.salary_by == "year" or question.context.salary_filter.since
    two = len(question.context.recent_roles) == _TWO and not by_year
    if question.context.topic == "compare_salaries" or two:
        whose = question.context.roles if len(question.context.roles) > 1 else question.context.recent_roles
        of_them = replace(question.context, roles=whose)
        return question.asking("compare_salaries", elliptic=True, entities=question.besides("facet"), context=of_them)
    return question.asking("ask_salary", elliptic=True) if question.context.roles else None


def _how_much_is_it(question: Question, session: Session) -> Question | None:
    """ "Senior is how many?" and "if work in Shanghai, how much?", after pay, go on with it."""
    told = question.context.topic in percentile.TOPICS and question.context.roles
    counts = question.intent == "count_listings" and question.values("level", "year", "place")
    strange = question.intent in REFUSED and question.texts("unknown")
    asks = told and (counts or strange) and not question.values("facet", "role", "role_head", "company")
    return question.asking("follow_up", ranking=()) if asks and _IS_HOW_MUCH.search(question.text) else None


def _how_many_answered(question: Question, session: Session) -> Question | None:
    """How many answers do the figures just told, or those of a role, rest on? The figures say so."""
    if not _HOW_MANY.search(question.text):
        return None
    of_a_role = question.values("role", "role_head") and question.intent in REFUSED | {"count_listings", "ask_sources"}
    kinds = {e.kind for e in question.entities} - {"year", "level"}
    last = kinds == {"ordinal"} and question.value("ordinal") == -1  # "how many answered for that last one?"
    told = question.context.topic in percentile.TOPICS and (last or not kinds)
    if last and told:
        question = replace(question, entities=())
    if not told and question.context.topic not in (*percentile.TOPICS, *TOPICS) and question.intent in REFUSED:
        return question.asking("ask_sources") if not question.entities else None
    return question.asking("ask_salary", elliptic=not of_a_role) if told or of_a_role else None


def _a_percentile(question: Question, session: Session) -> Question | None:
    """ "And the 25th?", after pay, counts no listings: the middle half is told between the two quartiles."""
    told = question.context.topic in percentile.TOPICS and question.context.roles
    asks = (
        told
        and (question.value("ordinal") or 0) >= _FEWEST_PERCENT
        and question.intent in {"follow_up", "open_listing", *REFUSED}
    )
    if not asks:
        return None
    if question.value("ordinal") not in _TOLD:
        share = f"the {question.value('ordinal')}th percentile"
        return question.asking("ask_percentile", text=share, elliptic=True, entities=question.besides("ordinal"))
    return question.asking("ask_salary", elliptic=True, entities=question.besides("ordinal"))


def _those_figures(question: Question, session: Session) -> Question | None:
    """ "What are the numbers?", after who earns more, asks for them and for no source."""
    told = question.context.topic in percentile.TOPICS and question.context.roles
    asks = told and question.intent in {"ask_sources", "follow_up", *REFUSED} and _THE_NUMBERS.fullmatch(question.text)
    return question.asking(str(question.context.topic), elliptic=True, entities=()) if asks else None


def _in_the_survey(question: Question, session: Session) -> Question | None:
    """ "The highest salary in your survey" is of no listing."""
    ranks = question.intent == "rank_listings" and _SURVEY.search(question.text)
    return question.asking("compare_salaries") if ranks else None


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
    whole = question.intent == "ask_salary" and question.values("role") and not of_a_country
    return question.asking("ask_salary", elliptic=not whole) if asks else None


def _judged(question: Question, session: Session) -> Question | None:
    """ "Is that good money?" is answered by the figures, where it says of whom."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and not question.values("amount")
    asks = told and question.intent in {*REFUSED, "ask_percentile", "ask_outlook", "follow_up"}
    return question.asking("ask_salary", elliptic=True) if asks and _JUDGED.search(question.text) else None


def _of_the_survey(question: Question, session: Session) -> Question | None:
    """ "And what does the survey say?", after pay or listings of a role, asks for its figures."""
    readings = TOPICS | {"follow_up", "refine_listings"}
    if not question.values("facet"):
        readings |= set(ABOUT_A_ROLE)
    whose = question.values("role") or (question.context.roles and question.values("level"))
    if question.intent in readings and whose and _SURVEY_SAYS.search(question.text):
        return question.asking("ask_salary")  # "and a data modeler in the survey?"
    named = question.values("role", "role_head", "facet") or not question.context.roles
    of_pay = question.context.topic in (*percentile.TOPICS, *TOPICS)
    asks = of_pay and not named and question.intent in {*REFUSED, "ask_sources", "follow_up", "ask_salary"}
    return question.asking("ask_salary", elliptic=True) if asks and _SURVEY_SAYS.search(question.text) else None


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


def _median(question: Question, session: Session) -> Question | None:
    """ "Their median pay", after listings, is of the survey."""
    asks = question.intent in {*TOPICS, "refine_listings", "follow_up"} and _MEDIAN.search(question.text)
    of_a_role = question.values("role", "role_head") or question.context.roles
    if not asks or not of_a_role or question.context.topic not in TOPICS:
        return None
    return question.asking("ask_salary", context=replace(question.context, topic=None))


def _bare(question: Question, session: Session) -> Question | None:
    """ "Cheers, and the manager's?", after pay, looks for no listings."""
    by_level = question.intent == "which_role" and question.values("level")  # "MLE, executive"
    if (
        question.context.topic == "ask_percentile"
        and question.intent == "check_need"
        and _GOOD_FOR.search(question.text)
    ):
        return question.asking("follow_up") if not question.besides("role", "role_head", "level") else None
    told = question.context.topic in percentile.TOPICS and (question.intent == "find_listings" or by_level)
    if told and not question.elliptic and only_names_roles(question):
        return question.asking("follow_up")
    roles = [e for e in question.entities if e.kind in ("role", "role_head")]
    of_some = question.context.topic in percentile.TOPICS and question.intent == "check_need" and len(roles) == 1
    if not of_some or question.besides("role", "role_head", "level"):
        return None
    do_they = _DO.fullmatch(question.source[: roles[0].start]) and _THE_END.fullmatch(question.source[roles[0].end :])
    return question.asking("follow_up") if do_they else None  # "do data scientists?", after who earns over 150k


def _of_an_unknown(question: Question, session: Session) -> Question | None:
    """ "A plumber?", after pay, asks for the pay of one."""
    readings = {"ask_role", "follow_up", *REFUSED}
    asks = question.context.topic == "ask_salary" and question.intent in readings and question.texts("unknown")
    return question.asking("ask_salary") if asks and only_names(question, "unknown") else None


def _of_both_at_a_level(question: Question, session: Session) -> Question | None:
    """ "And at senior level, the two of them?", after pay and listings of one role and another, is of their pay."""
    recent, context = question.context.recent_roles, question.context
    of_pay = "ask_salary" in context.topics and context.topic in TOPICS and not context.shown and len(recent) == _TWO
    asks = of_pay and BOTH.search(question.text) and question.values("level", "year")
    if not asks or question.values("role", "role_head", "facet"):
        return None
    return question.asking("compare_salaries", entities=(*question.entities, *unsaid("role", *recent)))


def _it_is_of_a_level(question: Question, session: Session) -> Question | None:
    """ "It's a senior position", after pay, tells the level and looks for no listing."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and question.values("level")
    tells = told and question.intent in {"follow_up", "find_listings", *REFUSED} and _IT_IS_A.match(question.text)
    return question.asking("follow_up", entities=question.besides("facet")) if tells else None


def _of_a_coming_year(question: Question, session: Session) -> Question | None:
    """ "What'll it be in 2030", after pay, asks for a figure of that year."""
    told = question.context.topic in percentile.TOPICS and question.context.roles and question.values("year")
    guess = question.intent in REFUSED and (_GUESS.search(question.text) or _HIGHER_OR_NOT.search(question.text))
    asks = told and (question.intent == "ask_outlook" or guess) and not question.besides("year")
    return question.asking("ask_salary", elliptic=True) if asks else None


def _of_whom(question: Question, session: Session) -> Question | None:
    """ "I mean my friend, she's a data analyst", after it was asked back whose pay."""
    asked_back = question.context.topic == "ask_salary" and not question.context.roles
    bare = (
        question.intent == "ask_role" and question.values("role") and not question.besides("role", "level", "unknown")
    )
    put_right = question.context.topic in percentile.TOPICS and _PUT_RIGHT.search(question.text)
    return question.asking("ask_salary") if bare and (asked_back or put_right) else None


def _of_one_overall(question: Question, session: Session) -> Question | None:
    """ "The AI architect overall?", after pay at a level, asks for the pay of all levels."""
    asks = question.context.topic in percentile.TOPICS and question.intent in {"ask_role", *REFUSED}
    named = asks and question.values("role") and not question.besides("role", "level")
    return question.asking("ask_salary") if named and of_all(question.text) else None


def _how_many(question: Question, session: Session) -> Question | None:
    """ "And the manager, how many?", after pay, counts no listings."""
    told = question.context.topic in percentile.TOPICS and question.values("role", "role_head")
    asks = told and question.intent in TOPICS and not question.besides("role", "role_head", "level")
    tail = question.text[max((e.end for e in question.entities), default=0) :] if asks else ""
    return question.asking("follow_up") if asks and _HOW_MUCH_OF_IT.fullmatch(tail) else None


def _of_those_not_listed(question: Question, session: Session) -> Question | None:
    """ "What do those earn anyway?", of a role without a listing, asks the survey."""
    context = question.context
    vain = context.topic in TOPICS and not context.shown and context.listing_filter.role
    asks = vain and question.intent in {"ask_salary", "follow_up", "rank_listings", *REFUSED}
    if not asks or cued(question.text) != "ask_salary" or question.besides("facet"):
        return None
    return question.asking("ask_salary", entities=unsaid("role", context.listing_filter.role))


def _of_nobody_yet(question: Question, session: Session) -> Question | None:
    """ "How much does she earn?", at the beginning, is asked back of whom."""
    text = question.source
    for condition in question.texts_of("year", "level"):
        text = text.replace(condition, "")
    begins = question.context.topic is None and question.intent in {*REFUSED, "follow_up", "ask_salary"}
    asks = begins and not question.besides("year", "level") and _SOMEBODY_EARNS.fullmatch(text)
    return question.asking("ask_salary", text="") if asks else None


RULES: tuple[Rule, ...] = (
    _of_nobody_yet,
    _beyond,
    _is_it_for,
    _starts_at,
    _of_him,
    _in_positions,
    _the_gap,
    _median,
    _bare,
    _of_an_unknown,
    _of_both_at_a_level,
    _it_is_of_a_level,
    _of_a_coming_year,
    _of_whom,
    _of_one_overall,
    _how_many,
    _of_those_not_listed,
    _a_percentile,
    _those_figures,
    _how_much_is_it,
    _how_many_answered,
    _in_the_survey,
    _of_the_figures,
    _judged,
    _of_the_survey,
    _in_which_currency,
    _cost,
    _in_short,
    _would_earn,
)
