"""Tables in Telegram, which has no table entity: narrow ones as aligned `<pre>`, numbered ones as a list."""

from __future__ import annotations

from rich.cells import cell_len

from actions.answer import Table
from bot.channels.telegram.markup import Line, Section, Span, line

# As wide as a monospaced line is in a bubble on a phone before it wraps.
WIDTH = 38
_NUMBER = "#"
_NOTHING = ("", "–")
_LONG = 120  # characters, some three lines on a phone


def is_list(table: Table) -> bool:
    """Whether the rows are numbered things, each better read as an entry of a list."""
    return table.columns[:1] == (_NUMBER,) and len(table.columns) > 1


def is_narrow(table: Table) -> bool:
    return _width(table, 1) <= WIDTH


def aligned(table: Table) -> list[Section]:
    """The table as `<pre>`, its caption above."""
    widths = _widths(table)
    gap = "  " if _width(table, 2) <= WIDTH else " "
    rows = tuple(line(_row(row, widths, table.numeric, gap)) for row in (table.columns, *table.rows))
    caption = [Section((line(table.caption, "i"),))] if table.caption else []
    return [*caption, Section(rows, "pre")]


def as_list(table: Table) -> list[Section]:
    """One entry a row: number and name, and the rest below."""
    entries = [Section(_entry(row)) for row in table.rows]
    caption = [Section((line(table.caption, "i"),))] if table.caption else []
    return [*entries, *caption]


def in_words(table: Table) -> list[Section]:
    """The table for those who see no picture: a line a row, or a line a cell where they are long."""
    caption = [line(table.caption, "i")] if table.caption else []
    named = [
        [f"{name}: {cell}" if name else cell for name, cell in zip(table.columns[1:], row[1:]) if cell not in _NOTHING]
        for row in table.rows
    ]
    if any(len("; ".join(cells)) > _LONG for cells in named):
        entries = [Section((line(row[0], "b"), *map(line, cells))) for row, cells in zip(table.rows, named)]
        return [*([Section(tuple(caption))] if caption else []), *entries]
    rows = [
        (Span(row[0], "b"), Span(f" – {'; '.join(cells)}" if cells else "")) for row, cells in zip(table.rows, named)
    ]
    return [Section((*caption, *rows))]


def _entry(row: tuple[str, ...]) -> tuple[Line, ...]:
    rest = " · ".join(cell for cell in row[2:] if cell)
    title = line(f"{row[0]}. {row[1]}", "b")
    return (title, line(rest)) if rest else (title,)


def _widths(table: Table) -> list[int]:
    return [max(cell_len(row[i]) for row in (table.columns, *table.rows)) for i in range(len(table.columns))]


def _width(table: Table, gap: int) -> int:
    return sum(_widths(table)) + gap * (len(table.columns) - 1)


def _row(row: tuple[str, ...], widths: list[int], numeric: tuple[int, ...], gap: str) -> str:
    cells = []
    for i, (cell, width) in enumerate(zip(row, widths)):
        blanks = " " * (width - cell_len(cell))
        cells.append(blanks + cell if i in numeric else cell + blanks)
    return gap.join(cells).rstrip()
