"""A chart as a PNG picture, for channels that show pictures and for files."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from actions.chart import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 8.0  # inches; 1,200 pixels
_DPI = 150
_MOST_LABELS = 14


@dataclass(frozen=True)
class _Palette:
    ground: str
    ink: str
    quiet: str
    series: tuple[str, ...]
    marker: str


# The colours of Okabe and Ito, told apart by the colour-blind (https://jfly.uni-koeln.de/color/), as far as each
# stands out from its ground.
_LIGHT = _Palette("#ffffff", "#1a1a1a", "#6b6b6b", ("#0072b2", "#d55e00", "#009e73", "#cc79a7"), "#a33c00")
_DARK = _Palette("#16191d", "#f2f2f2", "#a8adb3", ("#56b4e9", "#e69f00", "#2fc79a", "#e3a3c8"), "#f0e442")
# Shape tells the series apart where colour does not.
_HATCHES = ("", "///", "...", "xx")
_POINTS = ("o", "s", "^", "D")
_STROKES = ("-", "--", "-.", ":")


def png(chart: Chart, dark: bool = False) -> bytes:
    """Draw `chart` 1,200 pixels wide, readable on its own; the text alternative goes in as the PNG's description."""
    # Imported here: matplotlib costs half a second, and most answers have no picture.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    palette = _DARK if dark else _LIGHT
    figure = Figure(figsize=(_WIDTH, _height(chart)), dpi=_DPI, facecolor=palette.ground, layout="constrained")
    figure.set_constrained_layout_pads(w_pad=0.15, h_pad=0.15)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=palette.ground)
    {"line": _line, "histogram": _histogram}.get(chart.kind, _bars)(axes, chart, palette)
    _dress(axes, chart, palette)
    picture = BytesIO()
    canvas.print_png(picture, metadata={"Title": chart.title, "Description": chart.alternative})
    return picture.getvalue()


def _height(chart: Chart) -> float:
    if chart.kind in ("line", "histogram"):
        return 4.5
    rows = len(chart.categories) * max(1, len(chart.series))
    return min(1.9 + 0.36 * rows, 40.0)


def _bars(axes: Axes, chart: Chart, palette: _Palette) -> None:
    """Lying bars, so that long names can be read; the first category on top."""
    thick = 0.8 / max(1, len(chart.series))
    for i, series in enumerate(chart.series):
        shown = [(at, value) for at, value in enumerate(series.values) if value is not None]
        if not shown:
            continue
        places = [at + (i - (len(chart.series) - 1) / 2) * thick for at, _ in shown]
        bars = axes.barh(places, [value for _, value in shown], thick * 0.92, **_filled(series.name, i, palette))
        axes.bar_label(bars, [f"{value:,}" for _, value in shown], padding=4, color=palette.ink, fontsize=10)
    axes.set_yticks(range(len(chart.categories)), [_wrapped(name, 28) for name in chart.categories])
    axes.set_ylim(len(chart.categories) - 0.5, -0.5)
    longest = max((value for series in chart.series for value in series.values if value is not None), default=0)
    axes.set_xlim(0, (longest or 1) * 1.16)
    axes.set_xlabel(chart.unit)
    axes.grid(axis="x")
    axes.xaxis.set_major_formatter(_thousands())
    if chart.marker:
        axes.axhline(chart.marker.position - 0.5, color=palette.marker, linewidth=2, linestyle="--")
        _mark(axes, chart, palette)


def _line(axes: Axes, chart: Chart, palette: _Palette) -> None:
    for i, series in enumerate(chart.series):
        colour = palette.series[i % 4]
        values = [float("nan") if value is None else float(value) for value in series.values]
        axes.plot(values, label=series.name, color=colour, linestyle=_STROKES[i % 4], linewidth=2.2,
                  marker=_POINTS[i % 4], markersize=7)  # fmt: skip
        if len(chart.series) == 1:
            for at, value in enumerate(series.values):
                if value is not None:
                    axes.annotate(f"{value:,}", (at, value), (0, 9), textcoords="offset points", ha="center",
                                  color=palette.ink, fontsize=10)  # fmt: skip
    axes.margins(x=0.08, y=0.2)
    axes.set_ylabel(chart.unit)
    axes.grid(axis="y")
    axes.yaxis.set_major_formatter(_thousands())
    _label_below(axes, [float(i) for i in range(len(chart.categories))], chart.categories)
    if chart.marker:
        axes.axvline(chart.marker.position - 0.5, color=palette.marker, linewidth=2, linestyle="--")
        _mark(axes, chart, palette)


