"""An `Answer` as plain text that reads well by itself, for channels that have nothing better."""

from __future__ import annotations

from actions.answer import Answer, Block, Bullets, Heading, Paragraph, Table
from actions.chart import Chart


def plain_text(answer: Answer) -> str:
    """Return the answer as lines of text, without its buttons."""
    tabled = any(isinstance(block, Table) for block in answer.blocks)
    # A chart beside a table says the same again.
    parts = [_render(block) for block in answer.blocks if not (tabled and isinstance(block, Chart))]
    if answer.sources:
        parts.append("Source: " + "; ".join(answer.sources))
    return "\n\n".join(part for part in parts if part)


def _render(block: Block) -> str:
    if isinstance(block, (Heading, Paragraph)):
        return block.text
    if isinstance(block, Bullets):
        return "\n".join(f"• {item}" for item in block.items)
    if isinstance(block, Chart):
        return block.alternative
    return _table(block)


def _table(table: Table) -> str:
    widths = [max(len(row[i]) for row in (table.columns, *table.rows)) for i in range(len(table.columns))]
    lines = [
        "  ".join(
            cell.rjust(width) if i in table.numeric else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths))
        ).rstrip()
        for row in (table.columns, *table.rows)
    ]
    return "\n".join([table.caption, *lines] if table.caption else lines)
