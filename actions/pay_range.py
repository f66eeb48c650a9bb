"""Which job or role has the widest range of pay, or the narrowest."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.answer import Answer, Block, Button, Heading, Paragraph
from actions.pay_filter import pay_filter
from actions.pay_told import FEW, main_source, named, sources_of, tables
from actions.question import Question, Reply
from actions.wording import cited, money, money_range
from knowledge.listings import ListingFilter, search_listings
from knowledge.pay_figures import figures_by
from knowledge.survey_answers import PayFilter, has_answers

_RANGE = re.compile(
    r"\b(?P<which>wid|broad|larg|bigg|great|narrow|small|tight)\w*\s+(?:(?:salary|pay|wage|income)\s+)?"
    r"(?:range|spread|gap|band|span|variation)", re.I,
)  # fmt: skip
_NARROW = re.compile(r"narrow|small|tight", re.I)
_SHOWN = 5


def asks(text: str) -> bool:
    """Whether a text asks for the widest or narrowest range."""
    return bool(_RANGE.search(text))


def widest(session: Session, question: Question) -> Reply:
    """Which listing offers the widest range, and which role's middle half lies widest apart."""
    match = _RANGE.search(question.text)
    narrow = bool(match and _NARROW.match(match["which"]))
    sign, which = (1, "narrowest") if narrow else (-1, "widest")
    found = search_listings(session, ListingFilter(), "range_narrow" if narrow else "range_wide", limit=1)
    jobs = [job for job in found if job.pay_min is not None and job.pay_max is not None]
    asked = pay_filter(question)
    about = asked if has_answers(session) else PayFilter(level=asked.level, since=asked.year, until=asked.year)
    rows = figures_by(session, about, "role")
    enough = [figure for figure in (main_source(rows) if rows else []) if figure.count >= FEW]
    spread = sorted(enough, key=lambda figure: (sign * (figure.p75 - figure.p25), str(figure.kind)))[:_SHOWN]
    blocks: list[Block] = []
    if jobs:
        job = jobs[0]
        apart = (job.pay_max or 0) - (job.pay_min or 0)
        blocks += [
            Heading(f"{job.title} at {job.company} has the {which} pay range"),
            Paragraph(
                f"Of my listings it offers {money_range(job.pay_min, job.pay_max, job.currency)}, "
                f"{money(apart, job.currency or 'USD')} apart."
            ),
        ]
    if spread:
        first = spread[0]
        if not jobs:
            blocks.append(Heading(f"{first.kind} has the {which} pay range"))
        blocks.append(
            Paragraph(
                f"Of the survey’s titles with enough answers, the middle half of {first.kind} lies {which}: "
                f"{money(first.p75 - first.p25)} apart."
            )
        )
        blocks += tables("Role", named(session, spread, "role"))
    if not blocks:
        return Reply(Answer.of(Paragraph("I have no pay ranges yet."), kind="unknown"), question.context)
    answer = Answer.of(
        *blocks,
        buttons=[
            Button("Best paid listing", "Which job pays the most?"),
            Button("Best paid role", "Which role earns the most?"),
        ],
        sources=[*([cited(jobs[0].source)] if jobs else []), *sources_of(spread)],
    )
    context = question.context.about("compare_salaries", roles=(), salary_filter=PayFilter())
    if jobs:  # "where is that?" means the listing
        context = replace(context, topic="rank_listings", shown=(jobs[0].id,), opened=jobs[0].id)
    return Reply(answer, context)
