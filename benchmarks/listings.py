"""Feeds of synthetic postings of any size, and the questions that they answer."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.asking import Kind

COLUMNS = (
    "id",
    "title",
    "company",
    "city",
    "country",
    "remote",
    "salary_min",
    "salary_max",
    "currency",
    "period",
    "type",
)
_LEVELS = {"": None, "Senior ": "senior", "Junior ": "entry"}
_FIELDS = ("Data", "Kite", "Grain", "Wind", "Cloth")
_JOBS = ("Engineer", "Scientist", "Analyst", "Architect")
_CITIES = (("Berlin", "DE"), ("Lyon", "FR"), ("Leeds", "GB"), ("Austin", "US"), ("Boston", "US"))
_COMPANIES = 2_000
_PAGE = 5


def write(size: int, target: Path) -> None:
    """Write `size` postings as CSV, always the same ones."""
    chance = random.Random(size)
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for number in range(size):
            title = f"{chance.choice(list(_LEVELS))}{chance.choice(_FIELDS)} {chance.choice(_JOBS)}"
            company, (city, country) = f"Works {chance.randrange(_COMPANIES)}", chance.choice(_CITIES)
            low, currency = chance.randrange(40_000, 200_000, 500), chance.choice(("USD", "USD", "EUR"))
            high = low + chance.randrange(10_000, 60_000, 500)
            remote, kind = chance.choice(("yes", "no", "no")), chance.choice(("FULL_TIME", "FULL_TIME", "CONTRACTOR"))
            rows.writerow((number, title, company, city, country, remote, low, high, currency, "year", kind))


def frame(postings: Path) -> Any:
    """The postings as pandas keeps them best for questions."""
    import pandas

    kinds = ("title", "company", "city", "country", "remote", "currency", "period", "type")
    return pandas.read_csv(postings, dtype=dict.fromkeys(kinds, "category"))


def _found(sort: str | None = None) -> Callable[[Any, dict[str, list[Any]]], Any]:
    """The number of listings that match, and a page of them."""

    def answer(frame: Any, asked: dict[str, list[Any]]) -> Any:
        mask = frame["salary_max"] > 0
        if "role" in asked:
            mask &= frame["title"].isin([level + asked["role"][0] for level in _LEVELS])
        if "level" in asked:
            mask &= frame["title"].str.startswith({"senior": "Senior", "entry": "Junior"}[asked["level"][0]])
        if "place" in asked:
            country, _, city = asked["place"][0].partition("/")
            mask &= frame["country"] == country
            mask &= (frame["city"] == city) if city else True
        for kind, column in (("company", "company"), ("remote", "remote")):
            if kind in asked:
                mask &= frame[column] == asked[kind][0]
        if "over" in asked:
            mask &= (frame["salary_max"] >= asked["over"][0]) & (frame["currency"] == "USD")
        found = frame.loc[mask]
        return len(found), found.nlargest(_PAGE, sort) if sort else found.head(_PAGE)

    return answer


def _role(chance: random.Random) -> str:
    return f"[{chance.choice(_FIELDS)} {chance.choice(_JOBS)}](role)"


def _place(chance: random.Random) -> str:
    return f"[{chance.choice(_CITIES)[1]}](place)"


def _city(chance: random.Random) -> str:
    city, country = chance.choice(_CITIES)
    return f"[{country}/{city}](place)"


def _over(chance: random.Random) -> str:
    return f"over [{chance.randrange(60_000, 220_000)}](over)"


def _level(chance: random.Random) -> str:
    return f"[{chance.choice(('senior', 'entry'))}](level)"


KINDS = (
    Kind("all", "find_listings", lambda c: "show me all jobs", _found()),
    Kind("a role", "find_listings", lambda c: f"{_role(c)} jobs", _found()),
    Kind("a place", "find_listings", lambda c: f"jobs in {_city(c)}", _found()),
    Kind("a company", "find_listings", lambda c: f"jobs at [Works {c.randrange(_COMPANIES)}](company)", _found()),
    Kind("a level", "find_listings", lambda c: f"{_level(c)} jobs", _found()),
    Kind("pay", "find_listings", lambda c: f"jobs {_over(c)}", _found()),
    Kind("role, level, place, remote, pay", "find_listings",
         lambda c: f"[{c.choice(('yes', 'no'))}](remote) {_level(c)} {_role(c)} jobs in {_place(c)} {_over(c)}", _found()),
    Kind("how many", "count_listings", lambda c: f"how many {_role(c)} jobs are in {_place(c)}", _found()),
    Kind("best paid", "rank_listings", lambda c: f"which {_role(c)} job in {_place(c)} pays the most",
         _found("salary_max")),
    Kind("sorted by pay", "rank_listings", lambda c: f"sort {_level(c)} jobs {_over(c)} by pay", _found("salary_max")),
    Kind("what nobody offers", "find_listings", lambda c: f"{_role(c)} jobs in [JP](place) {_over(c)}", _found()),
    Kind("widest range", "compare_salaries", lambda c: "which job has the widest salary range", _found("salary_max")),
)  # fmt: skip
