"""Surveys of any size drawn from a given one, and the questions that they answer."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.asking import Kind

ROLES = ("Data Engineer", "Data Scientist", "Data Analyst", "Machine Learning Engineer", "Research Scientist",
         "Analytics Engineer", "Applied Scientist", "Data Architect", "Research Engineer", "Data Manager")  # fmt: skip
LEVELS = {"entry": "EN", "mid": "MI", "senior": "SE", "executive": "EX"}
COUNTRIES = ("US", "GB", "CA", "DE", "ES", "FR", "IN", "AU")
REMOTE = {"yes": 100, "hybrid": 50, "no": 0}
SIZES = {"small": "S", "medium": "M", "large": "L"}


def draw(survey: Path, size: int, target: Path) -> None:
    """Write a survey of `size` answers, always the same ones.

    Each pay is changed by up to a tenth, so that hardly two answers are the same, and a size cannot shrink to the
    survey that it was drawn from.
    """
    chance = random.Random(size)
    with survey.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        for _ in range(size):
            row = chance.choice(rows)
            table.writerow({**row, "salary_in_usd": round(int(row["salary_in_usd"]) * chance.uniform(0.9, 1.1))})


def frame(survey: Path) -> Any:
    """The survey as pandas keeps it best for questions."""
    import pandas

    kinds = ("job_title", "company_location", "experience_level", "company_size")
    return pandas.read_csv(survey, dtype=dict.fromkeys(kinds, "category"))


def _quartiles(by: str | None = None) -> Callable[[Any, dict[str, list[Any]]], Any]:
    def answer(frame: Any, asked: dict[str, list[Any]]) -> Any:
        found = _chosen(frame, asked)
        pays = found.groupby(by, observed=True)["salary_in_usd"] if by else found["salary_in_usd"]
        return pays.quantile([0.25, 0.5, 0.75]), pays.count()

    return answer


def _chosen(frame: Any, asked: dict[str, list[Any]]) -> Any:
    mask = frame["salary_in_usd"] > 0
    for kind, column, codes in (
        ("role", "job_title", {}), ("place", "company_location", {}), ("level", "experience_level", LEVELS),
        ("remote", "remote_ratio", REMOTE), ("company_size", "company_size", SIZES),
    ):  # fmt: skip
        if kind in asked:
            mask &= frame[column].isin([codes.get(value, value) for value in asked[kind]])
    if "year" in asked:
        mask &= frame["work_year"] >= asked["year"][0]
    return frame.loc[mask]


def _share_below(frame: Any, asked: dict[str, list[Any]]) -> Any:
    return (_chosen(frame, asked)["salary_in_usd"] < asked["amount"][0]).mean()


def _role(chance: random.Random) -> str:
    return f"[{chance.choice(ROLES)}](role)"


def _place(chance: random.Random) -> str:
    return f"[{chance.choice(COUNTRIES)}](place)"


def _two(one: Callable[[random.Random], str], chance: random.Random) -> str:
    first = second = one(chance)
    while second == first:
        second = one(chance)
    return f"{first} or {second}"


def _level(chance: random.Random) -> str:
    return f"[{chance.choice(list(LEVELS))}](level)"


def _year(chance: random.Random) -> str:
    return f"since [{chance.choice((2021, 2022, 2023, 2024))}](year)"


def _anyone(chance: random.Random) -> str:
    """Half of all answers or more."""
    return chance.choice(("in the [US](place)", "at a [medium](company_size) company", "[no](remote)",
                          "since [2022](year)", "since [2021](year)", "since [2023](year)"))  # fmt: skip


KINDS = (
    Kind("a role", "ask_salary", lambda c: f"what does a {_role(c)} earn", _quartiles("experience_level")),
    Kind("a role at a level", "ask_salary", lambda c: f"what does a {_level(c)} {_role(c)} earn", _quartiles()),
    Kind("role, level, country, remote, since", "ask_salary",
         lambda c: f"median for {_level(c)} {_role(c)} in {_place(c)}, [{c.choice(list(REMOTE))}](remote), {_year(c)}",
         _quartiles()),
    Kind("a role in a country", "ask_salary", lambda c: f"what does a {_role(c)} earn in {_place(c)}", _quartiles()),
    Kind("all roles together", "ask_salary", lambda c: f"what do people earn {_anyone(c)}", _quartiles()),
    Kind("percentile of an amount", "ask_percentile",
         lambda c: f"what percentile is [{c.randrange(60_000, 250_000)}](amount) for a {_level(c)} {_role(c)}",
         _share_below),
    Kind("percentile of an amount among all", "ask_percentile",
         lambda c: f"what percentile is [{c.randrange(60_000, 250_000)}](amount) {_anyone(c)}", _share_below),
    Kind("trend by year", "ask_salary", lambda c: f"{_role(c)} pay by year in {_place(c)}", _quartiles("work_year")),
    Kind("by country", "ask_salary", lambda c: f"{_level(c)} {_role(c)} pay by country", _quartiles("company_location")),
    Kind("two roles in a country", "compare_salaries", lambda c: f"{_two(_role, c)} in {_place(c)}",
         _quartiles("job_title")),
    Kind("two countries", "compare_salaries", lambda c: f"{_role(c)} pay in {_two(_place, c)}",
         _quartiles("company_location")),
    Kind("best paid role in a country", "compare_salaries", lambda c: f"which role earns the most in {_place(c)}",
         _quartiles("job_title")),
    Kind("best paid country for a role", "compare_salaries", lambda c: f"which country pays {_role(c)} best {_year(c)}",
         _quartiles("company_location")),
    Kind("widest range", "compare_salaries", lambda c: f"which job has the widest salary range {_year(c)}",
         _quartiles("job_title")),
)  # fmt: skip
