"""A table that is too wide for a phone's monospaced lines, as a PNG picture."""

from __future__ import annotations

import textwrap
from io import BytesIO

from actions.answer import Table

_DPI = 150
_CELL = 34  # characters before a cell wraps
_CHARACTER = 0.085  # inches, at the size of letter below
_LINE = 0.21
_SIZE = 10
_GROUND, _INK, _QUIET, _BAND = "#ffffff", "#1a1a1a", "#6b6b6b", "#f0f4f8"
# Telegram refuses a photo whose sides add up to more than 10,000 pixels: https://core.telegram.org/bots/api#sendphoto
_TALLEST = 8000 / _DPI


def png(table: Table) -> bytes:
    """Draw `table` with wrapped cells; the caption goes in as the PNG's title."""
    # Imported here: matplotlib costs half a second, and most answers have no picture.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    rows = [[textwrap.wrap(cell, _CELL) or [""] for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(len(text) for row in rows for text in row[i]) for i in range(len(table.columns))]
    heights = [max(map(len, row)) * _LINE + 0.16 for row in rows]
    inches = [width * _CHARACTER + 0.3 for width in widths]
    width, height = sum(inches) + 0.2, min(sum(heights) + 0.3, _TALLEST)
    figure = Figure(figsize=(width, height), dpi=_DPI, facecolor=_GROUND)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    top = 0.15
    for number, (row, tall) in enumerate(zip(rows, heights)):
        if number % 2 == 0:
            axes.add_patch(Rectangle((0.1, top), width - 0.2, tall, color=_BAND if number else "#dfe8f1", linewidth=0))
        left = 0.1
        for i, (cell, wide) in enumerate(zip(row, inches)):
            right = i in table.numeric
            axes.text(
                left + wide - 0.15 if right else left + 0.15, top + 0.08, "\n".join(cell),
                ha="right" if right else "left", va="top", fontsize=_SIZE, linespacing=1.3,
                color=_INK if number else _QUIET, fontweight="normal" if number and i else "bold", parse_math=False,
            )  # fmt: skip
            left += wide
        top += tall
    picture = BytesIO()
    canvas.print_png(picture, metadata={"Title": table.caption or " / ".join(table.columns)})
    return picture.getvalue()
