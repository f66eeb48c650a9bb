"""Job postings: "Featured Job", then a title, "@ company | place", and "Full Time Mid-level USD 100K - 130K"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from knowledge.document import EmploymentType, Level, ListingEntry
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.naming import key
from knowledge.ingest.pay import Pay, read_pay
from knowledge.ingest.repair import Line, Mark
from knowledge.ingest.unplaced import Unplaced

_BETWEEN = " \t|,;·-–—/"


@dataclass
class FeaturedJobs:
    """The postings of an article, what is left of its lines, and what could not be read."""

    listings: list[ListingEntry] = field(default_factory=list)
    placed: list[int] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Terms:
    """The last line of a posting; `unread` is what is none of these."""

    employment_type: EmploymentType | None
    level: Level | None
    pay: Pay | None
    unread: str


def featured_jobs(lines: Sequence[Line], lexicon: Lexicon) -> FeaturedJobs:
    """Take the postings out of an article's lines."""
    jobs = FeaturedJobs()
    index = 0
    while index < len(lines):
        if not _opens(lines[index], lexicon):
            jobs.rest.append(lines[index])
            index += 1
            continue
        opening = lines[index]
        jobs.furniture.append(opening.number)
        block = _block(lines, index + 1, lexicon)
        index += 1 + len(block)
        _read(opening, block, lines[index] if index < len(lines) else None, lexicon, jobs)
    return jobs


def _opens(line: Line, lexicon: Lexicon) -> bool:
    # What follows is an emoji, or what damage has left of one.
    phrase = re.sub(r"[^\x00-\x7f].*", "", line.text).strip(" :")
    return line.mark is Mark.NONE and key(phrase) in map(key, lexicon.grammar.featured_job)


def _block(lines: Sequence[Line], start: int, lexicon: Lexicon) -> list[Line]:
    """A title, an "@" line and a line of terms, as far as they are there."""
    block: list[Line] = []
    for line in lines[start : start + 3]:
        if _opens(line, lexicon) or line.mark is not Mark.NONE:
            break
        if len(block) < 2 and line.text.startswith("@") != (len(block) == 1):
            break
        if len(block) == 2 and not _are_terms(line.text, lexicon):
            break
        block.append(line)
    return block


def _are_terms(text: str, lexicon: Lexicon) -> bool:
    terms = read_terms(text, lexicon)
    return any((terms.employment_type, terms.level, terms.pay))


def _read(opening: Line, block: Sequence[Line], following: Line | None, lexicon: Lexicon, jobs: FeaturedJobs) -> None:
    if not block and following and _opens(following, lexicon):
        return  # "Featured Jobs" above the first of them
    if len(block) < 2:
        reason = "a job without '@ company | place' below its title" if block else "no job title stands below it"
        jobs.unplaced += [Unplaced(line.number, line.text, reason) for line in block or [opening]]
        return
    company, bar, place = (part.strip() for part in block[1].text[1:].rpartition("|"))
    if not (bar and company and place):
        reason = "a job's company and place are not written '@ company | place'"
        jobs.unplaced += [Unplaced(line.number, line.text, reason) for line in block]
        return
    terms = read_terms(block[2].text, lexicon) if len(block) > 2 else Terms(None, None, None, "")
    if terms.unread:
        jobs.unplaced.append(Unplaced(block[2].number, block[2].text, f"not understood in it: {terms.unread!r}"))
    pay = terms.pay or Pay(None, None, None)
    try:
        listing = ListingEntry(
            title=block[0].text,
            company=company,
            place=place,
            employment_type=terms.employment_type,
            level=terms.level,
            currency=pay.currency,
            pay_min=pay.minimum,
            pay_max=pay.maximum,
        )
    except ValidationError as error:
        reason = f"a job that cannot be: {error.errors()[0]['msg']}"
        jobs.unplaced += [Unplaced(line.number, line.text, reason) for line in block]
        return
    jobs.listings.append(listing)
    jobs.placed += [line.number for line in block]


def read_terms(text: str, lexicon: Lexicon) -> Terms:
    """Read a line of terms from its left; each part may be missing."""
    employment, rest = _leading(text, lexicon.employment_types)
    level, rest = _leading(rest, lexicon.levels)
    if employment is None:
        employment, rest = _leading(rest, lexicon.employment_types)
    pay = read_pay(rest, lexicon.grammar.currency_signs)
    return Terms(
        lexicon.employment_types[employment] if employment else None,
        lexicon.levels[level] if level else None,
        pay,
        "" if pay else rest,
    )


def _leading(text: str, forms: Iterable[str]) -> tuple[str | None, str]:
    """The longest of the forms with which a text begins, and the rest of the text."""
    for form in sorted(forms, key=len, reverse=True):
        words = r"[\s./–-]+".join(map(re.escape, form.split()))
        if match := re.match(rf"{words}(?!\w)", text, re.IGNORECASE):
            return form, text[match.end() :].strip(_BETWEEN)
    return None, text.strip(_BETWEEN)
