"""Damaged characters repaired, and a text cut into lines with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import ftfy

# UTF-8 that was read as Greek Windows-1253 ("Β·" for "·"), which ftfy leaves alone; bytes that this code page
# lacks came through as Windows-1252.
_SUSPECT = re.compile(r"[^\x00-\x7f]{2,}")
_BULLET = re.compile(r"(?:[•▪◦‣●○■·]\s*|[-*–—+]\s+)(?P<text>\S.*)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?P<text>\S.*)")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>\S.*)")


class Mark(Enum):
    """What stands before a line's text."""

    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True)
class Line:
    """A line of an article that is not blank; `number` counts all lines from 1."""

    number: int
    text: str
    mark: Mark = Mark.NONE
    indented: bool = False
    after_blank: bool = False


def repair(text: str) -> str:
    """The text with its characters as they were meant, and plain quotes and spaces."""
    # Before ftfy, because it straightens quotes that are bytes here; after it for what was damaged twice.
    repaired = ftfy.fix_text(_SUSPECT.sub(_greek_repaired, text), normalization="NFKC")
    repaired = _SUSPECT.sub(_greek_repaired, repaired)
    return "".join(char for char in repaired if char in "\n\t" or char.isprintable())


def _greek_repaired(match: re.Match[str]) -> str:
    raw = bytearray()
    for char in match.group():
        for encoding in ("cp1253", "cp1252", "latin-1"):
            try:
                raw += char.encode(encoding)
                break
            except UnicodeEncodeError:
                continue
        else:
            return match.group()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, their marks taken off, spaces single, emphasis dropped."""
    after_blank = True
    for number, raw in enumerate(text.split("\n"), start=1):
        plain = " ".join(raw.replace("**", "").split())
        if not plain:
            after_blank = True
            continue
        mark, content = _marked(plain)
        yield Line(number, content, mark, raw[:1].isspace(), after_blank)
        after_blank = False


def _marked(plain: str) -> tuple[Mark, str]:
    for mark, pattern in ((Mark.BULLET, _BULLET), (Mark.NUMBER, _NUMBER), (Mark.NONE, _HEADING)):
        if match := pattern.fullmatch(plain):
            return mark, match["text"]
    return Mark.NONE, plain
