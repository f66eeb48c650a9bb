"""An article's lines under the part and the role that its headings put them in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.ingest.article_roles import ArticleRoles, Heading
from knowledge.ingest.grammar import one_of
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.repair import Line, Mark
from knowledge.ingest.term_list import is_name
from knowledge.ingest.unplaced import Unplaced

_BEFORE_HEADINGS = "it stands before the first heading"
_UNKNOWN = "a heading that names no known part or role"
_LABEL = re.compile(r"(?P<label>[^:–—]{2,60}?)(?::| [–—-])\s+(?P<text>\S.*)")
# Parts that an article has once, for all its roles, unless each role has its own.
_COMMON = frozenset(("tips", "outlook"))
_FURNITURE_WORDS = 12
_WRAPPED_AT = 50


@dataclass(frozen=True)
class Place:
    """Where a line stands; `unknown` is the heading above it where that names nothing known."""

    part: str | None = None
    role: str | None = None
    unknown: str | None = None
    in_block: bool = False


@dataclass
class Item:
    """A bullet or paragraph with the lines that it is wrapped over."""

    place: Place
    mark: Mark
    text: str
    lines: list[int]

    @property
    def line_no(self) -> int:
        """The line on which it begins."""
        return self.lines[0]


@dataclass
class Outline:
    """The items of an article in their order, and the lines that are none."""

    items: list[Item] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


def outline(lines: Sequence[Line], roles: ArticleRoles, lexicon: Lexicon) -> Outline:
    """Sort an article's lines under its headings.

    Either parts have roles below them or roles have parts: then a role that heads a part keeps the parts below it.
    """
    return _Sorter(lines, roles, lexicon).sorted()


class _Sorter:
    """Goes through the lines once, with the place that the headings so far make."""

    def __init__(self, lines: Sequence[Line], roles: ArticleRoles, lexicon: Lexicon) -> None:
        grammar = lexicon.grammar
        self._furniture = re.compile("|".join(f"(?:{pattern})" for pattern in grammar.furniture), re.IGNORECASE)
        self._block = re.compile(one_of(grammar.furniture_blocks), re.IGNORECASE)
        self._roles = roles
        self._headings = lexicon.headings
        self._lines = lines
        self._place = Place()
        self._held = held_parts([self._heading(at) for at in range(len(lines))])
        # The role whose parts follow, where roles have parts, and the level of its heading.
        self._holder: str | None = None
        self._level: int | None = None
        self._result = Outline()

    def sorted(self) -> Outline:
        open_item: Item | None = None
        for at, line in enumerate(self._lines):
            previous, open_item = open_item, None
            bare = line.text.strip(" :.·|#")
            if previous and line.indented and _continues(previous, line):
                open_item = _joined(previous, line)
            elif self._furniture.fullmatch(bare) or self._are_links(line):
                self._result.furniture.append(line.number)
                if self._block.fullmatch(bare):
                    self._place = Place(in_block=True)
            elif heading := self._heading(at):
                self._open(heading, line)
            elif previous and _continues(previous, line):
                open_item = _joined(previous, line)
            elif self._place.in_block and len(line.text.split()) <= _FURNITURE_WORDS and not line.text.endswith("."):
                self._result.furniture.append(line.number)
            elif self._is_unknown_heading(line):
                self._place = Place(unknown=line.text)
                self._result.unplaced.append(Unplaced(line.number, line.text, _UNKNOWN))
            else:
                open_item = self._item(line)
        return self._result

    def _heading(self, at: int) -> Heading | None:
        line = self._lines[at]
        if line.mark is Mark.NUMBER and (self._place.part == "tips" or self._place.in_block or self._in_list(at)):
            return None
        return self._roles.heading(line)

    def _in_list(self, at: int) -> bool:
        return any(
            line.mark is Mark.NUMBER for line in (*self._lines[max(0, at - 1) : at], *self._lines[at + 1 : at + 2])
        )

    def _are_links(self, line: Line) -> bool:
        """Whether a line names but parts, as links to them do."""
        names = [name.strip() for name in re.split(r"[·|•]", line.text)]
        return len(names) > 1 and line.mark is Mark.NONE and all(map(self._headings.part, names))

    def _open(self, heading: Heading, line: Line) -> None:
        self._result.headings.append(line.number)
        part, role = heading.part, heading.role
        if role:
            self._holder, self._level = role, line.level
            self._place = Place(part or (None if self._held else self._place.part), role)
        elif part in self._held or (self._held and self._is_below(line) and part not in _COMMON):
            self._place = Place(part, self._holder)
        else:
            self._place = Place(part)

    def _is_below(self, line: Line) -> bool:
        """Whether a heading stands below that of the role above it, as far as levels tell."""
        return line.level is None or self._level is None or line.level > self._level

    def _is_unknown_heading(self, line: Line) -> bool:
        if line.level is not None:
            return True
        started = self._place != Place() and self._place.part != "tips"
        return line.mark is Mark.NONE and started and _is_title_like(line.text) and not self._roles.labelled(line.text)

    def _item(self, line: Line) -> Item:
        place, text = self._place, line.text
        if place.in_block:
            place = self._place = Place()
        label = _LABEL.fullmatch(text)
        if label and place.part is None and (line.mark is Mark.NONE or place.role):
            # "Skills: SQL, Python" heads its own text.
            part = self._headings.part(label["label"])
            if part:
                place, text = Place(part, place.role), label["text"]
        elif place.part is None and place.role and self._roles.subject(text) == place.role and line.mark is Mark.NONE:
            # "A data engineer is …" right under the role's heading.
            place = Place("definition", place.role)
        item = Item(place, line.mark, text, [line.number])
        self._result.items.append(item)
        return item


def held_parts(headings: Sequence[Heading | None]) -> frozenset[str]:
    """The parts that come again under each role; empty where parts have roles below them.

    `headings` has None for each line that is none.
    """
    opened = Counter(heading.part for heading in headings if heading and heading.part and not heading.role)
    steps = [
        (first, second)
        for first, second in zip(headings, headings[1:])
        if first and second and bool(first.part) != bool(first.role) and bool(second.part) != bool(second.role)
    ]
    down = sum(bool(first.role and second.part) for first, second in steps)
    up = sum(bool(first.part and second.role) for first, second in steps)
    repeated = frozenset(part for part, times in opened.items() if times > 1 and part != "tips")
    if up > down or (up == down and not repeated):
        return frozenset()
    return repeated or frozenset(part for part in opened if part not in _COMMON)


def _joined(item: Item, line: Line) -> Item:
    item.text += f" {line.text}"
    item.lines.append(line.number)
    return item


def reason_against(place: Place) -> str | None:
    """Why nothing can be said of what stands in a place; None where it has a part."""
    if place.unknown is not None:
        return f"the heading above it names no known part or role: {place.unknown!r}"
    if place.part is None:
        return "the role above it has no part such as responsibilities" if place.role else _BEFORE_HEADINGS
    return None


def _is_title_like(text: str) -> bool:
    return is_name(text, 8) and text[-1].isalnum() and text[0].isupper()


def _continues(item: Item, line: Line) -> bool:
    """Whether a line without a mark is the rest of the one right above it."""
    if line.mark is not Mark.NONE or line.after_blank:
        return False
    if item.place.part == "tips" and _is_title_like(item.text) and line.text[0].isupper():
        return False
    unfinished = item.text[-1] not in ".!?:;" and len(item.text) >= _WRAPPED_AT
    return line.indented or line.text[0].islower() or unfinished
