"""Listings at scale: reading a feed of synthetic postings, and asking, beside a plain pandas answer in the same run.

Run: python -m benchmarks.listings [COUNT]
"""

from __future__ import annotations

import csv
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge.build import build
from knowledge.ingest import ingest
from knowledge.listings import ListingFilter, count_listings, search_listings
from knowledge.store import Store

COLUMNS = ("id", "title", "company", "city", "country", "salary_min", "salary_max", "currency", "period", "type")
_TITLES = [
    f"{level}{field} {job}"
    for level in ("", "Senior ", "Junior ")
    for field in ("Data", "Kite", "Grain", "Wind", "Cloth")
    for job in ("Engineer", "Scientist", "Analyst", "Architect")
]
_CITIES = (("Berlin", "DE"), ("Lyon", "FR"), ("Leeds", "GB"), ("Austin", "US"), ("Boston", "US"))
_PAGE = 5


def write(path: Path, count: int, seed: int = 1) -> None:
    """`count` postings as CSV."""
    chance = random.Random(seed)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for number in range(count):
            low, (city, country) = chance.randrange(40_000, 200_000, 500), chance.choice(_CITIES)
            company = f"Works {chance.randrange(2_000)}"
            currency = chance.choice(("USD", "USD", "EUR"))
            rows.writerow((number, chance.choice(_TITLES), company, city, country, low, low + 20_000, currency, "year", "FULL_TIME"))  # fmt: skip


def times(ask: Callable[[], Any], repeats: int = 100) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1_000)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def main(count: int) -> None:
    """Print rows a second, peak memory, and the times of each kind of question."""
    import pandas

    with tempfile.TemporaryDirectory() as folder:
        path, url = Path(folder) / "jobs.csv", f"sqlite:///{folder}/knowledge.db"
        write(path, count)
        build(url)
        store = Store.open(url)
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        (report,) = ingest(store, [path])
        took = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"{report.added['new listings']:,} listings in {took:.1f} s: {count / took:,.0f} a second; peak memory {before / 1024:.0f} → {after / 1024:.0f} MB"
        )
        table = pandas.read_csv(path)
        role = table[table.title.str.contains("Kite Engineer")]
        peers: dict[str, Callable[[], Any]] = {
            "role": lambda: table[table.title.str.contains("Kite Engineer")].head(_PAGE),
            "pay": lambda: table[(table.currency == "USD") & (table.salary_max >= 150_000)].head(_PAGE),
            "best paid": lambda: table[table.currency == "USD"].nlargest(_PAGE, "salary_max"),
            "mixed": lambda: role[(role.country == "DE") & (role.salary_max >= 100_000)].head(_PAGE),
        }
        kinds = {
            "all": (ListingFilter(), "relevance"),
            "role": (ListingFilter(role="Kite Engineer"), "relevance"),
            "place": (ListingFilter(place="DE"), "relevance"),
            "level": (ListingFilter(level="senior"), "relevance"),
            "company": (ListingFilter(company="Works 7"), "relevance"),
            "title words": (ListingFilter(title_words=("grain", "architect")), "relevance"),
            "pay": (ListingFilter(pay_at_least=150_000), "relevance"),
            "best paid": (ListingFilter(), "pay_high"),
            "mixed": (
                ListingFilter(role="Kite Engineer", place="DE", pay_at_least=100_000, currency="EUR"),
                "pay_high",
            ),
        }
        with store.session() as session:
            for name, (wanted, sort) in kinds.items():
                find = times(lambda: search_listings(session, wanted, sort, limit=_PAGE))  # noqa: B023
                number = times(lambda: count_listings(session, wanted))  # noqa: B023
                beside = f"; pandas {times(peers[name])[0]:.1f} ms" if name in peers else ""
                print(
                    f"{name:12} search {find[0]:6.1f} ms (99%: {find[1]:.1f}), count {number[0]:6.1f} ms (99%: {number[1]:.1f}){beside}"
                )
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
