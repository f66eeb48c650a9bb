"""Tips have a title and a text."""

from __future__ import annotations

import pytest

from knowledge.document import TipEntry
from knowledge.ingest.outline import Item, Place
from knowledge.ingest.repair import lines
from knowledge.ingest.tips import read_tips
from knowledge.ingest.unplaced import Unplaced


def read(text: str) -> tuple[list[TipEntry], list[Unplaced]]:
    items = [Item(Place("tips"), line.mark, line.text, [line.number]) for line in lines(text)]
    tips, _, unplaced = read_tips(items)
    return tips, unplaced


@pytest.mark.parametrize(
    "text",
    [
        "1. Bake daily: Bread teaches.",
        "- Bake daily: Bread teaches.",
        "* Bake daily – Bread teaches.",
        "1. Bake daily\nBread teaches.",
    ],
)
def test_tips(text: str) -> None:
    assert read(text) == ([TipEntry(title="Bake daily", text="Bread teaches.")], [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1. Bake daily", "without a text"),
        ("So much for tips, dear reader.", "neither numbered nor a bullet"),
        ("- Whoever wants to bake well has to rise early and must not mind the flour.", "'Title: text'"),
    ],
)
def test_what_is_no_tip_is_reported(text: str, reason: str) -> None:
    tips, unplaced = read(text)
    assert not tips
    assert reason in unplaced[0].reason


def test_a_paragraph_below_is_no_tips_text_where_tips_hold_theirs() -> None:
    tips, unplaced = read("1. Rise early: Bread is slow.\n2. Bake daily\n\nIn the end: bread.")
    assert [tip.title for tip in tips] == ["Rise early"]
    assert [left.line_no for left in unplaced] == [2, 4]
