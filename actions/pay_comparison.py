"""Pay side by side: two roles, countries, levels or years; what pays best; which range is widest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from actions import listings, pay_charts, pay_range
from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph
from actions.listing_filter import TOPICS as TOPICS_OF_LISTINGS
from actions.listing_filter import refines
from actions.pay_filter import alternatives, asks_for_least, carried, condition, described, of_the_same_year, pay_filter
from actions.pay_roles import offered, unknown_pay
from actions.pay_told import FEW, main_source, named, of_all_levels, sources_of, tables
from actions.percentile import TOPICS
from actions.question import Question, Reply, unsaid
from actions.role_reference import points_at_one, refer, unknown_names
from actions.salaries import ask_salary
from actions.wording import a, listed, money
from knowledge.pay_figures import PayFigure, figures, figures_by
from knowledge.roles import Role, all_roles
from knowledge.survey_answers import PayFilter, has_answers

_MOST = re.compile(r"\b(?:most|best|highest|top|least|lowest|worst)\b", re.I)
_COMPARES = re.compile(
    r"\b(?:more|less|better|worse|higher|lower|vs\.?|versus|compar\w+|than|against|differ\w*|gap|richer|poorer|or)\b",
    re.I,
)
_LEAST = re.compile(r"\b(?:least|lowest|worst)\b", re.I)
_BEST_BY = {
    "country": re.compile(
        r"\b(?:(?:which|what|(?:best|highest|top|worst|lowest)[\w\s-]{0,20}) countr\w+|where\b)", re.I
    ),
    "level": re.compile(r"\b(?:which|what) (?:level|seniority)\b", re.I),
    "company_size": re.compile(r"\b(?:which|what) (?:(?:size of )?(?:company|companies|employer)(?: size)?)\b", re.I),
}
_WHICH_PAYS = re.compile(
    r"\W*(?:(?:and|so|ok|hm|now)\W+)*(?:which|what)(?: one)?(?: of (?:them|those|these))?(?: is| has)?(?: the)? "
    r"(?:pays?|paid|paying|better|best|most|more|highest|higher)\b(?: (?:pay\w*|paid|salary|money|more|most|best|better|the|one))*\W*", re.I,
)  # fmt: skip
_SAME_LEVEL = re.compile(
    r"\b(?:at|of|on|in) (?:that|this|the same) (?:level|lvl|seniority)\b|\bsame (?:level|lvl|seniority)\b|^\W*(?:and )?(?:vs\.?|versus)\s",
    re.I,
)
_SHOWN, _MOST_VARIANTS = 5, 8


def compare_salaries(question: Question, session: Session) -> Reply:
    """Who earns more of two or more, or who or where one earns the most of all."""
    if pay_range.asks(question.text):
        return pay_range.widest(session, question)
    of_listings = refines(question) or _of_those_shown(question) or question.values("company")
    if of_listings and not question.values("role", "role_head"):
        return listings.rank(question, session)
    reference = refer(session, question)
    roles = list(reference.roles)
    if reference.unknown and not reference.roles:
        return Reply(unknown_pay(session, reference.unknown), question.context)
    asked = pay_filter(question)
    same = _SAME_LEVEL.search(question.text) or of_the_same_year(question.text)
    goes_on = not question.values("role", "role_head") or same
    if goes_on and question.context.topic in TOPICS:
        asked = carried(question)
    several = alternatives(question)
    kind = next((kind for kind, words in _BEST_BY.items() if words.search(question.text)), None)
    compares = _MOST.search(question.text) or _COMPARES.search(question.text)
    of_one = points_at_one(question.text) and not compares
    if reference.named and len(roles) == 1 and not several and not kind and not of_one:
        roles += [r for r in all_roles(session) if r.name in question.context.roles and r.name != roles[0].name][:1]
    less = asks_for_least(question.text)
    names = tuple(r.name for r in roles)
    context = question.context.about("compare_salaries", roles=names, salary_filter=asked, least=less)
    if kind == "level" and len(roles) == 1 and not several and not has_answers(session):
        by_level = question.asking("ask_salary", text="by level", entities=unsaid("role", roles[0].name))
        return ask_salary(by_level, session)  # "which level makes the most?"
    if kind and len(roles) < 2 and not several and has_answers(session):
        about = PayFilter(**{**vars(asked), "role": roles[0].name if roles else None}).without(kind)
        least = bool(_LEAST.search(question.text))
        return Reply(_best(session, about, kind, least, _ranked(session, about, kind, least)), context)
    if several and len(roles) < 2 and (roles or has_answers(session)):
        return Reply(compared(session, question, roles, asked), context)
    # "Is it more than data engineers get usually?", of a listing for one, has its answer in the figures of that role.
    alone = len(roles) == 1 and (not reference.named or roles[0].name in question.context.roles or not compares)
    recent = question.context.recent_roles
    of_another = not question.values("role", "role_head", "unknown")
    if len(roles) == 1 and of_another and len(recent) > 1 and _COMPARES.search(question.text):
        roles = [r for r in all_roles(session) if r.name in recent]  # "does that other one pay more?"
        context = question.context.about("compare_salaries", roles=tuple(r.name for r in roles), salary_filter=asked)
    elif alone and not _MOST.search(question.text):
        return ask_salary(question, session)
    if len(roles) < 2 and (_MOST.search(question.text) or not roles):
        asked = pay_filter(question)  # of all roles: what was asked of one before does not go with it
        about = asked if has_answers(session) else PayFilter(level=asked.level, since=asked.year, until=asked.year)
        least = bool(_LEAST.search(question.text))
        ranked = _ranked(session, about, "role", least)
        first = next((name for name, _ in ranked), None)
        # "It" is then the one that earns the most; the roles spoken of before are still what "them" means.
        carried_on = question.context.roles if len(question.context.roles) > 1 or not first else (first,)
        context = question.context.about("compare_salaries", salary_filter=asked, roles=carried_on)
        return Reply(_best(session, about, "role", least, ranked), context)
    strange = unknown_names(question)
    if len(roles) < 2 and strange:
        unknown = Answer.of(
            Paragraph(f"I don’t know “{strange[0]}”, and have no salary figure for it."), kind="unknown"
        )
        reply = ask_salary(question.asking("ask_salary", entities=question.besides("unknown")), session)
        return replace(reply, answer=unknown.then(reply.answer))
    if len(roles) < 2:
        return Reply(_with_which(session, roles[0]), context)
    answer = compared(session, question, roles[:4], asked)
    if strange:
        answer = Answer.of(Paragraph(f"I don’t know “{strange[0]}”; I compare what I know.")).then(answer)
    return Reply(answer, context)


def _with_which(session: Session, role: Role) -> Answer:
    others = [r for r in all_roles(session) if r.has_profile and r != role]
    buttons = [Button(r.name, f"Who earns more, {a(role.name)} or {a(r.name)}?") for r in others[:3]]
    return Answer.of(Paragraph(f"Compare the pay of {a(role.name)} with which role?"), buttons=buttons, kind="question")


def compared(session: Session, question: Question, roles: Sequence[Role], asked: PayFilter) -> Answer:
    """Roles against each other, or one role (or all) under each of the conditions that the message names."""
    several = alternatives(question)
    levels = _levels_by_role(question) if len(roles) > 1 else []
    if len(levels) == len(roles):
        variants = [replace(asked, role=role.name, level=level) for role, level in zip(roles, levels)]
    elif len(roles) > 1 and several:  # "what do the two make as seniors, and at mid level?"
        name, values = several
        each = [replace(asked, role=role.name) for role in roles]
        variants = [_with(one, name, value) for value in values for one in each][:_MOST_VARIANTS]
    elif len(roles) > 1 or several is None:
        variants = [replace(asked, role=role.name) for role in roles]
    else:
        name, values = several
        one = replace(asked, role=roles[0].name if roles else None)
        variants = [_with(one, name, value) for value in values]
    if not has_answers(session) and any(variant.needs_answers for variant in variants):
        variants = [PayFilter(v.role, v.level, v.year, v.year) for v in variants]
        apart = [
            condition(session, asked, name).removeprefix("in ")
            for name in ("country", "company_size", "remote")
            if getattr(asked, name)
        ]
        none = f"; I have none for {listed(apart)} alone" if apart else ""
        note = Paragraph(f"The survey figures cover all countries, company sizes and ways of working together{none}.")
        variants = list(dict.fromkeys(variants))
    else:
        note, apart = None, []
    found = [(described(session, variant), variant, figures(session, variant)) for variant in variants]
    rows = [(name, figure) for name, _, sources in found for figure in sources]
    main = main_source([figure for _, figure in rows]) if rows else []
    paid = sorted(((n, f) for n, f in rows if f in main), key=lambda row: -row[1].median)
    blocks: list[Block] = _verdict(paid)
    sources = sources_of([figure for _, figure in rows])
    for (name, variant, its), role in zip(found, [*roles, *[None] * len(found)]):
        if not its:
            blocks.append(Paragraph(f"The survey has no figure for {name}."))
            offers, offer_sources = offered(session, variant) if role and variant.role == role.name else ([], [])
            if offers:
                blocks += [Paragraph(f"Listings for {a(role.name if role else name)} offer:"), Bullets(tuple(offers))]
                sources += offer_sources
    if rows:
        blocks += tables("Role" if len(roles) > 1 else "Who", sorted(rows, key=lambda row: -row[1].median))
    if len(paid) > 1:
        blocks.append(pay_charts.comparison(f"Pay of {' and '.join(name for name, _ in paid)}"[:120], paid))
    if asked.level and not question.values("level") and len(roles) > 1:
        blocks += of_all_levels(session, variants)
    if note:
        blocks.append(note)
    names = [role.name for role in roles]
    buttons = [Button(f"Pay: {name}"[:40], f"What does {a(name)} earn?") for name in names[:2]]
    if len(names) > 1:
        buttons.append(Button("Compare the roles", f"Compare {' and '.join(map(a, names[:2]))}"))
    told = sources and not apart and (rows or asked.since is asked.until is None)  # listings are of no year
    return Answer.of(*blocks, buttons=buttons, sources=sources, kind="answer" if told else "unknown")


def _levels_by_role(question: Question) -> list[str]:
    """The level of each role, in order, where each is named with its own: "senior scientists and entry-level engineers"."""
    named = sorted((e for e in question.entities if e.kind in ("role", "level")), key=lambda e: e.start)
    pairs = list(zip(named[::2], named[1::2]))
    in_turn = len(named) % 2 == 0 and len({tuple(e.kind for e in pair) for pair in pairs}) == 1
    if not in_turn or any(one.kind == other.kind for one, other in pairs):
        return []
    return [str(next(e.value for e in pair if e.kind == "level")) for pair in pairs]


def _with(asked: PayFilter, name: str, value: Any) -> PayFilter:
    return replace(asked, since=value, until=value) if name == "year" else replace(asked, **{name: value})


def _verdict(paid: Sequence[tuple[str, PayFigure]]) -> list[Block]:
    if len(paid) < 2:
        return [Heading(f"Only {paid[0][0]} has a figure")] if paid else []
    (first, high), (second, low) = paid[0], paid[1]
    gap = high.median - low.median
    if not gap:
        return [Heading(f"{first} and {second} earn the same")]
    more = f"{money(gap)} a year ({gap / low.median:.0%})" if low.median else f"{money(gap)} a year"
    return [
        Heading(f"{first} earns more"),
        Paragraph(f"The survey median is {more} above that of {second}."),
    ]


def rank_listings(question: Question, session: Session) -> Reply:
    """The listings in order of pay, unless the widest range is asked for."""
    return pay_range.widest(session, question) if pay_range.asks(question.text) else listings.rank(question, session)


def _of_those_shown(question: Question) -> bool:
    """Whether listings are compared: "which pays more?" after some were shown."""
    return question.context.topic in TOPICS_OF_LISTINGS and bool(_WHICH_PAYS.fullmatch(question.text))


def _ranked(session: Session, asked: PayFilter, kind: str, least: bool) -> list[tuple[str, PayFigure]]:
    """What has enough answers, best paid first (or worst), by name, of the source with most answers."""
    rows = figures_by(session, asked, kind)
    enough = [figure for figure in (main_source(rows) if rows else []) if figure.count >= FEW]
    best = sorted(enough, key=lambda figure: (figure.median if least else -figure.median, str(figure.kind)))[:_SHOWN]
    return named(session, best, kind)


def _best(session: Session, asked: PayFilter, kind: str, least: bool, shown: Sequence[tuple[str, PayFigure]]) -> Answer:
    """What pays best, or worst: `shown`, as `_ranked` gives them."""
    whose = described(session, asked) if asked.role or asked.narrowed else ""
    if not shown:
        said = (
            f"No {kind.replace('_', ' ')} has {FEW} answers for {whose}." if whose else "I have no salary figures yet."
        )
        return Answer.of(Paragraph(said), kind="unknown")
    verb = "the least" if least else "the most"
    heading = f"{shown[0][0]} earns {verb}" if kind == "role" else f"{shown[0][0]} pays {verb}"
    about = f"{whose}: by" if whose else "By"
    buttons = (
        [Button(f"Pay: {name}"[:40], f"What does {a(name)} earn?") for name, _ in shown[:3]] if kind == "role" else []
    )
    thing = "titles" if kind == "role" else {"country": "countries"}.get(kind, f"{kind.replace('_', ' ')}s")
    return Answer.of(
        Heading(heading),
        Paragraph(f"{about} the survey’s medians, among {thing} with enough answers:"),
        *tables(kind.replace("_", " ").capitalize(), shown),
        pay_charts.ladder(f"Median pay by {kind.replace('_', ' ')}" + (f": {whose}" if whose else ""), shown),
        buttons=buttons,
        sources=sources_of([figure for _, figure in shown]),
    )
