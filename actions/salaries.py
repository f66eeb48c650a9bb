"""Pay: survey statistics and the ranges of listings, each named for what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions import listings
from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph, Table
from actions.chart import Chart, Series
from actions.question import Question, Reply
from actions.role_reference import RoleReference, refer, unknown_names, unknown_role
from actions.roles import asking
from actions.wording import a, cited, counted, listed, money, money_range
from knowledge.listings import ListingFilter, search_listings
from knowledge.roles import Role, all_roles, find_role
from knowledge.salaries import SalaryStatistic, best_paid, salary_levels, salary_of, salary_years
from knowledge.vocabulary import label, nearest

FEW = 10
_BY_YEAR = re.compile(
    r"\b(?:by year|years|trend\w*|over time|histor\w+|develop\w*|changed?|grow\w*|each year|per year \d)\b", re.I
)
_BY_LEVEL = re.compile(r"\b(?:levels?|by seniority|seniority|experience|ladder)\b", re.I)
_MOST = re.compile(r"\b(?:most|best|highest|top)\b", re.I)


def ask_salary(question: Question, session: Session) -> Reply:
    """What a role earns: median, usual range and count of the survey, then what listings offer."""
    reference = _with_field(session, question, refer(session, question))
    if reference.unknown and not reference.roles:
        return Reply(_unknown(session, reference.unknown), question.context)
    if not reference.roles:
        if "listings" in question.values("facet") and not reference.candidates:
            return Reply(_all_listings(session), question.context.about("ask_salary"))
        return Reply(_ask_role(session, reference.candidates), question.context.about("ask_salary", roles=()))
    roles = reference.roles
    level, year = question.value("level"), question.value("year")
    if not reference.named and question.context.topic in ("ask_salary", "compare_salaries"):
        level, year = level or question.context.level, year or question.context.year
    context = question.context.about("ask_salary", roles=tuple(r.name for r in roles), level=level, year=year)
    if len(roles) > 1:
        return Reply(_compared(session, roles[:4], level, year), context)
    answer = _of_role(session, roles[0], level, year, question.text)
    place = question.value("place")
    if place:
        note = Paragraph(
            f"The survey figures cover all countries together; I have none for {label(session, 'place', place)} alone."
        )
        answer = answer.then(Answer.of(note, kind=answer.kind))
    return Reply(answer, context)


def compare_salaries(question: Question, session: Session) -> Reply:
    """Who earns more of two or more roles, or which role earns the most of all."""
    if not question.values("role", "role_head") and listings.refines(question):
        return listings.rank(question, session)
    reference = refer(session, question)
    roles = list(reference.roles)
    if reference.unknown and not reference.roles:
        return Reply(_unknown(session, reference.unknown), question.context)
    if reference.named and len(roles) == 1:
        roles += [r for r in all_roles(session) if r.name in question.context.roles and r.name != roles[0].name][:1]
    level, year = question.value("level"), question.value("year")
    if len(roles) == 1 and not reference.named and not _MOST.search(question.text):
        return ask_salary(question, session)
    if len(roles) < 2 and (_MOST.search(question.text) or not roles):
        return Reply(_best_paid(session), question.context.about("compare_salaries"))
    context = question.context.about("compare_salaries", roles=tuple(r.name for r in roles), level=level, year=year)
    if len(roles) < 2:
        others = [r for r in all_roles(session) if r.has_profile and r not in roles]
        buttons = [Button(r.name, f"Who earns more, {a(roles[0].name)} or {a(r.name)}?") for r in others[:3]]
        return Reply(
            Answer.of(
                Paragraph(f"Compare the pay of {a(roles[0].name)} with which role?"), buttons=buttons, kind="question"
            ),
            context,
        )
    answer = _compared(session, roles[:4], level, year)
    strange = unknown_names(question)
    if strange:
        answer = Answer.of(Paragraph(f"I don’t know “{strange[0]}”; I compare what I know.")).then(answer)
    return Reply(answer, context)


def _with_field(session: Session, question: Question, reference: RoleReference) -> RoleReference:
    """Some survey titles are fields too ("Data Science"): without a role, the field's figures are meant."""
    if reference.named or reference.candidates:
        return reference
    titles = [find_role(session, str(name)) for name in question.values("degree", "skill")]
    paid = tuple(role for role in titles if role and role.answers)
    return RoleReference(paid, named=True) if paid else reference


