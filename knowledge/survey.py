"""Salary statistics computed from the raw answers of a salary survey; `rolewise knowledge summarise` repeats it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from knowledge.document import Level
from knowledge.errors import SourceRefused
from knowledge.pay_sample import quantile
from knowledge.salary_file import SalaryEntry
from knowledge.survey_file import RefusedLine, read_answers
from knowledge.yaml_file import read_yaml

MINIMUM = 10


def summarise(
    csv_path: Path, minimum: int = MINIMUM, aliases: Mapping[str, Sequence[str]] | None = None
) -> list[SalaryEntry]:
    """Statistics of every title with at least `minimum` answers, sorted: over all, by level, by year, by both.

    `aliases` names, for a title, the other titles that mean it. A level in one year needs `minimum` answers as well.
    """
    canonical = {other: title for title, others in (aliases or {}).items() for other in others}
    pays: defaultdict[tuple[str, Level | None, int | None], list[int]] = defaultdict(list)
    for answer in read_answers(csv_path):
        if isinstance(answer, RefusedLine):
            raise SourceRefused(csv_path, f"line {answer.line}", answer.reason)
        title = canonical.get(answer.group.title, answer.group.title)
        for level in (None, Level(answer.group.level)):
            for year in (None, answer.group.year):
                pays[title, level, year].append(answer.pay)
    rows = [
        _statistic(title, level, year, sorted(group))
        for (title, level, year), group in pays.items()
        if len(pays[title, None, None]) >= minimum and (level is None or year is None or len(group) >= minimum)
    ]
    order = list(Level)
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
