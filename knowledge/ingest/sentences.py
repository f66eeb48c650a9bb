"""Running text cut into sentences."""

from __future__ import annotations

import re

_GAP = re.compile(r"(?<=[.!?])\s+(?=[\"'(]?[A-Z0-9])")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:e\.g|i\.e|vs|Dr|Mr|Mrs|Ms|Inc|Ltd|Ph\.D|approx|No|St))\.$")
# After an abbreviation these words open a sentence: no name starts with them.
_OPENING = re.compile(r"(?:The|This|These|That|Those|It|They|In|On|As|At|For|However|Both|Many|Most|With|While)\b")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; "U.S. Bureau" stays in one."""
    found: list[str] = []
    for piece in _GAP.split(text.strip()):
        if found and _ABBREVIATED.search(found[-1][-8:]) and not _OPENING.match(piece):
            found[-1] += " " + piece
        elif piece:
            found.append(piece)
    return found
