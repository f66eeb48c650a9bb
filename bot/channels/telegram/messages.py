"""An `Answer` as Telegram messages: HTML text, pictures with captions, and the keyboard below the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Union

from actions.answer import Answer, Block, Bullets, Button, Heading, Paragraph, Table
from actions.chart import Chart
from bot.channels.telegram.markup import Section, Span, as_html, as_plain, length, line
from bot.channels.telegram.monospace import aligned, as_list, in_words, is_list, is_narrow
from bot.channels.telegram.split import CAPTION, is_heading, split

Picture = Union[Chart, Table]


@dataclass(frozen=True)
class Message:
    """One message: its text, or a picture with the text as caption; `columns` are those of the list that it shows."""

    sections: tuple[Section, ...]
    picture: Picture | None = None
    buttons: tuple[Button, ...] = ()
    columns: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON, for the inbox; pictures are kept as what they show, and drawn when they are sent."""
        shown = Answer.of(self.picture).as_dict()["blocks"] if self.picture else []
        return {
            "html": as_html(self.sections),
            "plain": as_plain(self.sections),
            "picture": shown[0] if shown else None,
            "buttons": [[button.title, button.payload] for button in self.buttons],
            "columns": list(self.columns),
        }


def messages(answer: Answer) -> list[Message]:
    """Render an answer; the source is its quiet last line, and the buttons are below the last message."""
    source = [Section((line("Source: " + "; ".join(answer.sources), "i"),))] if answer.sources else []
    drawn = _drawn(answer.blocks)
    pictures = [picture for picture in drawn if picture is not None]
    # A chart beside a table says the same again, so the table is its alternative.
    silent = any(isinstance(block, Table) for block in answer.blocks)
    parts = [[] if silent and isinstance(block, Chart) else _sections(block) for block in answer.blocks]
    whole = _flat([*parts, source])
    if len(pictures) == 1 and length(whole) <= CAPTION:
        found = [Message(tuple(whole), pictures[0])]
    elif pictures:
        found = _with_pictures(list(zip(parts, drawn)), source)
    else:
        found = _texts([*parts, source])
    if not found:
        return []
    listed = [block.columns for block in answer.blocks if isinstance(block, Table) and is_list(block)]
    columns = listed[0] if len(listed) == 1 and len(found) == 1 else ()
    return [*found[:-1], replace(found[-1], buttons=answer.buttons, columns=columns)]


def _with_pictures(parts: Sequence[tuple[list[Section], Picture | None]], source: list[Section]) -> list[Message]:
    """Texts and pictures in the order of the blocks; a text that fits goes into the caption of the picture after it."""
    found: list[Message] = []
    text: list[list[Section]] = []
    for sections, picture in parts:
        if picture is None:
            text.append(sections)
            continue
        if length(_flat([*text, sections])) <= CAPTION:
            caption, text, after = _flat([*text, sections]), [], []
        else:
            caption = text.pop() if text and _heads(text[-1]) else [Section((line(_title(picture), "b"),))]
            after = [sections]
            if length([*caption, *sections]) <= CAPTION:
                caption, after = [*caption, *sections], []
        found += _texts(text)
        found.append(Message(tuple(caption), picture))
        text = after
    rest = _flat([*text, source])
    if rest and not _flat(text) and length([*found[-1].sections, *rest]) <= CAPTION:
        return [*found[:-1], replace(found[-1], sections=(*found[-1].sections, *rest))]
    return found + _texts([*text, source])


def _texts(blocks: Sequence[Sequence[Section]]) -> list[Message]:
    return [Message(tuple(group)) for group in split(blocks)]


def _flat(blocks: Sequence[Sequence[Section]]) -> list[Section]:
    return [section for block in blocks for section in block]


def _title(picture: Picture) -> str:
    return picture.title if isinstance(picture, Chart) else picture.caption or " / ".join(filter(None, picture.columns))


def _heads(block: Sequence[Section]) -> bool:
    return len(block) == 1 and is_heading(block[0]) and length(block) <= CAPTION


def _drawn(blocks: Sequence[Block]) -> list[Picture | None]:
    """What is drawn of each block: charts; and, where there is none, tables too wide for text."""
    charted = any(isinstance(block, Chart) for block in blocks)
    found: list[Picture | None] = []
    for block in blocks:
        wide = isinstance(block, Table) and not charted and not is_list(block) and not is_narrow(block)
        found.append(block if isinstance(block, (Chart, Table)) and (wide or isinstance(block, Chart)) else None)
    return found


def _sections(block: Block) -> list[Section]:
    """The block in text; for a picture, its alternative."""
    if isinstance(block, Heading):
        return [Section((line(block.text, "b"),))]
    if isinstance(block, Paragraph):
        return [Section((line(block.text),))]
    if isinstance(block, Bullets):
        return [Section(tuple((Span("• "), Span(item)) for item in block.items))] if block.items else []
    if isinstance(block, Chart):
        return [Section((line(block.alternative or block.title),))]
    if is_list(block):
        return as_list(block)
    return aligned(block) if is_narrow(block) else in_words(block)
