"""Where an amount stands among the answers ("what percentile is 140k?"), and which amount stands at a percentile."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions import pay_charts
from actions.answer import Answer, Block, Button, Heading, Paragraph
from actions.pay_filter import carried, described, left_out, pay_filter
from actions.pay_roles import ask_role, paid_roles, unknown_pay
from actions.pay_told import FEW, of_all_levels, sources_of, told
from actions.question import Question, Reply
from actions.wording import a, cited, counted, money
from knowledge.pay_figures import PayFigure, figures
from knowledge.survey_answers import PayFilter, Sampled, has_answers, pays_of

TOPICS = ("ask_salary", "compare_salaries", "ask_percentile")
# What every figure of a survey tells.
_QUARTILES = (0.25, 0.5, 0.75)
_PERCENTILE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:percentile|centile)s?\b", re.I)
_TOP = re.compile(r"\b(?P<side>top|highest|upper|best(?:[\s-]paid)?|bottom|lowest|worst(?:[\s-]paid)?)\s+"
                  r"(?P<share>\d{1,2})\s?(?:%|percent|per cent)", re.I)  # fmt: skip
_LOW = re.compile(r"bottom|lowest|worst", re.I)


def ask_percentile(question: Question, session: Session) -> Reply:
    """The percentile of an amount, or the amount of a percentile, for any mix of conditions."""
    paid = paid_roles(session, question)
    if paid.unknown:
        return Reply(unknown_pay(session, paid.unknown), question.context.about("ask_percentile", roles=()))
    goes_on = question.context.topic in TOPICS and (question.elliptic or not paid.named)
    asked = carried(question) if goes_on else pay_filter(question)
    context = question.context.about("ask_percentile", roles=tuple(r.name for r in paid.roles), salary_filter=asked)
    if not paid.roles and not (asked.narrowed and has_answers(session)):
        return Reply(ask_role(session, paid.candidates), context)
    role = paid.roles[0].name if paid.roles else None
    about = PayFilter(**{**vars(asked), "role": role})
    blocks, sources = asked_amount(session, question, about)
    if blocks and not sources:
        known = figures(session, about)
        blocks, sources = [*blocks, *told(known, about)], sources_of(known)
    named = a(role) if role else "a role"
    if not blocks:
        if amount_of(question) is None and share_of(question.text) is None:
            text = f"Which amount? Ask for example: “What percentile is 140k for {named}?”"
            return Reply(Answer.of(Paragraph(text), kind="question"), context)
        text = f"No figure for {described(session, about)} in the survey."
        button = Button("Pay", f"What does {named} earn?") if role else None
        return Reply(Answer.of(Paragraph(text), buttons=[button] if button else [], kind="unknown"), context)
    if about.level and not question.values("level"):
        blocks = [*blocks, *of_all_levels(session, [about])]
    if paid.instead_of:
        said = f"I have no figures for “{paid.instead_of}”; the nearest title is {role}."
        blocks = [Paragraph(said), *blocks]
    buttons = [Button("Median and range", f"What does {named} earn?")] if role else []
    heading = Heading(f"{_asked(question)}: {described(session, about)}")
    kind = "unknown" if beyond_quartiles(session, question, about) else "answer"
    shown = (heading, *left_out(session, question), *blocks)
    return Reply(Answer.of(*shown, buttons=buttons, sources=sources, kind=kind), context)


def beyond_quartiles(session: Session, question: Question, asked: PayFilter) -> bool:
    """Whether the message asks what stands at a percentile that no source tells: the 90th, where quartiles are all."""
    share = share_of(question.text)
    if share is None or share in _QUARTILES or amount_of(question) is not None:
        return False
    return not any(figure.sample for figure in figures(session, asked)) and not pays_of(session, asked)


def asked_amount(
    session: Session, question: Question, asked: PayFilter, given: Sequence[PayFigure] | None = None
) -> tuple[list[Block], list[str]]:
    """Where the amount that the message names stands, or what stands at the percentile that it names; else nothing.

    `given` are the figures for `asked`, where they are known already.
    """
    amount, share = amount_of(question), share_of(question.text)
    if amount is None and share is None:
        return [], []
    foreign = (question.value("amount") or {}).get("currency")
    if amount is not None and foreign not in (None, "USD"):
        text = f"The survey counts in USD, and I convert nothing: I cannot place {money(amount, foreign)} among its answers."
        return [Paragraph(text)], []
    blocks: list[Block] = []
    sources: list[str] = []
    if given is None:
        given = figures(session, asked)
    sampled = [Sampled(f.source, f.sample) for f in given if f.sample] or pays_of(session, asked)
    for found in sampled:
        name = f"{found.source.title}: " if len(sampled) > 1 else ""
        said = _ranked(found, amount) if amount is not None else _at(found, share or 0.5)
        blocks.append(Paragraph(name + said))
        if found.sample.count < FEW:
            blocks.append(Paragraph(f"Caution: only {counted(found.sample.count, 'answer')}, too few to rely on."))
        sources.append(cited(found.source))
    if sampled and sampled[0].sample.count >= FEW:
        title = f"Distribution of pay: {described(session, asked)}"
        mark = amount if amount is not None else sampled[0].sample.quantiles([share or 0.5])[0]
        blocks.append(pay_charts.distribution(title, sampled[0].sample, sampled[0].source, mark))
    known = {found.source.slug for found in sampled}
    rough = [figure for figure in given if figure.source.slug not in known]
    for figure in rough:
        name = f"{figure.source.title}: " if len(rough) + len(sampled) > 1 else ""
        blocks.append(Paragraph(name + (_between(figure, amount) if amount is not None else _quartiles(figure))))
    sources += sources_of(rough)
    return blocks, sources


def amount_of(question: Question) -> int | None:
    """The one amount that the message names; of a range, none."""
    given = question.value("amount") or {}
    low, high = given.get("low"), given.get("high")
    return None if low is not None and high is not None and low != high else low if low is not None else high


def share_of(text: str) -> float | None:
    """0.9 for "the 90th percentile" and "the top 10 %"."""
    percentile, top = _PERCENTILE.search(text), _TOP.search(text)
    if percentile:
        return int(percentile[1]) / 100
    if not top:
        return None
    share = int(top["share"]) / 100
    return share if _LOW.search(top["side"]) else 1 - share


def _asked(question: Question) -> str:
    amount, share = amount_of(question), share_of(question.text)
    currency = (question.value("amount") or {}).get("currency") or "USD"
    return money(amount, currency) if amount is not None else f"The {_ordinal(round((share or 0) * 100))} percentile"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _ranked(found: Sampled, amount: int) -> str:
    rank, count = found.sample.rank(amount), found.sample.count
    return (
        f"{money(amount)} a year is at the {_ordinal(round(rank.percentile))} percentile: of "
        f"{counted(count, 'answer')}, {rank.below:,} ({rank.below / count:.0%}) are lower, {rank.equal:,} "
        f"({rank.equal / count:.0%}) the same and {rank.above:,} ({rank.above / count:.0%}) higher."
    )


def _at(found: Sampled, share: float) -> str:
    (amount,) = found.sample.quantiles([share])
    return (
        f"{money(amount)} a year stands at the {_ordinal(round(share * 100))} percentile of "
        f"{counted(found.sample.count, 'answer')}."
    )


def _between(figure: PayFigure, amount: int) -> str:
    """What quartiles alone can tell."""
    edges: Sequence[tuple[int, str]] = (
        (figure.p25, "lower quartile"), (figure.median, "median"), (figure.p75, "upper quartile"),
    )  # fmt: skip
    reached = [name for edge, name in edges if edge <= amount]
    ahead = [name for edge, name in edges if edge > amount]
    place = f"between the {reached[-1]} and the {ahead[0]}" if reached and ahead else (
        f"above the {reached[-1]}" if reached else f"below the {ahead[0]}"
    )  # fmt: skip
    shares = {0: "below the 25th", 1: "between the 25th and 50th", 2: "between the 50th and 75th", 3: "above the 75th"}
    return (
        f"{money(amount)} a year lies {place}, so {shares[len(reached)]} percentile of {counted(figure.count, 'answer')}. "
        + _quartiles(figure)
    )


def _quartiles(figure: PayFigure) -> str:
    return (
        f"I have only the quartiles of this source: {money(figure.p25)} (25th percentile), {figure.median:,} (50th) and "
        f"{figure.p75:,} (75th)."
    )
