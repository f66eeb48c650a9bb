"""What is said around a question and asks nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.trimming import trimmed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("do managers need SQL, y/n?", "do managers need SQL"),
        ("do managers need SQL? yes or no?", "do managers need SQL?"),
        ("yes or no?", "yes or no"),
        ("what do engineers earn because my boss pays me little", "what do engineers earn"),
        ("at least 100k", "at least 100k"),
        ("I work nights so I can only take remote jobs, do you have any", "I work nights so I can only take remote jobs, do you have any"),
    ],
)  # fmt: skip
def test_only_the_question_is_left(text: str, left: str) -> None:
    assert trimmed(text) == left


@given(st.text(max_size=80))
def test_what_is_left_stands_where_it_stood(text: str) -> None:
    left = trimmed(text)
    assert len(left) <= len(text)
    assert all(a == b or a == " " for a, b in zip(left, text))
