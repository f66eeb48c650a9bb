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

    A title may stand on a line of its own, above its text.
    """
    tips: list[TipEntry] = []
    placed: list[Item] = []
    unplaced: list[Unplaced] = []
    title: Item | None = None
    labelled = any(item.mark is not Mark.NONE and _TIP.fullmatch(item.text) for item in items)
    for item in items:
        match = _TIP.fullmatch(item.text)
        # Where titles and texts share lines elsewhere, a paragraph further down is not this title's text.
        if item.mark is Mark.NONE and title and (item.line_no == title.lines[-1] + 1 or not labelled):
            tips.append(TipEntry(title=title.text.rstrip(".:"), text=item.text))
            placed += [title, item]
            title = None
            continue
        if title:
            unplaced.append(Unplaced(title.line_no, title.text, "a tip's title without a text"))
            title = None
        if item.mark is Mark.NONE:
            unplaced.append(Unplaced(item.line_no, item.text, "among the tips, but neither numbered nor a bullet"))
        elif match and is_name(match["title"], _TITLE_WORDS):
            tips.append(TipEntry(title=match["title"], text=match["text"]))
            placed.append(item)
        elif is_name(item.text, _TITLE_WORDS) and item.text.strip(".: ") and len(sentences(item.text)) == 1:
            title = item
        elif is_name(first := sentences(item.text)[0], _TITLE_WORDS):
            # "Find a mentor. Somebody who …": a short sentence that the others explain.
            tips.append(TipEntry(title=first.rstrip(".!?"), text=item.text[len(first) :].strip() or first))
            placed.append(item)
        else:
            unplaced.append(Unplaced(item.line_no, item.text, "a tip that is not written 'Title: text'"))
    if title:
        unplaced.append(Unplaced(title.line_no, title.text, "a tip's title without a text"))
    return tips, placed, unplaced
