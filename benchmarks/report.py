"""Writes docs/benchmarks.md and its pictures."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.results import Results, Side, percentile
from benchmarks.stock_project import EPOCHS

# What the comparison is to show: figure, how much better than stock Rasa at least.
Row = tuple[str, Callable[[Side], float], str, float | None]


def _rows(questions: int) -> list[Row]:
    """Name, value, form, and the least factor by which Rolewise is to be better."""
    return [
        ("Start to first answer", lambda s: statistics.median(s.start_seconds), "{:.1f} s", 12),
        ("Memory after 1,000 messages", lambda s: s.resident_mib, "{:.0f} MiB", 5),
        ("A turn in a new conversation, median", lambda s: statistics.median(s.new), "{:.1f} ms", 8),
        ("– 99th percentile", lambda s: percentile(s.new, 0.99), "{:.1f} ms", None),
        ("– a message to each in turn, median", lambda s: statistics.median(s.alternating), "{:.1f} ms", None),
        ("A turn in a long conversation, median", lambda s: statistics.median(s.long), "{:.1f} ms", 8),
        ("– 99th percentile", lambda s: percentile(s.long, 0.99), "{:.1f} ms", None),
        ("Turns a second, 16 conversations", lambda s: s.rate(16), "{:.0f}", -8),
        ("Training", lambda s: s.train_seconds, "{:.0f} s", 6),
        ("Installed", lambda s: s.install_mib, "{:,.0f} MiB", 2),
        (f"Intents read rightly, of {questions}", lambda s: 100 * s.right / questions, "{:.1f}%", -1),
    ]


def write(results: Results, folder: Path) -> None:
    """Write the page and the pictures."""
    _draw_turns(results, folder / "benchmark-turns.png")
    _draw_long(results, folder / "benchmark-long.png")
    (folder / "benchmarks.md").write_text(_page(results), "utf8")


def _page(results: Results) -> str:
    stock, rolewise, workers = results.stock, results.rolewise, results.two_workers
    lines = [
        "# Rolewise beside stock Rasa", "",
        "Written by `make bench`. Both bots were started by it and measured in one run, a conversation of ten messages with",
        "the one, then with the other; where it says so, a message to each in turn, which empties the processor's caches of",
        "what the quicker one needs. Stock Rasa is the pipeline and policies of `rasa init` (DIET, ResponseSelector, TED, UnexpecTED), served by",
        "`rasa run` and `rasa run actions`, with the same domain, training data, rules and actions, in an environment of",
        "its own. It keeps conversations in memory, as is its default; Rolewise writes them to SQLite, as is its own.", "",
        f"Measured on {date.today():%B %d, %Y}: {_machine()}; Python {platform.python_version()}, Rasa {version('rasa')},",
        f"Sanic {version('sanic')}, SQLAlchemy {version('sqlalchemy')}." + (" **A quick run: figures are rough.**" if results.quick else ""), "",
        "| | stock Rasa | Rolewise | ratio | aim | |", "|---|---:|---:|---:|---:|---|",
    ]  # fmt: skip
    for name, value, form, aim in _rows(results.questions):
        lines.append(_row(name, value(stock), value(rolewise), form, aim))
    lines += ["", f"Stock training: {results.stock_trained}"]
    if results.stock_epochs != EPOCHS:
        lines.append(
            f"**DIET was trained for {results.stock_epochs} epochs, not the {EPOCHS} of `rasa init`**, which take hours on "
            "this machine with this much data. With more epochs stock Rasa trains longer still, and may read more rightly; "
            "its other figures stay as they are."
        )
    lines += [
        "", "![Distribution of the time of a turn](benchmark-turns.png)", "",
        "## Several conversations at once", "",
        "| conversations | stock Rasa | | Rolewise | | Rolewise, 2 workers | |", "|---:|---:|---:|---:|---:|---:|---:|",
        "| | turns/s | median, p99 ms | turns/s | median, p99 ms | turns/s | median, p99 ms |",
    ]  # fmt: skip
    for count in sorted(rolewise.under_load):
        cells = [f"{s.rate(count):.0f} | {_spread(s.under_load[count])}" for s in (stock, rolewise, workers)]
        lines.append(f"| {count} | " + " | ".join(cells) + " |")
    early, late = results.long_turns["rolewise"][5:15], results.long_turns["rolewise"][-10:]
    floor, turn = statistics.median(results.floor), statistics.median(rolewise.new)
    lines += [
        "", f"With two workers all processes together take {workers.resident_mib:.0f} MiB as the kernel counts each; what they",
        "share is counted twice in that.", "",
        "## Long conversations", "",
        f"Around its 10th turn a turn took {statistics.median(early):.1f} ms, around its "
        f"{len(results.long_turns['rolewise']):,}th {statistics.median(late):.1f} ms: "
        f"{statistics.median(late) / statistics.median(early):.2f} times as much (aim: at most 1.2).", "",
        "![Time of a turn by its number in the conversation](benchmark-long.png)", "",
        "## What a turn is spent on", "",
        f"A bare Sanic handler that reads and writes JSON of the same size takes {floor:.2f} ms; a turn is "
        f"{turn / floor:.1f} times that. Within the process a turn's parts are:", "",
        "| part | ms |", "|---|---:|",
        *(f"| {part} | {milliseconds:.2f} |" for part, milliseconds in results.parts.items()),
        "", "What is left to be had: answers ask the knowledge store anew for each message, by SQL through an object mapper; ",
        "keeping roles in memory as long as the store's version stays would save most of the action's part.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def _row(name: str, stock: float, rolewise: float, form: str, aim: float | None) -> str:
    cells = f"| {name} | {form.format(stock)} | {form.format(rolewise)} |"
    if aim is None:
        return f"{cells} {rolewise / stock:.2f} | | |"
    if aim < 0:  # more is better
        factor = rolewise / stock if stock else float("inf")
        return f"{cells} × {factor:.2f} | ≥ × {-aim:g} | {'reached' if factor >= -aim else 'missed'} |"
    factor = stock / rolewise
    return f"{cells} 1/{factor:.1f} | ≤ 1/{aim:g} | {'reached' if factor >= aim else 'missed'} |"


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f}, {percentile(values, 0.99):.0f}"


def _machine() -> str:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release().split('-')[0]}"


def _draw_turns(results: Results, file: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 3.2), layout="constrained")
    sides = {"bare Sanic": results.floor, "Rolewise": results.rolewise.new, "stock Rasa": results.stock.new}
    axes.boxplot(list(sides.values()), vert=False, labels=list(sides), whis=(1, 99), showfliers=False)
    axes.set_xscale("log")
    axes.set_xlabel(
        "milliseconds a turn in a new conversation over HTTP (box: quartiles, whiskers: 1st to 99th percentile)"
    )
    figure.savefig(file, dpi=110)
    pyplot.close(figure)


def _draw_long(results: Results, file: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 3.2), layout="constrained")
    for name, times in results.long_turns.items():
        axes.plot(
            range(1, len(times) + 1),
            times,
            ".",
            markersize=2,
            label={"rolewise": "Rolewise", "stock": "stock Rasa"}[name],
        )
    axes.set_yscale("log")
    axes.set_xlabel("number of the turn in its conversation")
    axes.set_ylabel("milliseconds")
    axes.legend(markerscale=5)
    figure.savefig(file, dpi=110)
    pyplot.close(figure)
