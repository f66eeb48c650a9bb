"""A page's elements as lines of text: headings with "#", list items with "-" or their number, a line for each block."""

from __future__ import annotations

from typing import Any

# What a page has besides its text.
_DROPPED = frozenset(
    "head script style noscript template nav aside footer form button select svg iframe object dialog canvas audio video".split()
)
_DROPPED_ROLES = frozenset("navigation contentinfo complementary search dialog menu".split())
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hr li main ol "
    "p pre section summary table tbody td tfoot th thead tr ul".split()
) | frozenset(_HEADINGS)


def page_lines(tree: Any) -> list[str]:
    """The lines of an lxml tree; empty ones part blocks other than list items."""
    # Imported on first use: only pages need it.
    from lxml import etree

    writer = _Writer()
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event not in ("start", "end"):
            writer.text(element.tail)
        elif event == "end":
            writer.end(element)
        elif _is_dropped(element):
            walker.skip_subtree()
            element.text = None
        else:
            writer.start(element)
    return writer.lines()


def _is_dropped(element: Any) -> bool:
    if element.tag in _DROPPED or element.get("role") in _DROPPED_ROLES:
        return True
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or "display:none" in (element.get("style") or "").replace(" ", "").lower()


class _Writer:
    """Gathers the text of a line until a block begins or ends."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._held: list[str] = []
        self._mark = ""
        # The number that the next item has, for each list that is open; None where items have none.
        self._lists: list[int | None] = []

    def start(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            if tag in ("ol", "ul"):
                self._lists.append(1 if tag == "ol" else None)
            elif tag == "li":
                self._mark = self._next_mark()
            elif tag in _HEADINGS:
                self._blank()
                self._mark = _HEADINGS[tag] + " "
            elif not self._lists:
                self._blank()
        elif tag == "br":
            self._flush()
        self.text(element.text)

    def end(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._mark = ""
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
            if tag in _HEADINGS or not self._lists:
                self._blank()
        self.text(element.tail)

    def text(self, text: str | None) -> None:
        self._held.append(text or "")

    def lines(self) -> list[str]:
        self._flush()
        return self._lines

    def _next_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _flush(self) -> None:
        line = " ".join("".join(self._held).split())
        self._held = []
        if line:
            self._lines.append(self._mark + line)
            self._mark = ""

    def _blank(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")
