"""Career tips: "1. Title: text"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.document import TipEntry
from knowledge.ingest.outline import Item
from knowledge.ingest.repair import Mark
from knowledge.ingest.sentences import sentences
from knowledge.ingest.term_list import is_name
from knowledge.ingest.unplaced import Unplaced

_TIP = re.compile(r"(?P<title>[^:–—]{2,100}?)(?::| [–—-])\s+(?P<text>\S.*)")
_TITLE_WORDS = 10


def read_tips(items: Sequence[Item]) -> tuple[list[TipEntry], list[Item], list[Unplaced]]:
    """The tips, the items they were read from, and what is no tip.

    A title may stand on a line of its own, above its text, or by itself.
    """
    tips: list[TipEntry] = []
    placed: list[Item] = []
    unplaced: list[Unplaced] = []
    title: Item | None = None
    labelled = any(item.mark is not Mark.NONE and _TIP.fullmatch(item.text) for item in items)
    for item in items:
        if item.mark is not Mark.NONE:
            tips.append(_tip(item.text))
            placed.append(item)
            title = None if tips[-1].text else item
        # Where titles and texts share lines elsewhere, a paragraph further down is not this title's text.
        elif title and (item.line_no == title.lines[-1] + 1 or not labelled):
            tips[-1] = tips[-1].copy(update={"text": item.text})
            placed.append(item)
            title = None
        else:
            unplaced.append(Unplaced(item.line_no, item.text, "among the tips, but neither numbered nor a bullet"))
            title = None
    return tips, placed, unplaced


def _tip(text: str) -> TipEntry:
    match = _TIP.fullmatch(text)
    if match and is_name(match["title"], _TITLE_WORDS):
        return TipEntry(title=match["title"], text=match["text"])
    # "Find a mentor. Somebody who …": a short sentence that the others explain.
    first = sentences(text)[0]
    rest = text[len(first) :].strip()
    if rest and is_name(first, _TITLE_WORDS):
        return TipEntry(title=first.rstrip(".!?"), text=rest)
    return TipEntry(title=text.rstrip(".:") or text)