def _of_role(session: Session, role: Role, level: str | None, year: int | None, text: str) -> Answer:
    statistic = salary_of(session, role.name, level, year)
    whole = salary_of(session, role.name)
    blocks: list[Block] = [Heading(f"Pay: {_called(session, role, level, year)}")]
    sources: list[str] = []
    if statistic:
        blocks += _told(statistic)
        sources.append(cited(statistic.source))
    elif whole:
        blocks.append(
            Paragraph(
                f"No figure for {_called(session, role, level, year)} in the survey. The nearest is {role.name} as a whole:"
            )
        )
        blocks += _told(whole)
        sources.append(cited(whole.source))
    levels = [s for s in salary_levels(session, role.name) if s.level]
    years = [s for s in salary_years(session, role.name) if s.year]
    if whole and _BY_YEAR.search(text) and len(years) > 1:
        blocks.append(_table("Year", [(str(s.year), s) for s in years]))
    elif whole and len(levels) > 1 and (not level or _BY_LEVEL.search(text)):
        named = [(label(session, "level", s.level or ""), s) for s in levels]
        blocks += [_table("Level", named), _chart(f"Median pay of {role.plural} by level", named)]
    offered, offered_sources = _offered(session, role)
    if offered:
        blocks += [Paragraph("Listings offer, a year:"), Bullets(tuple(offered))]
        sources += offered_sources
    elif whole:
        blocks.append(Paragraph(f"None of my listings is for {a(role.name)}."))
    if not whole:
        near = _nearest_paid(session, role.name)
        blocks.insert(1, Paragraph(f"No survey figure: fewer than {FEW} people with the title {role.name} answered."))
        if near:
            named_near = [f"{r.name} (median {money(s.median)}, {counted(s.count, 'answer')})" for r, s in near]
            blocks.append(Paragraph(f"The nearest titles with figures: {listed(named_near)}."))
            sources += [cited(s.source) for _, s in near]
    buttons = [Button("By year", f"Salary of {a(role.name)} by year")] if len(years) > 1 and whole else []
    buttons += (
        [Button("Senior level", f"What does a senior {role.name} earn?")]
        if any(s.level == "senior" for s in levels) and level != "senior"
        else []
    )
    buttons += asking(role, "skills") if role.has_profile else []
    buttons.append(Button("Which role earns the most?", "Which role earns the most?"))
    return Answer.of(*blocks, buttons=buttons, sources=sources, kind="answer" if sources else "unknown")


def _told(statistic: SalaryStatistic) -> list[Block]:
    blocks: list[Block] = [
        Paragraph(
            f"Survey median: {money(statistic.median)} a year. The middle half earn {money(statistic.p25)} to "
            f"{statistic.p75:,} ({counted(statistic.count, 'answer')}, all countries)."
        )
    ]
    if statistic.count < FEW:
        blocks.append(Paragraph(f"Caution: only {counted(statistic.count, 'answer')}, too few to rely on."))
    return blocks


def _table(first: str, rows: Sequence[tuple[str, SalaryStatistic]]) -> Table:
    return Table(
        (first, "Median", "Middle half", "Answers"),
        tuple((name, f"{s.median:,}", f"{s.p25:,} – {s.p75:,}", f"{s.count:,}") for name, s in rows),
        "Survey, USD a year",
        numeric=(1, 3),
    )


def _chart(title: str, rows: Sequence[tuple[str, SalaryStatistic]]) -> Chart:
    names = tuple(f"{name} ({counted(s.count, 'answer')})" for name, s in rows)
    medians = tuple(s.median for _, s in rows)
    said = ", ".join(f"{name} {median:,}" for name, median in zip(names, medians))
    return Chart(title, "USD a year", names, (Series("median", medians),), f"{title}: {said}.")


