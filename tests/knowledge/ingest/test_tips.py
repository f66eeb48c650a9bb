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
    ("text", "title", "more"),
    [
        ("1. Bake daily", "Bake daily", None),
        ("- Bake daily. Bread teaches. It does.", "Bake daily", "Bread teaches. It does."),
        (
            "- Whoever wants to bake well has to rise early and must not mind the flour.",
            "Whoever wants to bake well has to rise early and must not mind the flour",
            None,
        ),
    ],
)
def test_a_tip_may_be_a_sentence_or_a_title_alone(text: str, title: str, more: str | None) -> None:
    assert read(text) == ([TipEntry(title=title, text=more)], [])


def test_a_paragraph_is_no_tip() -> None:
    tips, unplaced = read("So much for tips, dear reader.")
    assert not tips
    assert "neither numbered nor a bullet" in unplaced[0].reason


def test_a_paragraph_below_is_no_tips_text_where_tips_hold_theirs() -> None:
    tips, unplaced = read("1. Rise early: Bread is slow.\n2. Bake daily\n\nIn the end: bread.")
    assert [(tip.title, tip.text) for tip in tips] == [("Rise early", "Bread is slow."), ("Bake daily", None)]
    assert [left.line_no for left in unplaced] == [4]
