"""Which answers of a survey a question asks for, and what they are called."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from actions.answer import Block, Paragraph
from actions.counts import COUNT, count_of
from actions.question import Entity, Question
from actions.wording import a
from knowledge.survey_answers import PayFilter
from knowledge.vocabulary import label

# The conditions besides role and years, by the kind of entity that names them.
_CONDITIONS = {
    "level": "level",
    "place": "country",
    "remote": "remote",
    "company_size": "company_size",
    "employment_type": "employment_type",
}
_FROM = re.compile(r"\b(?:since|from|starting(?: in)?|as of)\s+$", re.I)
_AFTER = re.compile(r"\b(?:after|later than)\s+$", re.I)
_UNTIL = re.compile(r"\b(?:until|till|up to|through|to)\s+$", re.I)
_BEFORE = re.compile(r"\b(?:before|earlier than|prior to)\s+$", re.I)
_ONWARDS = re.compile(r"\s*(?:onwards?|and later|and after|or later|\+)", re.I)
_THROUGH = re.compile(r"\s*(?:-|–|to|till|until|through|and)\s*", re.I)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.I)
_OVERALL = re.compile(
    r"\b(?:over ?all|in all|in total|in general|altogether|whole|entire|of all(?! roles)|for all|all (?:the |of the )?(?:levels|lvls|years|yrs|countries|together))\b",
    re.I,
)
_NOT_OF_ALL = re.compile(
    r"\bnot (?:of |over |for |in |across )?(?:all|any) (?:the )?(?:levels|lvls|years|countries|together)\b", re.I
)
_OTHER_YEAR = re.compile(
    r"\b(?:the )?(?:(?:year|yr) (?:before|earlier|prior)|(?:previous|last|prior) (?:year|yr)|(?P<later>(?:year|yr) after|(?:next|following) (?:year|yr)|(?:year|yr) later))\b|"
    r"^\W*(?:(?:and|ok|then)\W+)*the (?:(?P<next>next|one after(?: that)?)|one before(?: that)?|previous)(?: one)?\W*$",
    re.I,
)
_YEARS_ON = re.compile(
    rf"\b(?P<count>{COUNT}) (?:years|yrs) (?:(?P<later>later|after(?: that)?|on)|(?:earlier|before(?: that)?|prior))\W*$",
    re.I,
)
_NOW = re.compile(r"\b(?:now(?:adays)?|today|currently|these days|at the moment)\b", re.I)
_SAME_YEAR = re.compile(
    r"(?<!not only )(?<!not just )\b(?:(?:in )?(?:that|the same) (?:year|yr)|back then|same (?:year|yr))\b|\bdid\b.*\bthen\W*$",
    re.I,
)
# Told by level or year, the figures are of all levels or years.
_BY = re.compile(r"\b(?:(?:by|per|each|every)(?: the)? |(?:over|through|across) the )(level|year|country)s?\b", re.I)
# "And without a year", "any level will do".
_ANY = re.compile(
    r"\b(?:without (?:a |the |any )?|(?:any|all|whatever) |(?:irrespective|regardless) of (?:the )?|leave (?:the )?(?=\w+ out\b)|(?:forget|drop|ignore|scrap)(?: about)? (?:the )?)(year|level|seniority|country)s?(?: and (?:the )?(year|level|seniority|country)s?)?\b",
    re.I,
)
_ALL_LEVELS = re.compile(r"\b(?:all|any|every|whatever) (?:the |of the )?(?:levels?|lvls?)\b", re.I)
_LESS = re.compile(r"\b(?:least|lowest|worst|bottom|less|worse|lower|fewer|poorer)\b(?! than)", re.I)
# "What they pullin in" tells of no place.
_DOES = re.compile(r"\b(?:they|he|she|it|we|you|i)(?:['’](?:re|s|m))?\s+$", re.I)
_IN = re.compile(r"\b(?:in|near|around)\s+$", re.I)
_OFFERS = re.compile(r"\s+(?:just |now |has |have )?(?:offer|want|hire|invite|gave|give)\w*\b", re.I)
_OF_WORD = {"seniority": "level"}
_EVERYWHERE = re.compile(r"\b(?:worldwide|globally|in all countries|everywhere|in the world|overall)\b", re.I)


def of_all(text: str) -> bool:
    """Whether the message asks of all answers together: "overall", "in general"."""
    return bool(_OVERALL.search(_asked(text)))


def _asked(text: str) -> str:
    """`text` without what it says that it does not ask of: "not over all levels, just mid-level"."""
    return _NOT_OF_ALL.sub("", text)


def lets_go(text: str) -> bool:
    """Whether the message lets go of a condition: "irrespective of the level"."""
    return bool(_ANY.search(_asked(text)))


def asks_for_least(text: str) -> bool:
    """Whether the message asks who earns less: "and the worst paid?"."""
    return bool(_LESS.search(text))


def everywhere(text: str) -> bool:
    """Whether the message asks of all countries together: "ok, worldwide then"."""
    return bool(_EVERYWHERE.search(text))


def of_another_year(text: str) -> bool:
    """Whether the message asks of the year before or after: "a year later?", "two years later?"."""
    return _years_on(text) is not None


def _years_on(text: str) -> int | None:
    """How many years later the message asks of, below 0 for earlier ones; None where it asks of no other year."""
    several, one = _YEARS_ON.search(text), _OTHER_YEAR.search(text)
    if several:
        return count_of(several["count"]) * (1 if several["later"] else -1)
    return (1 if one["later"] or one["next"] else -1) if one else None


def of_the_same_year(text: str) -> bool:
    """Whether the message asks of the year just spoken of: "data analysts, that year"."""
    return bool(_SAME_YEAR.search(text))


def pay_filter(question: Question) -> PayFilter:
    """What the message asks for, its roles apart: the first of each kind that it names."""
    named = {name: value for kind, name in _CONDITIONS.items() if (value := _value(question, kind)) is not None}
    if any(e.kind == "company_size" and _OFFERS.match(question.source[e.end :]) for e in question.entities):
        named.pop("company_size", None)  # "a startup offers me 130k" tells who offers it
    if _ALL_LEVELS.search(_asked(question.text)):  # "not only seniors but all levels"
        named.pop("level", None)
    since, until = _years(question)
    return PayFilter(**named, since=since, until=until)


def carried(question: Question) -> PayFilter:
    """The same upon what the last salary question asked for."""
    asked = {name: value for name, value in vars(pay_filter(question)).items() if value is not None}
    before = question.context.salary_filter
    if "since" in asked or "until" in asked:
        before = before.without("year")
    if _NOW.search(question.text) and not of_the_same_year(question.text):
        before = before.without("year")
    for words in _ANY.finditer(_asked(question.text)):
        for word in filter(None, words.groups()):
            before = before.without(_OF_WORD.get(word.lower(), word.lower()))
    for words in _BY.finditer(question.text):
        before = before.without(words[1].lower())
    if everywhere(question.text):
        before = before.without("country")
    if of_all(question.text):  # "overall in 2021" is of all levels
        before = before.without("level") if asked or of_the_same_year(question.text) else PayFilter()
    years_on = _years_on(question.text)
    if years_on and before.year and not {"since", "until"} & set(asked):
        asked["since"] = asked["until"] = before.year + years_on
    return replace(before, **asked)


def alternatives(question: Question) -> tuple[str, tuple[Any, ...]] | None:
    """A condition that the message names twice or more, as in "Germany or France", and what it names."""
    for kind, name in _CONDITIONS.items():
        values = tuple(dict.fromkeys(_read(e) for e in question.entities if e.kind == kind))
        if len(values) > 1:
            return name, values
    years = question.values("year")
    return ("year", years) if len(years) > 1 and not _range(question) else None


def _value(question: Question, kind: str) -> Any:
    return next((_read(entity) for entity in question.entities if entity.kind == kind), None)


def _read(entity: Entity) -> Any:
    """The survey tells countries apart, not the regions and cities in them."""
    return re.split("[-/]", str(entity.value))[0] if entity.kind == "place" else entity.value


def _range(question: Question) -> tuple[int, int] | None:
    years = [e for e in question.entities if e.kind == "year"]
    for first, second in zip(years, years[1:]):
        joined = _THROUGH.fullmatch(question.source[first.end : second.start])
        word = joined[0].strip().lower() if joined else ""
        if joined and (word != "and" or _BETWEEN.search(question.source[: first.start])) and first.value < second.value:
            return int(first.value), int(second.value)
    return None


def _years(question: Question) -> tuple[int | None, int | None]:
    """The first and last year asked for, None where open."""
    both = _range(question)
    if both:
        return both
    years = [e for e in question.entities if e.kind == "year"]
    if len(years) > 1:
        return min(e.value for e in years), max(e.value for e in years)
    if not years:
        return None, None
    (year,) = years
    before, after = question.source[: year.start], question.source[year.end :]
    if _FROM.search(before) or _ONWARDS.match(after):
        return year.value, None
    if _AFTER.search(before):
        return year.value + 1, None
    if _UNTIL.search(before):
        return None, year.value
    if _BEFORE.search(before):
        return None, year.value - 1
    return year.value, year.value


def left_out(session: Session, question: Question) -> list[Block]:
    """What is said of words that no condition could be made of, or only a wider one."""
    said: list[Block] = []
    places = {str(e.value): e.text for e in question.entities if e.kind == "place"}
    within = [text for value, text in places.items() if re.search("[-/]", value)]
    if within:
        country = condition(session, pay_filter(question), "country")
        said.append(
            Paragraph(f"The survey tells countries apart, not places in them: of “{within[0]}” I answer {country}.")
        )
    role = next((e.end for e in question.entities if e.kind == "role"), None)
    strangers = [e for e in question.entities if e.kind == "unknown"]
    behind = [
        e for e in strangers if role is not None and e.start > role and not _DOES.search(question.source[: e.start])
    ]
    strange = [e.text for e in strangers if e in behind or _IN.search(question.source[: e.start])]
    if strange:
        said.append(
            Paragraph(f"The survey does not tell “{strange[0]}” apart: the figures are without that condition.")
        )
    return said


def condition(session: Session, asked: PayFilter, name: str) -> str:
    """One condition in words: "in Germany", "remote", "at a large company", "since 2023"."""
    if name == "year":
        if asked.year:
            return f"in {asked.year}"
        if asked.since and asked.until:
            return f"from {asked.since} to {asked.until}"
        return f"since {asked.since}" if asked.since else f"until {asked.until}"
    value = getattr(asked, name)
    if name == "country":
        shown = label(session, "place", value)
        return f"in the {shown}" if shown.startswith("United ") else f"in {shown}"
    shown = label(session, name, value).lower()
    return f"at {a(shown)}" if name == "company_size" else shown


def described(session: Session, asked: PayFilter) -> str:
    """The question in words: "Senior-level Data Engineer in Germany, remote, since 2023"."""
    level = condition(session, asked, "level") if asked.level else ""
    named = (level, asked.role) if asked.role else ("all", level, "roles")
    head = " ".join(part for part in named if part)
    for name in ("country", "year"):
        only = [n for n in asked.narrowed if n != "level"] == [name]
        if name == "country" and asked.country or only:
            head += f" {condition(session, asked, name)}"
    apart = [n for n in ("remote", "company_size", "employment_type", "year") if n in asked.narrowed]
    if apart == ["year"] and not asked.country:
        apart = []
    text = ", ".join([head, *(condition(session, asked, name) for name in apart)])
    return text[0].upper() + text[1:]