def _compared(session: Session, roles: Sequence[Role], level: str | None, year: int | None) -> Answer:
    found = [(role, salary_of(session, role.name, level, year)) for role in roles]
    paid = sorted(((r, s) for r, s in found if s), key=lambda pair: -pair[1].median)
    blocks: list[Block] = []
    sources = [cited(s.source) for _, s in paid]
    if len(paid) > 1:
        (first, high), (second, low) = paid[0], paid[1]
        gap = high.median - low.median
        if gap:
            blocks.append(Heading(f"{first.name} earns more"))
            blocks.append(
                Paragraph(
                    f"Its survey median is {money(gap)} a year ({gap / low.median:.0%}) above that of {second.name}."
                )
            )
        else:
            blocks.append(Heading(f"{first.name} and {second.name} earn the same"))
    elif paid:
        blocks.append(Heading(f"Only {paid[0][0].name} has a figure"))
    for role, statistic in found:
        if not statistic:
            blocks.append(Paragraph(f"The survey has no figure for {_called(session, role, level, year)}."))
            offered, offered_sources = _offered(session, role)
            if offered:
                blocks += [Paragraph(f"Listings for {a(role.name)} offer:"), Bullets(tuple(offered))]
                sources += offered_sources
    if paid:
        blocks.append(_table("Role", [(_called(session, r, level, year), s) for r, s in paid]))
    few = [r.name for r, s in paid if s.count < FEW]
    if few:
        blocks.append(Paragraph(f"Caution: fewer than {FEW} answers for {listed(few)}."))
    buttons = [Button(f"Pay: {r.name}"[:40], f"What does {a(r.name)} earn?") for r in roles[:2]]
    buttons.append(Button("Compare the roles", f"Compare {' and '.join(a(r.name) for r in roles[:2])}"))
    return Answer.of(*blocks, buttons=buttons, sources=sources, kind="answer" if sources else "unknown")


def _best_paid(session: Session) -> Answer:
    best = best_paid(session, 5)
    return Answer.of(
        Heading(f"{best[0].role} earns the most") if best else None,
        Paragraph("By the survey’s medians, among titles with enough answers:")
        if best
        else Paragraph("I have no salary figures yet."),
        _table("Role", [(s.role, s) for s in best]) if best else None,
        buttons=[Button(f"Pay: {s.role}"[:40], f"What does {a(s.role)} earn?") for s in best[:3]],
        sources=[cited(s.source) for s in best],
        kind="answer" if best else "unknown",
    )


def _offered(session: Session, role: Role) -> tuple[list[str], list[str]]:
    found = search_listings(session, ListingFilter(role=role.name), limit=5)
    lines = [f"{job.title} at {job.company}: {money_range(job.pay_min, job.pay_max, job.currency)}" for job in found]
    return lines, [cited(job.source) for job in found]


def _all_listings(session: Session) -> Answer:
    found = search_listings(session, ListingFilter(), sort="pay_high", limit=10)
    return Answer.of(
        Heading("Pay in my listings"),
        Bullets(
            tuple(
                f"{job.title} at {job.company}: {money_range(job.pay_min, job.pay_max, job.currency)}" for job in found
            )
        ),
        buttons=[Button("Best paid", "Which job pays the most?"), Button("All listings", "Show me all jobs")],
        sources=[cited(job.source) for job in found],
    )


def _ask_role(session: Session, candidates: Sequence[Role]) -> Answer:
    roles = candidates or [role for role in all_roles(session) if role.has_profile]
    return Answer.of(
        Paragraph("Whose pay? Name a role or title; I have survey figures for many."),
        buttons=[Button(r.name, f"What does {a(r.name)} earn?") for r in roles[:4]]
        + [Button("Which role earns the most?", "Which role earns the most?")],
        kind="question",
    )


def _unknown(session: Session, name: str) -> Answer:
    answer = unknown_role(session, name)
    return Answer.of(
        Paragraph(f"I have no salary figure for “{name}”."), *answer.blocks[1:], buttons=answer.buttons, kind="unknown"
    )


def _nearest_paid(session: Session, name: str) -> list[tuple[Role, SalaryStatistic]]:
    paid = {role.name: role for role in all_roles(session) if role.answers}
    near = dict.fromkeys(p.value for p, _ in nearest(session, name, ["role"], limit=20) if p.value in paid)
    found = [(paid[n], salary_of(session, n)) for n in list(near)[:2]]
    return [(role, statistic) for role, statistic in found if statistic]


def _called(session: Session, role: Role, level: str | None, year: int | None) -> str:
    parts = [label(session, "level", level).lower() if level else "", role.name, f"in {year}" if year else ""]
    text = " ".join(part for part in parts if part)
    return text[0].upper() + text[1:]