def _histogram(axes: Axes, chart: Chart, palette: _Palette) -> None:
    for i, series in enumerate(chart.series[:1]):
        heights = [value or 0 for value in series.values]
        places = [at + 0.5 for at in range(len(heights))]
        axes.bar(places, heights, 1.0, edgecolor=palette.ground, linewidth=1, **_filled(series.name, i, palette))
    axes.set_ylabel(chart.unit)
    axes.set_ylim(bottom=0)
    axes.margins(x=0.01, y=0.12)
    axes.grid(axis="y")
    axes.yaxis.set_major_formatter(_thousands())
    _label_below(axes, [i + 0.5 for i in range(len(chart.categories))], chart.categories)
    if chart.marker:
        axes.axvline(chart.marker.position, color=palette.marker, linewidth=2.5, linestyle="--")
        _mark(axes, chart, palette)


def _dress(axes: Axes, chart: Chart, palette: _Palette) -> None:
    """Title, key, note of source; nothing is read as mathematics, for "$" is money here."""
    axes.set_title(_wrapped(chart.title, 62), loc="left", color=palette.ink, fontsize=14, fontweight="bold",
                   pad=12 + 20 * bool(chart.marker), parse_math=False)  # fmt: skip
    axes.set_axisbelow(True)
    axes.tick_params(colors=palette.ink, labelsize=10, length=0)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set(color=palette.quiet, fontsize=10, parse_math=False)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(palette.quiet)
    for line in (*axes.get_xgridlines(), *axes.get_ygridlines()):
        line.set(color=palette.quiet, alpha=0.3, linewidth=0.7)
    if len(chart.series) > 1 and chart.kind != "histogram":
        key = axes.legend(frameon=False, labelcolor=palette.ink, fontsize=10, loc="best")
        for text in key.get_texts():
            text.set_parse_math(False)
    for text in (*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set_parse_math(False)
    if chart.note:
        axes.figure.supxlabel(_wrapped(chart.note, 110), x=0.01, ha="left", color=palette.quiet, fontsize=9,
                              parse_math=False)  # fmt: skip


def _filled(name: str, i: int, palette: _Palette) -> dict[str, Any]:
    return {"label": name, "color": palette.series[i % 4], "hatch": _HATCHES[i % 4],
            **({"edgecolor": palette.ground} if i else {})}  # fmt: skip


def _label_below(axes: Axes, places: list[float], names: tuple[str, ...]) -> None:
    step = -(-len(names) // _MOST_LABELS) or 1
    long = max((len(name) for name in names[::step]), default=0) * min(len(names), _MOST_LABELS) > 90
    axes.set_xticks(places[::step], list(names[::step]), rotation=35 if long else 0, ha="right" if long else "center")


def _mark(axes: Axes, chart: Chart, palette: _Palette) -> None:
    """The asker's figure in words, above the plot, where it hides nothing."""
    assert chart.marker is not None
    place = chart.marker.position / max(1, len(chart.categories))
    lying = chart.kind not in ("line", "histogram")
    axes.annotate(
        _wrapped(chart.marker.label, 50), (1, 1) if lying else (min(max(place, 0.0), 1.0), 1), (0, 3),
        xycoords="axes fraction", textcoords="offset points", ha="right" if lying or place > 0.5 else "left",
        va="bottom", color=palette.marker, fontsize=10, fontweight="bold",
    )  # fmt: skip


def _thousands() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: f"{value:,.0f}")


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width)) or text
