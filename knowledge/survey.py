"""Salary statistics computed from the raw answers of a salary survey; `rolewise knowledge summarise` repeats it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from knowledge.document import Level
from knowledge.errors import SourceRefused
from knowledge.salary_file import SalaryEntry
from knowledge.yaml_file import read_yaml

LEVELS = {"EN": Level.ENTRY, "MI": Level.MID, "SE": Level.SENIOR, "EX": Level.EXECUTIVE}
COLUMNS = ("work_year", "experience_level", "job_title", "salary_in_usd")
MINIMUM = 10


@dataclass(frozen=True)
class Answer:
    """One answer to the survey; `pay` in whole USD a year."""

    title: str
    level: Level
    year: int
    pay: int


def quantile(ordered: Sequence[int], share: float) -> float:
    """Quantile of an ascending, non-empty sequence by linear interpolation (Hyndman and Fan's type 7)."""
    position = (len(ordered) - 1) * share
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def read_answers(path: Path) -> Iterator[Answer]:
    """The survey's answers in the file's order; SourceRefused, with the line, where one cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise SourceRefused(path, "line 1", f"the header lacks {', '.join(missing)}")
            for row in rows:
                yield _answer(path, rows.line_num, row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceRefused(path, "file", f"it cannot be read as CSV in UTF-8: {error}") from error


def _answer(path: Path, line: int, row: Mapping[str, str | None]) -> Answer:
    given = {column: (row[column] or "").strip() for column in COLUMNS}
    where = f"line {line}"
    if None in row:
        raise SourceRefused(path, where, "it has more fields than the header")
    if not given["job_title"]:
        raise SourceRefused(path, where, "job_title is empty")
    if given["experience_level"] not in LEVELS:
        known = ", ".join(LEVELS)
        raise SourceRefused(path, where, f"experience_level is {given['experience_level']!r}, not one of {known}")
    for column in ("work_year", "salary_in_usd"):
        if not re.fullmatch("[0-9]{1,9}", given[column]):
            raise SourceRefused(path, where, f"{column} is {given[column]!r}, not a whole number")
    level = LEVELS[given["experience_level"]]
    return Answer(given["job_title"], level, int(given["work_year"]), int(given["salary_in_usd"]))


def summarise(
    csv_path: Path, minimum: int = MINIMUM, aliases: Mapping[str, Sequence[str]] | None = None
) -> list[SalaryEntry]:
    """Statistics of every title with at least `minimum` answers, sorted: over all, by level, by year, by both.

    `aliases` names, for a title, the other titles that mean it. A level in one year needs `minimum` answers as well.
    """
    canonical = {other: title for title, others in (aliases or {}).items() for other in others}
    pays: defaultdict[tuple[str, Level | None, int | None], list[int]] = defaultdict(list)
    for answer in read_answers(csv_path):
        title = canonical.get(answer.title, answer.title)
        for level in (None, answer.level):
            for year in (None, answer.year):
                pays[title, level, year].append(answer.pay)
    rows = [
        _statistic(title, level, year, sorted(group))
        for (title, level, year), group in pays.items()
        if len(pays[title, None, None]) >= minimum and (level is None or year is None or len(group) >= minimum)
    ]
    order = list(LEVELS.values())
    return sorted(rows, key=lambda row: (row.title, order.index(row.level) if row.level else -1, row.year or 0))


def _statistic(title: str, level: Level | None, year: int | None, pays: Sequence[int]) -> SalaryEntry:
    p25, median, p75 = (round(quantile(pays, share)) for share in (0.25, 0.5, 0.75))
    return SalaryEntry(title, level, year, len(pays), p25, median, p75)


def read_aliases(path: Path) -> dict[str, list[str]]:
    """The `aliases` of a survey's source file; SourceRefused where they are not lists of titles, or contradict."""
    aliases = read_yaml(path).get("aliases", {})
    if not isinstance(aliases, dict):
        raise SourceRefused(path, "aliases", "it is not a mapping of a title to a list of titles")
    seen: set[str] = set()
    for title, others in aliases.items():
        if not (
            isinstance(title, str) and isinstance(others, list) and all(isinstance(other, str) for other in others)
        ):
            raise SourceRefused(path, f"aliases: {title}", "it is not a title with a list of titles")
        if doubled := (seen | set(aliases)) & set(others):
            raise SourceRefused(path, f"aliases: {title}", f"{min(doubled)} would mean two roles")
        seen |= set(others)
    return aliases


def write(rows: Iterable[SalaryEntry], path: Path) -> None:
    """Write the statistics as CSV, an empty level or year for all of them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(field.name for field in fields(SalaryEntry))
        for row in rows:
            level = row.level and row.level.value
            table.writerow((row.title, level, row.year, row.count, row.p25, row.median, row.p75))
