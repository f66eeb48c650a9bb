"""Which titles of the survey earn more, or less, than an amount."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions.answer import Answer, Button, Heading, Paragraph
from actions.pay_filter import described, pay_filter
from actions.pay_told import FEW, main_source, named, sources_of, tables
from actions.question import Question, Reply
from actions.wording import a, counted, money
from knowledge.pay_figures import figures_by
from knowledge.survey_answers import PayFilter, has_answers

_TITLES = re.compile(r"\b(?:roles?|titles?|professions?|occupations?|careers?|who)\b", re.I)
_ONES = re.compile(r"\b(?:which|what) ones?\b", re.I)
_WHICH = re.compile(r"\W*(?:(?:and|or|ok|so|now)\W+)*(?:which|what|who)\b", re.I)
_WHICH_HAVE = re.compile(r"\W*(?:(?:and|or|ok|so|now)\W+)*(?:which|who) (?:have|are|earn|make|get|pay)\b", re.I)
_EARNING = re.compile(
    r"\b(?:medians?|pay\w*|paid|earn\w*|mak(?:e|es|ing)|salar(?:y|ies)|get|gets|above|over|below|under)\b", re.I
)
# "And below 50k?", after those above 200k.
_BEYOND = re.compile(
    r"\W*(?:(?:and|or|ok|now|what about)\W+)*(?:above|over|below|under|beyond|more than|less than)\W+[\d.,k $]+\W*",
    re.I,
)
_SHOWN = 12


def asks(question: Question) -> bool:
    """Whether the message asks which titles lie on one side of an amount: "which titles have a median above 200k?"."""
    amount = question.value("amount") or {}
    one_sided = (amount.get("low") is None) != (amount.get("high") is None)
    compared = question.context.topic == "compare_salaries"
    of_all = compared and not question.context.roles
    ones = compared and _ONES.search(question.text)  # "and which one is below 50k?"
    plural = _WHICH_HAVE.match(question.text)  # "which have a median above 200k?", after one title
    which = (of_all and _WHICH.match(question.text)) or (compared and plural)  # "and which have a median below 50k?"
    of_titles = (ones or which or _TITLES.search(question.text)) and _EARNING.search(question.text)
    beyond = of_all and _BEYOND.fullmatch(question.text)
    return bool(one_sided and (of_titles or beyond)) and not question.values("role", "role_head", "company")


def titles_beyond(question: Question, session: Session) -> Reply:
    """The titles with enough answers whose median is at least, or at most, the amount that is named."""
    amount = question.value("amount") or {}
    above, bound = amount.get("low") is not None, int(amount.get("low") or amount.get("high") or 0)
    asked = pay_filter(question)
    if not has_answers(session):
        asked = PayFilter(level=asked.level, since=asked.year, until=asked.year)
    rows = [figure for figure in figures_by(session, asked, "role") if figure.count >= FEW]
    found = [f for f in (main_source(rows) if rows else []) if (f.median >= bound if above else f.median <= bound)]
    found.sort(key=lambda f: (-f.median if above else f.median, str(f.kind)))
    shown = named(session, found[:_SHOWN], "role")
    side = f"{money(bound)} or {'more' if above else 'less'}"
    whose = f" ({described(session, asked)})" if asked.narrowed else ""
    context = question.context.about("compare_salaries", roles=(), salary_filter=asked)
    if not shown:
        said = Paragraph(f"No title with at least {FEW} answers has a median of {side}{whose}.")
        return Reply(Answer.of(said, sources=sources_of(rows[:1]), kind="answer" if rows else "unknown"), context)
    rest = len(found) - len(shown)
    return Reply(
        Answer.of(
            Heading(f"Median of {side}: {counted(len(found), 'title')}{whose}"),
            *tables("Title", shown),
            Paragraph(f"And {rest} more.") if rest else None,
            buttons=[Button(f"Pay: {name}"[:40], f"What does {a(name)} earn?") for name, _ in shown[:3]],
            sources=sources_of([figure for _, figure in shown]),
        ),
        context,
    )
