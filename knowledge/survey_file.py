"""The raw answers of a salary survey, in the CSV format of aijobs.net (https://aijobs.net/salaries/)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Union

from knowledge.document import CompanySize, EmploymentType, Level, Remote
from knowledge.errors import SourceRefused

REQUIRED = ("work_year", "experience_level", "job_title", "salary_in_usd")
OPTIONAL = ("employment_type", "company_location", "remote_ratio", "company_size")
# The codes of the format; an empty optional cell is an answer that does not say.
_CODES: Mapping[str, Mapping[str, str]] = {
    "experience_level": {
        "EN": Level.ENTRY.value,
        "MI": Level.MID.value,
        "SE": Level.SENIOR.value,
        "EX": Level.EXECUTIVE.value,
    },
    "employment_type": {
        "FT": EmploymentType.FULL_TIME.value,
        "PT": EmploymentType.PART_TIME.value,
        "CT": EmploymentType.CONTRACT.value,
        "FL": EmploymentType.FREELANCE.value,
    },
    "remote_ratio": {"0": Remote.NO.value, "50": Remote.HYBRID.value, "100": Remote.YES.value},
    "company_size": {"S": CompanySize.SMALL.value, "M": CompanySize.MEDIUM.value, "L": CompanySize.LARGE.value},
}
_LONGEST_TITLE = 120
_YEARS = range(1950, 2101)
# So that memory does not grow with the file.
_MOST_KNOWN = 50_000


class Group(NamedTuple):
    """What answers are asked for by; `country` is a code of ISO 3166-1, None is not stated."""

    title: str
    level: str
    year: int
    employment_type: str | None = None
    country: str | None = None
    remote: str | None = None
    company_size: str | None = None


class Answer(NamedTuple):
    """One answer to the survey; `pay` in whole USD a year."""

    group: Group
    pay: int


@dataclass(frozen=True)
class RefusedLine:
    """A line that holds no answer, and why."""

    line: int
    reason: str


def is_survey(path: Path) -> bool:
    """Whether the file's first line names the columns of a salary survey."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return set(REQUIRED) <= set(_names(next(csv.reader([file.readline(10_000)]), [])))
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def read_answers(path: Path) -> Iterator[Union[Answer, RefusedLine]]:
    """The survey's answers in the file's order, holding no more than a line at a time.

    Raises:
        SourceRefused: the file is no CSV in UTF-8 from here on, or its header lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = _names(next(rows, []))
            missing = [column for column in REQUIRED if column not in header]
            if missing:
                raise SourceRefused(path, "line 1", f"the header lacks {', '.join(missing)}")
            places = [header.index(column) if column in header else None for column in (*REQUIRED[:3], *OPTIONAL)]
            pay_at, width = header.index(REQUIRED[3]), len(header)
            # The same few kinds of answers come again and again: each is checked once.
            known: dict[tuple[str, ...], Group | str] = {}
            for row in rows:
                if not row:
                    continue
                if len(row) != width:
                    yield RefusedLine(rows.line_num, _off(len(row), width))
                    continue
                cells = tuple("" if at is None else row[at] for at in places)
                group = known.get(cells)
                if group is None:
                    if len(known) >= _MOST_KNOWN:
                        known.clear()
                    group = known[cells] = _group(cells)
                pay = row[pay_at].strip()
                if isinstance(group, str):
                    yield RefusedLine(rows.line_num, group)
                elif not (pay.isascii() and pay.isdigit() and len(pay) < 10):
                    yield RefusedLine(rows.line_num, f"salary_in_usd is {_shown(pay)}, not a whole number")
                else:
                    yield Answer(group, int(pay))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceRefused(path, "file", f"it cannot be read as CSV in UTF-8: {error}") from error


def _names(header: Sequence[str]) -> list[str]:
    return [name.strip().lower() for name in header]


def _off(found: int, expected: int) -> str:
    return "it has more fields than the header" if found > expected else "it has fewer fields than the header"


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else cell[:40] + "…")


def _group(cells: tuple[str, ...]) -> Group | str:
    """The group of the cells of `REQUIRED[:3]` and `OPTIONAL`, or what is wrong with them."""
    year, level, title, employment_type, country, remote, size = (cell.strip() for cell in cells)
    title = " ".join(title.split())
    if not title:
        return "job_title is empty"
    if len(title) > _LONGEST_TITLE or not title.isprintable():
        return f"job_title is {_shown(title)}, no title of a job"
    if not re.fullmatch("[0-9]{1,9}", year):
        return f"work_year is {_shown(year)}, not a whole number"
    if int(year) not in _YEARS:
        return f"work_year is {year}, not between {_YEARS[0]} and {_YEARS[-1]}"
    coded = {
        "experience_level": level,
        "employment_type": employment_type,
        "remote_ratio": remote,
        "company_size": size,
    }
    for column, cell in coded.items():
        if cell not in _CODES[column] and (cell or column in REQUIRED):
            return f"{column} is {_shown(cell)}, not one of {', '.join(_CODES[column])}"
    if country and not re.fullmatch("[A-Z]{2}", country):
        return f"company_location is {_shown(country)}, not a code of ISO 3166 of two capitals"
    values = {column: _CODES[column].get(cell) for column, cell in coded.items()}
    return Group(
        title, str(values["experience_level"]), int(year), values["employment_type"], country or None,
        values["remote_ratio"], values["company_size"],
    )  # fmt: skip
