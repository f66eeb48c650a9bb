"""Text as Telegram counts and marks it: sections of lines of spans, as HTML or plain."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

BETWEEN = "\n\n"


@dataclass(frozen=True)
class Span:
    """Text with one of Telegram's HTML tags (`b`, `i`, `code` …), or none."""

    text: str
    tag: str = ""

    @property
    def html(self) -> str:
        escaped = html.escape(self.text, quote=False)
        return f"<{self.tag}>{escaped}</{self.tag}>" if self.tag and self.text else escaped


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Section:
    """What is never split unless it is too long for a message by itself; `tag` is around all of its lines."""

    lines: tuple[Line, ...]
    tag: str = ""

    @property
    def plain(self) -> str:
        return "\n".join("".join(span.text for span in line) for line in self.lines)

    @property
    def html(self) -> str:
        inner = "\n".join("".join(span.html for span in line) for line in self.lines)
        return f"<{self.tag}>{inner}</{self.tag}>" if self.tag else inner

    @property
    def length(self) -> int:
        return units(self.plain)


def units(text: str) -> int:
    """The length of `text` as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def line(text: str, tag: str = "") -> Line:
    return (Span(text, tag),)


def length(sections: Iterable[Section]) -> int:
    """The length of sections as one message, after entity parsing."""
    return units(as_plain(sections))


def as_html(sections: Iterable[Section]) -> str:
    return BETWEEN.join(section.html for section in sections)


def as_plain(sections: Iterable[Section]) -> str:
    return BETWEEN.join(section.plain for section in sections)
