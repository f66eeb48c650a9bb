"""Damaged characters repaired, and a text cut into lines with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import ftfy

from knowledge.ingest.markdown import plain_text

# UTF-8 that was read as Greek Windows-1253 ("Β·" for "·"), which ftfy leaves alone; bytes that this code page
# lacks came through as Windows-1252.
_SUSPECT = re.compile(r"[^\x00-\x7f]{2,}")
_BULLET = re.compile(r"(?:[•▪◦‣●○■·→➔➜➤►▶▸▹✓✔★☆⁃❖◆◇▫□✅»›]\ufe0f?\s*|[-*–—+]\s+|o\s+(?=[A-Z]))(?P<text>\S.*)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(?P<text>\S.*)")
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>\S.*?)(?:\s+#+)?")
_UNDERLINE = re.compile(r"(=|-)\1{2,}")
# Lines that part, underline or rule a table say nothing.
_RULE = re.compile(r"[-=_*|:+\s]{3,}")


class Mark(Enum):
    """What stands before a line's text."""

    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True)
class Line:
    """A line of an article that is not blank; `number` counts all lines from 1, `level` is that of a marked heading."""

    number: int
    text: str
    mark: Mark = Mark.NONE
    indented: bool = False
    after_blank: bool = False
    level: int | None = None


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
    """The lines that say something, without their marks and Markdown's, spaces single."""
    after_blank = True
    rows = text.split("\n")
    for number, (raw, below) in enumerate(zip(rows, [*rows[1:], ""]), start=1):
        plain = plain_text(raw)
        if not plain or _RULE.fullmatch(plain):
            after_blank = True
            continue
        mark, content, level = _marked(plain)
        if mark is Mark.NONE and level is None and (underline := _UNDERLINE.fullmatch(below.strip())):
            level = 1 if underline[1] == "=" else 2
        yield Line(number, content, mark, raw[:1].isspace(), after_blank, level)
        after_blank = False


def _marked(plain: str) -> tuple[Mark, str, int | None]:
    for mark, pattern in ((Mark.BULLET, _BULLET), (Mark.NUMBER, _NUMBER)):
        if match := pattern.fullmatch(plain):
            return mark, match["text"], None
    if match := _HEADING.fullmatch(plain):
        return Mark.NONE, match["text"], len(match["level"])
    return Mark.NONE, plain, None
