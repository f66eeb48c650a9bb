"""What several sources say of one thing: each by its name, and no more of them than one wants to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from actions.answer import Block, Bullets, Paragraph
from actions.wording import listed
from knowledge.origins import Source
from knowledge.statements import Statement

MOST = 5


def newest(statements: Sequence[Statement], most: int = MOST) -> list[Statement]:
    """The statements of the newest sources, in their order."""
    sources = sorted({s.source for s in statements}, key=lambda source: source.published or date.min, reverse=True)
    return [s for s in statements if s.source in sources[:most]]


def told(statements: Sequence[Statement], line: Callable[[Statement], str]) -> list[Block]:
    """Statements as lines; where sources are several, those of the newest, each under its name."""
    kept = newest(statements)
    sources = list(dict.fromkeys(s.source for s in kept))
    blocks: list[Block] = []
    for source in sources:
        lines = tuple(line(s) for s in kept if s.source == source)
        blocks += [Paragraph(f"{_according_to(source)}:")] if len(sources) > 1 else []
        blocks.append(Bullets(lines) if len(lines) > 1 or len(sources) > 1 else Paragraph(lines[0]))
    return [*blocks, *_rest(statements, kept)]


def sentences(statements: Sequence[Statement]) -> list[Block]:
    """The same, each source's in a paragraph of its own."""
    kept = newest(statements)
    sources = list(dict.fromkeys(s.source for s in kept))
    texts = {source: " ".join(s.text for s in kept if s.source == source) for source in sources}
    named = (f"{_according_to(source)}: {text}" if len(sources) > 1 else text for source, text in texts.items())
    return [*map(Paragraph, named), *_rest(statements, kept)]


def _according_to(source: Source) -> str:
    return f"According to “{source.title}”"


def _rest(statements: Sequence[Statement], kept: Sequence[Statement]) -> list[Block]:
    all_of, shown = len({s.source for s in statements}), len({s.source for s in kept})
    return [Paragraph(f"These are the newest {shown} of {all_of} sources.")] if shown < all_of else []


def some(names: Sequence[str], most: int = 12) -> str:
    """The first names of many, and how many more there are."""
    rest = len(names) - most
    return listed([*names[:most], f"{rest:,} more"] if rest > 0 else names)
