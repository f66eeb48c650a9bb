"""A chart in the terminal: bars and ranges by rich, lines by plotext."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from actions.chart import Chart

_BAR = 36
_LINE_WIDTH, _LINE_HEIGHT = 72, 15
# Told apart by sign as well as by colour.
_STYLES = ("cyan", "yellow", "green", "magenta")
_BLOCKS = ("█", "▒", "▓", "░")
_POINTS = ("●", "■", "▲", "◆")


def chart_in_terminal(chart: Chart) -> RenderableType:
    """Title with unit, the picture, the asker's figure and the note of answers and source."""
    picture = {"line": _Lines, "histogram": _ranges}.get(chart.kind, _bars)(chart)
    parts: list[RenderableType] = [Text(f"{chart.title} ({chart.unit})", style="bold"), picture]
    if chart.marker and chart.kind != "histogram":
        parts.append(Text(chart.marker.label, style="bold yellow"))
    if chart.note:
        parts.append(Text(chart.note, style="dim"))
    return Group(*parts)


def _longest(chart: Chart) -> int:
    return max((value or 0 for series in chart.series for value in series.values), default=0) or 1


def _bars(chart: Chart) -> RenderableType:
    longest = _longest(chart)
    grid = Table.grid(padding=(0, 1))
    for i, category in enumerate(chart.categories):
        for number, series in enumerate(chart.series):
            value = series.values[i]
            if value is None:
                continue
            label = category if len(chart.series) == 1 else f"{category}, {series.name}"
            bar = _BLOCKS[number % 4] * max(1, round(_BAR * value / longest))
            grid.add_row(Text(label), Text(bar, style=_STYLES[number % 4]), Text(f"{value:,}"))
    return grid


def _ranges(chart: Chart) -> RenderableType:
    """One line for each range; the asker's stands out, and is named."""
    longest = _longest(chart)
    asked = -1
    if chart.marker and chart.categories:
        asked = min(max(int(chart.marker.position), 0), len(chart.categories) - 1)
    grid = Table.grid(padding=(0, 1))
    for series in chart.series[:1]:
        for i, (category, value) in enumerate(zip(chart.categories, series.values)):
            mark = f"◀ {chart.marker.label}" if chart.marker and i == asked else ""
            bar = "█" * (max(1, round(_BAR * value / longest)) if value else 0)
            grid.add_row(
                Text(category, justify="right"),
                Text(bar, style="bold yellow" if i == asked else "cyan"),
                Text(f"{value or 0:,}  {mark}", style="bold yellow" if mark else ""),
            )
    return grid


class _Lines:
    """Drawn when the width of the terminal is known."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        # Imported here: a chat without a trend needs none of it.
        import plotext

        chart = self._chart
        values = [value for series in chart.series for value in series.values if value is not None]
        if not values:
            return
        plotext.clear_figure()
        plotext.theme("clear")
        plotext.plotsize(min(_LINE_WIDTH, options.max_width), _LINE_HEIGHT)
        for number, series in enumerate(chart.series):
            # A category without a figure breaks the line.
            present = [(i, value) for i, value in enumerate(series.values) if value is not None]
            if not present:
                continue  # plotext fails at a legend for nothing
            for _, run in groupby(enumerate(present), lambda item: item[1][0] - item[0]):
                places, heights = zip(*(point for _, point in run))
                plotext.plot(places, heights, marker="braille", color=_STYLES[number % 4])
            plotext.scatter(
                [i for i, _ in present], [value for _, value in present], marker=_POINTS[number % 4],
                color=_STYLES[number % 4], label=series.name if len(chart.series) > 1 else None,
            )  # fmt: skip
        plotext.xticks(range(len(chart.categories)), chart.categories)
        low, high = min(values), max(values)
        ticks = sorted({round(low + (high - low) * part / 4) for part in range(5)})
        plotext.yticks(ticks, [f"{tick:,}" for tick in ticks])
        yield Text.from_ansi(plotext.build().rstrip("\n"))
