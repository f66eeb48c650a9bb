"""Lists in running text fall apart where a reader would part them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.wordlist import at_commas, at_conjunctions, names


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a, b, c", ["a", "b", "c"]),
        ("a, b, and c", ["a", "b", "c"]),
        ("Finance and Banking, Retail", ["Finance and Banking", "Retail"]),
        ("AWS (S3, Glue), Azure", ["AWS (S3, Glue)", "Azure"]),
        ("a,, b;", ["a", "b"]),
        ("", []),
    ],
)
def test_at_commas(text: str, parts: list[str]) -> None:
    assert at_commas(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [("leadership and team management", ["leadership", "team management"]), ("a, b or c", ["a", "b", "c"])],
)
def test_at_conjunctions(text: str, parts: list[str]) -> None:
    assert at_conjunctions(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Python, R, or Java", ["Python", "R", "Java"]), ("Python or Java", ["Python", "Java"]), ("Git", ["Git"])],
)
def test_names(text: str, parts: list[str]) -> None:
    assert names(text) == parts


@given(st.text())
def test_no_part_is_empty(text: str) -> None:
    assert all(at_commas(text))
    assert all(at_conjunctions(text))
    assert all(names(text))
