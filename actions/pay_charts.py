"""Pictures of pay: level ladder, trend, comparison, distribution with the asker's figure."""

from __future__ import annotations

from collections.abc import Sequence

from actions.chart import Chart, Marker, Series
from actions.wording import cited, counted
from knowledge.origins import Source
from knowledge.pay_figures import PayFigure
from knowledge.pay_sample import PaySample

Named = Sequence[tuple[str, PayFigure]]
_UNIT = "USD a year"
_QUARTERS = ("lower quartile", "median", "upper quartile")


def ladder(title: str, rows: Named) -> Chart:
    """The median of each row, as bars."""
    names = tuple(f"{name} ({counted(figure.count, 'answer')})" for name, figure in rows)
    medians = tuple(figure.median for _, figure in rows)
    return Chart(title, _UNIT, names, (Series("median", medians),), _told(title, names, medians), note=_note(rows))


def trend(title: str, rows: Named) -> Chart:
    """The median of each year, as a line; years that nobody answered in are left open."""
    medians = {name: figure.median for name, figure in rows}
    years = tuple(str(year) for year in range(int(rows[0][0]), int(rows[-1][0]) + 1))
    told = _told(title, tuple(medians), tuple(medians.values()))
    return Chart(title, _UNIT, years, (Series("median", tuple(map(medians.get, years))),), told, "line",
                 note=_note(rows))  # fmt: skip


def comparison(title: str, rows: Named) -> Chart:
    """The quartiles of each row, side by side."""
    series = tuple(Series(name, (figure.p25, figure.median, figure.p75)) for name, figure in rows)
    told = "; ".join(
        f"{name}: {', '.join(f'{q} {value:,}' for q, value in zip(_QUARTERS, s.values))}"
        for (name, _), s in zip(rows, series)
    )
    return Chart(title, _UNIT, _QUARTERS, series, f"{title}. {told}.", note=_note(rows))


def distribution(title: str, sample: PaySample, source: Source, amount: int | None = None) -> Chart:
    """How many answers lie in which range of pay, with the asker's amount marked."""
    spread = sample.histogram()
    edges = [spread.start + i * spread.width for i in range(len(spread.counts) + 1)]
    names = [f"{low // 1000}–{high // 1000}k" for low, high in zip(edges, edges[1:])]
    if spread.open_below:
        names[0] = f"under {edges[1] // 1000}k"
    if spread.open_above:
        names[-1] = f"{edges[-2] // 1000}k and more"
    most = max(range(len(names)), key=spread.counts.__getitem__)
    told = f"{title}: {counted(sample.count, 'answer')}, the most in one range are {spread.counts[most]:,} in {names[most]}."
    marker = None
    if amount is not None:
        below = f"{sample.rank(amount).below / sample.count:.0%} of answers are below"
        marker = Marker(f"{amount:,}: {below}", spread.position(amount))
        told += f" {below} {amount:,}."
    return Chart(title, "answers", tuple(names), (Series("answers", spread.counts),), told, "histogram", marker,
                 f"Pay in USD a year. {counted(sample.count, 'answer')}. Source: {cited(source)}")  # fmt: skip


def _told(title: str, names: Sequence[str], values: Sequence[int]) -> str:
    return f"{title}: {', '.join(f'{name} {value:,}' for name, value in zip(names, values))}."


def _note(rows: Named) -> str:
    sources = dict.fromkeys(cited(figure.source) for _, figure in rows)
    return f"{counted(sum(f.count for _, f in rows), 'answer')}. Source: {'; '.join(sources)}"
