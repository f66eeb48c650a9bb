"""An ingest killed at any point leaves the store as before or as after."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from knowledge.ingest import ingest
from knowledge.listings import ListingFilter, count_listings
from knowledge.store import Store

TIMES = 50
POSTINGS = 3_000
PROGRAM = """
import sys
from knowledge.ingest import ingest
from knowledge.store import Store
store = Store.open(sys.argv[1])
print("ready", flush=True)
ingest(store, [sys.argv[2]])
"""


def test_killed_at_random_points(built_url: str, tmp_path: Path) -> None:
    def write(run: int) -> Path:
        path = tmp_path / "jobs.csv"
        rows = "".join(f"{run}-{n},Kite Engineer,Kites {run}\n" for n in range(POSTINGS))
        path.write_text("id,title,company\n" + rows)
        return path

    chance = random.Random(5)
    store = Store.open(built_url)
    start = time.monotonic()
    ingest(store, [write(0)])
    whole = time.monotonic() - start
    store.close()
    standing, cut = 0, 0
    for run in range(1, TIMES + 1):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, built_url, str(write(run))],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 1.2 * whole))
        process.kill()
        process.wait()
        process.stdout.close()
        store = Store.open(built_url)
        with store.session() as session:
            counts = {n: count_listings(session, ListingFilter(company=f"Kites {n}")) for n in (standing, run)}
        store.close()
        assert sorted(counts.values()) == [0, POSTINGS], counts
        cut += counts[run] == 0
        standing = run if counts[run] else standing
    assert cut, "no run was killed before it was done"
