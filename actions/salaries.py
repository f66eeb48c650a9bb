"""What a role earns: survey figures for any mix of conditions, and the ranges of listings, each named for what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from actions import exclusion, listings, pay_charts, percentile
from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph
from actions.listing_filter import TOPICS
from actions.pay_filter import (
    alternatives,
    asks_for_least,
    carried,
    condition,
    described,
    left_out,
    of_all,
    of_the_same_year,
    pay_filter,
)
from actions.pay_roles import PaidRoles, ask_role, nearest_paid, offered, paid_roles, unknown_pay
from actions.pay_told import FEW, main_source, named, of_all_levels, sources_of, tables, told
from actions.question import Question, Reply
from actions.role_reference import unknown_names
from actions.roles import asking
from actions.wording import a, cited, counted, listed, money, money_range
from knowledge.listings import ListingFilter, search_listings
from knowledge.pay_figures import PayFigure, figures, figures_by, levels_and_years
from knowledge.roles import Role
from knowledge.survey_answers import PayFilter, count_answers, has_answers

_BY = {
    "year": re.compile(
        r"^(?!.*\bseniority\b).*\b(?:by ye?a?r|(?:per|each) ye?a?r(?: now| then| instead| please)?\W*$|which year|since when|years|trend\w*|over time|histor\w+|develop(?:ed|ing|ment|s)?|chang(?:e[ds]?|ing)|grow[ns]?|grew|growth|rise[ns]?|rose|"
        r"f[ae]ll(?:en|s|ing)?|drop(?:ped|s)?|(?:de|in)creas\w+|declin\w+|(?:go|goes|going|gone|went) (?:up|down)|"
        r"(?:each|every) year|year (?:by|over|on) year|per year \d)\b", re.I,
    ),
    "level": re.compile(r"\b(?:levels?|by seniority|seniority|experience|ladder)\b", re.I),
    "country": re.compile(r"\b(?:by country|(?:per|each|every) country|across countries|countries)\b", re.I),
    "remote": re.compile(r"\bby (?:remote|remote share|remote ratio|work(?:ing)? (?:mode|model))\b", re.I),
    "company_size": re.compile(r"\b(?:by (?:company|employer|firm) size|by size|company sizes)\b", re.I),
    "employment_type": re.compile(r"\bby (?:employment type|contract type|type of (?:contract|employment))\b", re.I),
}  # fmt: skip
_NAMES = {
    "year": "Year", "level": "Level", "country": "Country", "remote": "Remote", "company_size": "Company size",
    "employment_type": "Employment",
}  # fmt: skip
_MOST_ROWS = 12
_DROPPED = re.compile(r"\b(?:scrap|drop|forget|ignore|cancel|never ?mind)(?: about)?(?: the)?\s+$", re.I)
_SAME_LEVEL = re.compile(
    r"\b(?:the )?same (?:level|seniority|grade|rank)\b|\bat that (?:level|seniority|grade|rank)\b", re.I
)
_ANYONE = re.compile(
    r"^(?!(?:and|or|but|what about|how about)\b).*\b(?:people|everyone|everybody|anyone|all roles|all titles|workers|employees|"
    r"salaries|wages|executives|freelancers|contractors|beginners|graduates)\b", re.I,
)  # fmt: skip


def ask_salary(question: Question, session: Session) -> Reply:
    """Median, usual range and count of the survey, for any mix of conditions; then what listings offer."""
    levels = [e for e in question.entities if e.kind == "level"]
    dropped = [e for e in levels if _DROPPED.search(question.source[: e.start])]  # "scrap senior, entry"
    out = {*exclusion.left_out(question, "level"), *dropped}
    if out:  # "not junior, mid level", "not junior, just in general"
        let_go = replace(question.context, salary_filter=question.context.salary_filter.without("level"))
        kept = tuple(e for e in question.entities if e not in out)
        question = replace(question, entities=kept, context=let_go)
    asked = pay_filter(question)
    if _BY["remote"].search(question.text):
        asked = asked.without("remote")
    paid = paid_roles(session, question)
    if paid.unknown:
        return Reply(unknown_pay(session, paid.unknown), question.context.about("ask_salary", roles=()))
    if question.values("company") and not paid.named:
        return listings.find_listings(question, session)
    if not paid.roles:
        if question.context.topic in TOPICS and not paid.candidates:
            return listings.refine(question, session)  # what those pay stands in their list
        if asked.narrowed and not paid.candidates and has_answers(session):
            context = question.context.about("ask_salary", roles=(), salary_filter=asked)
            return Reply(_of_filter(session, question, asked), context)
        if "listings" in question.values("facet") and not paid.candidates:
            return Reply(_all_listings(session), question.context.about("ask_salary"))
        # The role that is named next is asked for under the same conditions.
        offered_roles = tuple(role.name for role in paid.candidates) or question.context.recent_roles
        context = question.context.about("ask_salary", roles=(), salary_filter=asked, recent_roles=offered_roles)
        return Reply(ask_role(session, paid.candidates), context)
    if _ANYONE.search(question.text) and not paid.named and asked.narrowed and has_answers(session):
        context = question.context.about("ask_salary", roles=(), salary_filter=asked)
        return Reply(_of_filter(session, question, asked), context)
    goes_on = question.elliptic or not paid.named or of_the_same_year(question.text)
    if goes_on and question.context.topic in percentile.TOPICS:
        asked = carried(question)
    if asked.level is None and _SAME_LEVEL.search(question.text):
        asked = replace(asked, level=question.context.salary_filter.level)
    names = tuple(role.name for role in paid.roles)
    known = _known_apart(session, asked)
    context = question.context.about(
        "ask_salary", roles=names, salary_filter=known, salary_by=told_by(question), least=asks_for_least(question.text)
    )
    if len(paid.roles) > 1 or alternatives(question):
        # Imported here, for a comparison of one leads back to a plain question.
        from actions.pay_comparison import compared

        return Reply(compared(session, question, paid.roles[:4], asked), context)
    return Reply(_of_role(session, question, paid, asked), context)


def _known_apart(session: Session, asked: PayFilter) -> PayFilter:
    """The conditions that some survey tells apart: of the others no figure is asked for again."""
    if not asked.needs_answers or has_answers(session):
        return asked
    return PayFilter(asked.role, asked.level, asked.since, asked.until)


# "What does Acme pay its engineers?" asks for what one firm pays.
_PAYS = re.compile(r"(?:['’]s)? (?:pays?|offers?|gives?)\b", re.I)
# "Sorry, not by year, by level"
_NOT_BY = re.compile(r"\bnot (?:by|per) (?:the )?\w+", re.I)


def told_by(question: Question) -> str | None:
    """What the figures are to be told by: what the message says, or in a follow-up what the last answer was told by."""
    text = _NOT_BY.sub("", question.text)
    for level in question.texts("level"):  # "same for mid level"
        text = text.replace(level, " ")
    own = next((kind for kind, words in _BY.items() if words.search(text)), None)
    goes_on = question.elliptic and question.context.topic == "ask_salary" and not of_all(question.text)
    return own or (question.context.salary_by if goes_on else None)


def _of_role(session: Session, question: Question, paid: PaidRoles, asked: PayFilter) -> Answer:
    (role,) = paid.roles
    about = PayFilter(**{**vars(asked), "role": role.name})
    found = figures(session, about)
    used = about
    heading = Heading(f"Pay: {described(session, about)}")
    strangers = unknown_names(question) if paid.named else ()
    unknown = [Paragraph(f"I don’t know “{name}”, so I have no figure of it.") for name in strangers[:1]]
    there = None if found else _place_of_a_listing(session, question, role)
    apart = [] if there else left_out(session, question)
    blocks: list[Block] = [heading, *unknown, *_matched(paid), *apart]
    years = (
        figures_by(session, about, "year")
        if not found and _spans_years(about) and told_by(question) in (None, "year")
        else []
    )
    if years:
        blocks.append(Paragraph("I have figures of each of these years, none of them taken together:"))
        blocks += _beside_each_other(session, years, "year", role.plural)
    elif not found:
        used, found, said = _without_what_lacks(session, about)
        blocks += said
    blocks += told(found, used)
    if found and used.level and not question.values("level"):
        blocks += of_all_levels(session, [used])
    sources = sources_of(years or found)
    nearest_only = used != about
    if found:
        extra, more_sources = _detail(session, question, used, found, role.plural)
        blocks += extra
        sources += more_sources
    offers, offer_sources = offered(session, about, there)
    if offers:
        blocks += [Paragraph("Listings offer, a year:"), Bullets(tuple(offers))]
    elif not asked.narrowed:
        blocks.append(Paragraph(f"None of my listings is for {a(role.name)}."))
    sources += offer_sources
    if not found and not years:
        blocks.insert(1, Paragraph(f"No survey figure: fewer than {FEW} people with the title {role.name} answered."))
        near = nearest_paid(session, role.name)
        if near:
            names = [f"{r.name} (median {money(f.median)}, {counted(f.count, 'answer')})" for r, f in near]
            blocks.append(Paragraph(f"The nearest titles with figures: {listed(names)}."))
            sources += sources_of([f for _, f in near])
    buttons = _buttons(session, role, about) if sources else []
    buttons.append(Button("Which role earns the most?", "Which role earns the most?"))
    # What listings offer is of the country asked for, but of no other condition.
    of_listings = offers and not question.values("unknown") and about.since is about.until is None
    by_whom = any(_PAYS.match(question.source[e.end :]) for e in question.entities if e.kind == "unknown")
    told_of_it = sources and not apart and not by_whom and (of_listings or not nearest_only)
    told_of_it = told_of_it and not paid.instead_of and not percentile.beyond_quartiles(session, question, used)
    return Answer.of(*blocks, buttons=buttons, sources=sources, kind="answer" if told_of_it else "unknown")


def _place_of_a_listing(session: Session, question: Question, role: Role) -> str | None:
    """The region or city that the message names, where a listing for the role is in it."""
    places = (str(e.value) for e in question.entities if e.kind == "place" and re.search("[-/]", str(e.value)))
    return next((p for p in places if search_listings(session, ListingFilter(role=role.name, place=p), limit=1)), None)


def _spans_years(asked: PayFilter) -> bool:
    return asked.year is None and (asked.since is not None or asked.until is not None)


def _of_filter(session: Session, question: Question, asked: PayFilter) -> Answer:
    """Figures over all roles together."""
    found = figures(session, asked)
    used = asked
    blocks: list[Block] = [Heading(f"Pay: {described(session, asked)}"), *left_out(session, question)]
    if not found:
        used, found, said = _without_what_lacks(session, asked)
        blocks += said
    extra, sources = _detail(session, question, used, found, "all roles") if found else ([], [])
    return Answer.of(
        *blocks, *told(found, used), *extra, sources=[*sources_of(found), *sources],
        buttons=[Button("Which role earns the most?", "Which role earns the most?")],
        kind="answer" if found else "unknown",
    )  # fmt: skip


def _matched(paid: PaidRoles) -> list[Block]:
    if not paid.instead_of:
        return []
    return [Paragraph(f"I have no figures for “{paid.instead_of}”; the nearest title is {paid.roles[0].name}.")]


def _without_what_lacks(session: Session, asked: PayFilter) -> tuple[PayFilter, list[PayFigure], list[Block]]:
    """The nearest question that has figures, those, and what is said about what had to go."""
    said: list[Block] = []
    if asked.needs_answers and not has_answers(session):
        apart = [
            name for name in asked.narrowed if name not in ("level", "year") or (name == "year" and not asked.year)
        ]
        alone = listed([condition(session, asked, name).removeprefix("in ") for name in apart])
        used = asked
        for name in apart:
            used = used.without(name)
        nearer = figures(session, used)
        if nearer:
            said.append(
                Paragraph(
                    "The survey figures cover all countries, company sizes and ways of working together; "
                    f"I have none for {alone} alone."
                )
            )
            return used, nearer, said
        asked = used
    counts = {name: count_answers(session, asked.without(name)) for name in asked.narrowed}
    some = [(name, count) for name, count in counts.items() if count]
    if len(asked.narrowed) > 1 and some:
        dropped = [f"without “{condition(session, asked, name)}” {counted(count, 'answer')}" for name, count in some]
        said.append(Paragraph(f"Nobody who answered fits all of that; {listed(dropped)}."))
        used = asked.without(max(some, key=lambda pair: pair[1])[0])
        return used, figures(session, used), [*said, Paragraph(f"The nearest is {described(session, used)}:")]
    used = PayFilter(role=asked.role)
    nearer = figures(session, used) if asked.role else []
    if asked.narrowed and nearer:
        what = described(session, asked)
        said.append(
            Paragraph(f"No figure for {what} in the survey. The nearest is {described(session, used)} as a whole:")
        )
    return used, nearer, said


def _detail(
    session: Session, question: Question, asked: PayFilter, found: Sequence[PayFigure], whose: str
) -> tuple[list[Block], list[str]]:
    """What goes with a figure: the breakdown asked for, the asker's amount, or else the levels."""
    blocks, sources = percentile.asked_amount(session, question, asked, found)
    kind = told_by(question)
    if kind in asked.narrowed and not (kind == "year" and not asked.year):
        kind = None  # of one country alone there is nothing to tell apart
    if kind is None and not asked.narrowed and not blocks and asked.role:
        kind = "level"
    if kind:
        rows = figures_by(session, asked, kind)
        if len(rows) > 1:
            blocks += _beside_each_other(session, rows, kind, whose)
            sources += sources_of(rows)
    elif asked.needs_answers and not blocks:
        first = found[0]
        if first.sample and first.count >= FEW:
            title = f"Distribution of pay: {described(session, asked)}"
            blocks.append(pay_charts.distribution(title, first.sample, first.source))
    return blocks, sources


