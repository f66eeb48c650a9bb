"""How fast the store takes in surveys and listings, and how fast it answers, beside plain pandas in the same run.

    python -m benchmarks.knowledge SURVEY.csv

SURVEY.csv is a salary survey in the aijobs.net format; surveys of 150,000 and 1,000,000 answers are drawn from it.
Listings are made up. Each question of a kind is asked in other words than the last, so that no answer is remembered.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import listings, salaries
from benchmarks.asking import HEAD, Kind, ask

SURVEYS = (150_000, 1_000_000)
LISTINGS = (10_000, 100_000)


def peak_memory() -> float:
    """Of this process, in MB; what getrusage tells takes in the process that it was started from."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def ingest(file: Path, url: str) -> None:
    """Read a file into a fresh store, in this process; print rows, seconds, and peak memory in MB before and after."""
    from knowledge.build import build
    from knowledge.ingest.files import ingest
    from knowledge.store import Store

    build(url)
    before, started = peak_memory(), time.perf_counter()
    (report,) = ingest(Store.open(url), [file])
    taken, after = time.perf_counter() - started, peak_memory()
    rows = report.added.get("answers") or report.added["new listings"]
    print(json.dumps([rows, taken, before, after]))


def measure(
    what: str, size: int, write: Callable[[Path], None], frame: Callable[[Path], Any], kinds: Sequence[Kind]
) -> None:
    """Take in a file of one size, ask every kind of question, and print both as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        file, url = Path(folder) / "rows.csv", f"sqlite:///{folder}/knowledge.db"
        write(file)
        # In a process of its own, whose peak memory is that of reading alone.
        command = [sys.executable, "-m", "benchmarks.knowledge", str(file), "--ingest", url]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows, taken, before, after = json.loads(done.stdout)
        stored = (Path(folder) / "knowledge.db").stat().st_size / 1e6
        print(f"\n{rows:,} {what}: read in {taken:.1f} s, {rows / taken:,.0f} a second; peak memory {before:.0f} MB "
              f"before, {after:.0f} MB after; the store takes {stored:.1f} MB\n\n{HEAD}", flush=True)  # fmt: skip
        table = frame(file)
        for kind in kinds:
            print(ask(url, table, kind).row(kind.name), flush=True)


def main() -> None:
    """Measure all sizes."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("survey", type=Path, help="a survey in the aijobs.net format to draw from")
    arguments.add_argument("--quick", action="store_true", help="the smaller sizes alone")
    arguments.add_argument("--ingest", metavar="URL", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.ingest:
        ingest(given.survey, given.ingest)
        return
    for size in SURVEYS[:1] if given.quick else SURVEYS:
        measure("answers", size, lambda to: salaries.draw(given.survey, size, to), salaries.frame, salaries.KINDS)  # noqa: B023
    for size in LISTINGS[:1] if given.quick else LISTINGS:
        measure("listings", size, lambda to: listings.write(size, to), listings.frame, listings.KINDS)  # noqa: B023


if __name__ == "__main__":
    main()
