"""An article's title and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.ingest.repair import Line

UNTITLED = "Untitled"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
_DATE_LINE_WORDS = 14


@dataclass(frozen=True)
class FrontMatter:
    """Title, date, and the numbers of the lines that say no more than these."""

    title: str
    published: date | None
    lines: frozenset[int]


def date_in(text: str) -> date | None:
    """The first date in a text: "2024-10-30", "Oct. 30, 2024" or "30 October 2024"."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            month = match["month"].lower()
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
            try:
                return date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                continue
    return None


def front_matter(lines: Sequence[Line], before: int | None = None) -> FrontMatter:
    """The title, which is the first line, and the date in the short lines below it, up to line number `before`."""
    if not lines:
        return FrontMatter(UNTITLED, None, frozenset())
    title = lines[0].text
    published: date | None = None
    taken = {lines[0].number}
    for line in lines[1:]:
        if before is not None and line.number >= before:
            break
        said_again = line.text.casefold().startswith(title.casefold())
        if said_again and re.match(r"\s*(?:[:|–—-]|$)", line.text[len(title) :]):
            taken.add(line.number)
        elif len(line.text.split()) <= _DATE_LINE_WORDS and (found := date_in(line.text)):
            published = published or found
            taken.add(line.number)
    return FrontMatter(title, published, frozenset(taken))