def _beside_each_other(session: Session, rows: Sequence[PayFigure], kind: str, whose: str) -> list[Block]:
    """A table of the figures and, of the source with most answers, a chart."""
    rest = len(rows) - _MOST_ROWS
    rows = rows[:_MOST_ROWS] if kind != "year" else rows
    blocks: list[Block] = [*tables(_NAMES[kind], named(session, rows, kind))]
    if kind == "year" and len(main_source(rows)) > 1:
        blocks.append(_change(main_source(rows)))
    if rest > 0 and kind != "year":
        blocks.append(Paragraph(f"And {rest} more with fewer answers."))
    drawn = named(session, main_source(rows), kind)
    title = f"Median pay of {whose} by {_NAMES[kind].lower()}"
    if len(drawn) > 1:
        blocks.append(pay_charts.trend(title, drawn) if kind == "year" else pay_charts.ladder(title, drawn))
    return blocks


def _change(years: Sequence[PayFigure]) -> Paragraph:
    """How far the median went up or down from the first year to the last."""
    first, last = years[0], years[-1]
    gap = last.median - first.median
    if not gap:
        return Paragraph(f"The median of {last.kind} is that of {first.kind}.")
    went = "rose" if gap > 0 else "fell"
    share = f" ({abs(gap) / first.median:.0%})" if first.median else ""
    return Paragraph(f"From {first.kind} to {last.kind} the median {went} by {money(abs(gap))} a year{share}.")


def _buttons(session: Session, role: Role, asked: PayFilter) -> list[Button]:
    levels, years = levels_and_years(session, role.name)
    buttons = [Button("All together", f"What does {a(role.name)} earn?")] if asked.narrowed else []
    buttons += [Button("By year", f"Salary of {a(role.name)} by year")] if len(years) > 1 else []
    if "senior" in levels and asked.level != "senior":
        buttons.append(Button("Senior level", f"What does a senior {role.name} earn?"))
    if has_answers(session) and not asked.country:
        buttons.append(Button("By country", f"Salary of {a(role.name)} by country"))
    return buttons + (asking(role, "skills") if role.has_profile else [])


def _all_listings(session: Session) -> Answer:
    found = search_listings(session, ListingFilter(), sort="pay_high", limit=10)
    lines = [f"{job.title} at {job.company}: {money_range(job.pay_min, job.pay_max, job.currency)}" for job in found]
    return Answer.of(
        Heading("Pay in my listings"),
        Bullets(tuple(lines)),
        buttons=[Button("Best paid", "Which job pays the most?"), Button("All listings", "Show me all jobs")],
        sources=[cited(job.source) for job in found],
    )
