"""Long answers as several messages: split between sections, and inside one only where it alone is too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.channels.telegram.markup import BETWEEN, Line, Section, Span, units

# After entity parsing: https://core.telegram.org/bots/api#sendmessage and #sendphoto
TEXT = 4096
CAPTION = 1024


def split(sections: Sequence[Section], limit: int = TEXT) -> list[list[Section]]:
    """Group sections into as few messages of `limit` UTF-16 units as fit, in order."""
    messages: list[list[Section]] = []
    room = 0
    for section in (piece for whole in sections for piece in _pieces(whole, limit)):
        needed = section.length
        if messages and needed + len(BETWEEN) <= room:
            messages[-1].append(section)
            room -= needed + len(BETWEEN)
        else:
            messages.append([section])
            room = limit - needed
    return _with_headings_below(messages, limit)


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
        fits = last.length + len(BETWEEN) + units(BETWEEN.join(s.plain for s in after)) <= limit
        if len(before) > 1 and is_heading(last) and fits:
            after.insert(0, before.pop())
    return messages


def is_heading(section: Section) -> bool:
    return len(section.lines) == 1 and [span.tag for span in section.lines[0]] == ["b"]
