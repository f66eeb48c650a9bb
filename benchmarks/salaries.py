"""How fast a salary survey is read and asked, beside plain pandas: `python -m benchmarks.salaries SURVEY.csv`.

Surveys of 150,000 and 1,000,000 answers are drawn from the given one with replacement; each pay is changed by up to
a tenth, so that hardly two answers are the same, and a size cannot shrink to the survey that it was drawn from.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

SIZES = (150_000, 1_000_000)
REPEATS = 101
# Each kind of question: its intent, its words with what is recognised in them, and the columns that pandas filters by.
QUESTIONS: Sequence[tuple[str, str, str]] = (
    ("a role", "ask_salary", "what does a [Data Engineer](role) earn"),
    ("role, level, country, remote, since", "ask_salary",
     "median for [senior](level) [Data Engineer](role) in [DE](place), [yes](remote), since [2023](year)"),
    ("role and country", "ask_salary", "what does a [Data Engineer](role) earn in the [US](place)"),
    ("country alone", "ask_salary", "what do people earn in the [US](place)"),
    ("percentile", "ask_percentile", "what percentile is [140000](amount) for a [senior](level) [Data Scientist](role)"),
    ("trend by year", "ask_salary", "[Data Engineer](role) pay by year in the [US](place)"),
    ("by country", "ask_salary", "[Data Engineer](role) pay by country"),
    ("two roles", "compare_salaries", "[Data Engineer](role) or [Data Scientist](role) in the [US](place)"),
    ("two countries", "compare_salaries", "[Data Engineer](role) pay in the [US](place) or in [GB](place)"),
    ("best paid role", "compare_salaries", "which role earns the most in [GB](place)"),
    ("widest range", "compare_salaries", "which job has the widest salary range"),
)  # fmt: skip
_MARKED = re.compile(r"\[([^\]]+)\]\((\w+)\)")


def draw(survey: Path, size: int, target: Path) -> None:
    """Write a survey of `size` answers, always the same ones."""
    chance = random.Random(size)
    with survey.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        for _ in range(size):
            row = chance.choice(rows)
            table.writerow({**row, "salary_in_usd": round(int(row["salary_in_usd"]) * chance.uniform(0.9, 1.1))})


def peak_memory() -> float:
    """Of this process, in MB; what getrusage tells takes in the process that it was started from."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


def ingest(survey: Path, folder: Path) -> None:
    """Read a survey into a fresh store, in this process; print seconds and peak memory in MB, before and after."""
    from knowledge.build import build
    from knowledge.ingest.files import ingest
    from knowledge.store import Store

    url = f"sqlite:///{folder / 'knowledge.db'}"
    build(url)
    before = peak_memory()
    started = time.perf_counter()
    (report,) = ingest(Store.open(url), [survey])
    taken = time.perf_counter() - started
    after = peak_memory()
    print(json.dumps([report.added["answers"], taken, before, after]))


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds."""
    run()
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        run()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=100, method="inclusive")[98]


def question(intent: str, marked: str) -> Any:
    """A message as it comes out of the NLU."""
    from actions.context import Context
    from actions.question import Entity, Question

    text, entities, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        value: Any = int(match[1]) if match[2] in ("year", "amount") else match[1]
        if match[2] == "amount":
            value = {"low": value, "high": value, "currency": None}
        entities.append(Entity(match[2], value, match[1], len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    text += marked[at:]
    return Question(intent, text, tuple(entities), Context(), text)


def by_pandas(frame: Any, marked: str) -> Any:
    """The figures of the same question, as one would compute them on a frame that is already in memory."""
    named = [(kind, value) for value, kind in _MARKED.findall(marked)]
    columns = {"role": "job_title", "place": "company_location"}
    mask = frame["salary_in_usd"] > 0
    for kind, column in columns.items():
        values = [value for k, value in named if k == kind]
        if values:
            mask &= frame[column].isin(values)
    if ("level", "senior") in named:
        mask &= frame["experience_level"] == "SE"
    if ("remote", "yes") in named:
        mask &= frame["remote_ratio"] == 100
    for kind, value in named:
        if kind == "year":
            mask &= frame["work_year"] >= int(value)
    found = frame.loc[mask]
    amount = next((int(value) for kind, value in named if kind == "amount"), None)
    if amount is not None:
        return (found["salary_in_usd"] < amount).mean()
    by = (
        "work_year" if "by year" in marked
        else "company_location" if "by country" in marked or marked.count("(place)") > 1
        else "job_title" if marked.count("(role)") > 1 or "which" in marked
        else None
    )  # fmt: skip
    pays = found.groupby(by, observed=True)["salary_in_usd"] if by else found["salary_in_usd"]
    return pays.quantile([0.25, 0.5, 0.75])


def ask(survey: Path, folder: Path) -> list[tuple[str, float, float, float]]:
    """Median and 99th percentile of each kind of question, and the median of pandas, in milliseconds."""
    import pandas

    from actions.dispatch import answer
    from knowledge.store import Store

    frame = pandas.read_csv(
        survey,
        dtype=dict.fromkeys(("job_title", "company_location", "experience_level", "company_size"), "category"),
    )
    store = Store.open(f"sqlite:///{folder / 'knowledge.db'}")
    found = []
    for name, intent, marked in QUESTIONS:
        asked = question(intent, marked)

        def ours(asked: Any = asked) -> None:
            with store.session() as session:
                reply = answer(asked, session)
            assert reply.answer.kind == "answer", reply.answer

        found.append((name, *timed(ours), timed(lambda marked=marked: by_pandas(frame, marked))[0]))
    return found


def main() -> None:
    """Measure both sizes and print Markdown tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("survey", type=Path, help="A survey in the aijobs.net format to draw from.")
    arguments.add_argument("--ingest", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.ingest:
        ingest(given.survey, given.ingest)
        return
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            drawn = Path(folder) / "survey.csv"
            draw(given.survey, size, drawn)
            # In a process of its own, whose peak memory is that of reading alone.
            command = [sys.executable, "-m", "benchmarks.salaries", str(drawn), "--ingest", folder]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            answers, taken, before, after = json.loads(done.stdout)
            stored = (Path(folder) / "knowledge.db").stat().st_size / 1e6
            print(f"\n{answers:,} answers read in {taken:.1f} s, {answers / taken:,.0f} a second; peak memory "
                  f"{before:.0f} MB before and {after:.0f} MB after; the store is {stored:.1f} MB\n", flush=True)  # fmt: skip
            print("| question | median, ms | 99th percentile, ms | pandas, ms | ratio |\n|---|---|---|---|---|")
            for name, median, slow, peer in ask(drawn, Path(folder)):
                print(f"| {name} | {median:.1f} | {slow:.1f} | {peer:.1f} | {median / peer:.2f} |", flush=True)


if __name__ == "__main__":
    main()
