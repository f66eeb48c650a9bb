"""An article's lines under the part and the role that its headings put them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.ingest.article_roles import ArticleRoles
from knowledge.ingest.grammar import one_of
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.repair import Line, Mark
from knowledge.ingest.term_list import is_name
from knowledge.ingest.unplaced import Unplaced

_BEFORE_HEADINGS = "it stands before the first heading"
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

    Either parts have roles below them or roles have parts: a role that heads a part directly keeps the parts below it.
    """
    result = Outline()
    furniture = re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.grammar.furniture), re.IGNORECASE)
    block = re.compile(one_of(lexicon.grammar.furniture_blocks), re.IGNORECASE)
    place = Place()
    roles_hold_parts = False
    open_item: Item | None = None
    for index, line in enumerate(lines):
        previous, open_item = open_item, None
        bare = line.text.strip(" :.·|#")
        if furniture.fullmatch(bare):
            result.furniture.append(line.number)
            if block.fullmatch(bare):
                place = Place(in_block=True)
            continue
        numbered_tip = place.part == "tips" and line.mark is Mark.NUMBER
        heading = None if numbered_tip else roles.heading(line)
        if heading:
            if heading.part and heading.role:
                place = Place(heading.part, heading.role)
            elif heading.part:
                place = Place(heading.part, place.role if roles_hold_parts else None)
            else:
                follower = roles.heading(lines[index + 1]) if index + 1 < len(lines) else None
                if follower and follower.part and not follower.role and (roles_hold_parts or place.part is None):
                    roles_hold_parts = True
                place = Place(None if roles_hold_parts else place.part, heading.role)
            result.headings.append(line.number)
        elif previous and _continues(previous, line):
            previous.text += f" {line.text}"
            previous.lines.append(line.number)
            open_item = previous
        elif place.in_block and len(line.text.split()) <= _FURNITURE_WORDS and not line.text.endswith("."):
            result.furniture.append(line.number)
        elif line.mark is Mark.NONE and place != Place() and place.part != "tips" and _is_title_like(line.text):
            place = Place(unknown=line.text)
            result.unplaced.append(Unplaced(line.number, line.text, "a heading that names no known part or role"))
        else:
            if place.in_block:
                place = Place()
            open_item = Item(place, line.mark, line.text, [line.number])
            result.items.append(open_item)
    return result


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
