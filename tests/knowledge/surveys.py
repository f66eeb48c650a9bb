"""A small survey of a test's own, and the raw answers as the standard library sees them."""

from __future__ import annotations

import csv
import random
import statistics
from collections.abc import Sequence
from pathlib import Path

COLUMNS = ("work_year", "experience_level", "employment_type", "job_title", "salary", "salary_currency",
           "salary_in_usd", "employee_residence", "remote_ratio", "company_location", "company_size")  # fmt: skip
SHARED = Path(__file__).parents[3] / "shared" / "data" / "aijobs-salaries-2020-2024.csv"
DESCRIBED = """
slug: {slug}
title: {title}
"""

Row = dict[str, str]


def drawn(count: int = 600, seed: int = 1) -> list[Row]:
    """Answers at random, of few kinds each, so that every kind of question has some."""
    chance = random.Random(seed)
    return [
        dict(
            zip(
                COLUMNS,
                (
                    str(chance.choice((2021, 2022, 2023, 2024))), chance.choice(("EN", "MI", "SE", "EX")),
                    chance.choice(("FT", "FT", "FL")),
                    chance.choice(("Data Engineer", "Data Scientist", "Kite Maker", "Staff Kite Tester")),
                    "0", "USD", str(chance.randrange(30_000, 300_000, 500)), "US",
                    chance.choice(("0", "50", "100")), chance.choice(("US", "DE", "FR", "AD")), chance.choice("SML"),
                ),
            )
        )
        for _ in range(count)
    ]  # fmt: skip


def write(rows: Sequence[Row], path: Path, title: str = "", slug: str = "") -> Path:
    """The rows as CSV, with a description beside it where a title is given."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    if title:
        path.with_suffix(".yaml").write_text(DESCRIBED.format(slug=slug or path.stem, title=title), encoding="utf-8")
    return path


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quartiles(pays: Sequence[int]) -> tuple[int, int, int]:
    """By the standard library."""
    if len(pays) == 1:
        return pays[0], pays[0], pays[0]
    p25, median, p75 = (round(q) for q in statistics.quantiles(pays, n=4, method="inclusive"))
    return p25, median, p75
