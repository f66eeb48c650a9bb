"""An `Answer` in the terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from actions.answer import Answer, Block, Bullets, Heading, Paragraph
from actions.chart import Chart
from bot.channels.terminal_chart import chart_in_terminal


def render(answer: Answer) -> RenderableType:
    """Headings, tables, bars, numbered buttons and a quiet source line."""
    parts: list[RenderableType] = []
    for block in answer.blocks:
        if parts:
            parts.append(Text())
        parts.append(_block(block))
    if answer.sources:
        parts += [Text(), Text("Source: " + "; ".join(answer.sources), style="dim")]
    if answer.buttons:
        line = Text()
        for number, button in enumerate(answer.buttons, 1):
            line.append(f" {number} ", style="reverse")
            line.append(f" {button.title}   ")
        parts += [Text(), line]
    return Padding(Group(*parts), (0, 0, 1, 2))


def _block(block: Block) -> RenderableType:
    if isinstance(block, Heading):
        return Text(block.text, style="bold cyan")
    if isinstance(block, Paragraph):
        return Text(block.text)
    if isinstance(block, Bullets):
        grid = RichTable.grid(padding=(0, 1))
        for item in block.items:
            grid.add_row(Text("•", style="cyan"), Text(item))
        return grid
    if isinstance(block, Chart):
        return chart_in_terminal(block)
    table = RichTable(box=box.SIMPLE_HEAD, title=block.caption or None, title_justify="left", title_style="dim")
    for i, column in enumerate(block.columns):
        table.add_column(Text(column), justify="right" if i in block.numeric else "left")
    for row in block.rows:
        table.add_row(*map(Text, row))
    return table


def show(console: Console, answer: Answer) -> None:
    console.print(render(answer))
