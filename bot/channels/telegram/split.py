"""Long answers as several messages: split between blocks, and inside one only where it alone is too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.channels.telegram.markup import BETWEEN, Line, Section, Span, length, units

# After entity parsing: https://core.telegram.org/bots/api#sendmessage and #sendphoto
TEXT = 4096
CAPTION = 1024


Sections = Sequence[Section]


def split(blocks: Sequence[Sections], limit: int = TEXT) -> list[list[Section]]:
    """Group the sections of blocks into as few messages of `limit` UTF-16 units as fit, in order.

    A block is split only where it alone is too long.
    """
    messages: list[list[Section]] = []
    room = 0
    for kept in (together for block in blocks for together in _together(block, limit)):
        needed = length(kept)
        if messages and needed + len(BETWEEN) <= room:
            messages[-1] += kept
            room -= needed + len(BETWEEN)
        else:
            messages.append(list(kept))
            room = limit - needed
    return _with_headings_below(messages, limit)


def _together(block: Sections, limit: int) -> Iterator[Sections]:
    """The block if it fits into a message, or its sections, or their pieces."""
    if block and length(block) <= limit:
        yield block
        return
    for section in block:
        for piece in _pieces(section, limit):
            yield [piece]


def _pieces(section: Section, limit: int) -> Iterator[Section]:
    if section.length <= limit:
        yield section
        return
    kept: list[Line] = []
    used = 0
    for line in (part for whole in section.lines for part in _parts(whole, limit)):
        needed = units("".join(span.text for span in line)) + 1
        if kept and used + needed - 1 > limit:
            yield replace(section, lines=tuple(kept))
            kept, used = [], 0
        kept.append(line)
        used += needed
    yield replace(section, lines=tuple(kept))


def _parts(line: Line, limit: int) -> Iterator[Line]:
    """Cut a line that is too long by itself, between words where there are any."""
    kept: list[Span] = []
    room = limit
    for span in line:
        text = span.text
        while units(text) > room:
            fitting = _fitting(text, room)
            if fitting:
                kept.append(replace(span, text=text[:fitting].rstrip()))
            yield tuple(kept)
            kept, room, text = [], limit, text[fitting:].lstrip()
        kept.append(replace(span, text=text))
        room -= units(text)
    if any(span.text for span in kept):
        yield tuple(kept)


def _fitting(text: str, room: int) -> int:
    """How many characters of `text` fit into `room` units: up to the last blank, if there is one in the last half."""
    count = used = 0
    for character in text:
        used += 2 if ord(character) > 0xFFFF else 1
        if used > room:
            break
        count += 1
    blank = text.rfind(" ", count // 2, count)
    return blank + 1 if blank >= 0 else count


def _with_headings_below(messages: list[list[Section]], limit: int) -> list[list[Section]]:
    """Move a heading that ends a message to what it heads."""
    for before, after in zip(messages, messages[1:]):
        last = before[-1]
        fits = length([last, *after]) <= limit
        if len(before) > 1 and is_heading(last) and fits:
            after.insert(0, before.pop())
    return messages


def is_heading(section: Section) -> bool:
    return len(section.lines) == 1 and [span.tag for span in section.lines[0]] == ["b"]
