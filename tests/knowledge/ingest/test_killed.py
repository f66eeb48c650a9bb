"""An ingest killed at any point leaves the store as before or as after."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from knowledge.ingest import Outcome, ingest
from knowledge.listings import ListingFilter, count_listings
from knowledge.statements import statements_of
from knowledge.store import Store
from knowledge.survey_answers import PayFilter, count_answers
from tests.knowledge.surveys import drawn, write

TIMES = 50


@dataclass(frozen=True)
class Kind:
    """A sort of source: `write` makes the file of a run, `count` tells how much of what it says is in the store."""

    name: str
    times: int
    size: int
    write: Callable[[Path, int], Path]
    count: Callable[[Session, int], int]


def _postings(folder: Path, run: int) -> Path:
    path = folder / "jobs.csv"
    rows = "".join(f"{run}-{n},Kite Engineer,Kites {run}\n" for n in range(1_000))
    path.write_text("id,title,company\n" + rows)
    return path


def _answers(folder: Path, run: int) -> Path:
    rows = [{**row, "job_title": f"Kite Maker {run}"} for row in drawn(3_000, seed=run)]
    return write(rows, folder / "kites.csv", "Kites")


def _article(folder: Path, run: int) -> Path:
    path = folder / "kites.txt"
    duties = "".join(f"- Make kites of sort {n}\n" for n in range(100))
    role = f"Kite Maker {run}"
    path.write_text(f"Kites\n\nMay 2, 2025\n\nDefinitions\n\n{role}: makes kites.\n\nDuties\n\n{role}\n{duties}")
    return path


KINDS = [
    Kind("feed", 20, 1_000, _postings, lambda s, run: count_listings(s, ListingFilter(company=f"Kites {run}"))),
    Kind("survey", 20, 3_000, _answers, lambda s, run: count_answers(s, PayFilter(role=f"Kite Maker {run}"))),
    Kind("article", 10, 101, _article, lambda s, run: len(statements_of(s, f"Kite Maker {run}"))),
]


def _ingest(url: str, path: Path) -> None:
    ingest(Store.open(url), [path])


def test_they_are_killed_fifty_times() -> None:
    assert sum(kind.times for kind in KINDS) == TIMES


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_killed_at_random_points(kind: Kind, built_url: str, tmp_path: Path) -> None:
    # Forked from a process that has everything imported, and nothing open.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    chance = random.Random(5)
    store = Store.open(built_url)

    def started(run: int) -> multiprocessing.process.BaseProcess:
        process = context.Process(target=_ingest, args=(built_url, kind.write(tmp_path, run)))
        process.start()
        return process

    started(-1).join()  # the first waits for the imports
    start = time.monotonic()
    started(0).join()
    whole = time.monotonic() - start
    standing, cut = 0, 0
    for run in range(1, kind.times + 1):
        process = started(run)
        time.sleep(chance.uniform(0, 1.2 * whole))
        process.kill()
        process.join()
        with store.session() as session:
            counts = {n: kind.count(session, n) for n in (standing, run)}
        assert sorted(counts.values()) == [0, kind.size], counts
        cut += counts[run] == 0
        standing = run if counts[run] else standing
    assert cut, "no run was killed before it was done"
    (report,) = ingest(store, [kind.write(tmp_path, run)])
    assert report.outcome is (Outcome.UNCHANGED if standing == run else Outcome.REPLACED)
    store.close()
