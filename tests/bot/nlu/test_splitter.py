"""A message cut where a question of its own may begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.splitter import last_question, numbered, split


def clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What do they do? What do they earn?", ["What do they do?", "What do they earn?"]),
        ("what do they do and what do they earn", ["what do they do", "what do they earn"]),
        ("what do they do, and how much do they earn?", ["what do they do", "how much do they earn?"]),
        ("show me jobs; which is the best paid?", ["show me jobs", "which is the best paid?"]),
        ("who needs C++? which tools do they use", ["who needs C++?", "which tools do they use"]),
        ("what skills?what tools?", ["what skills?", "what tools?"]),
        ("which tools?\nwhich skills?", ["which tools?", "which skills?"]),
        ("does he need SQL? and Git? and what does he do?", ["does he need SQL? and Git?", "and what does he do?"]),
    ],
)
def test_questions_are_parted(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "compare skills and tools of both",
        "I know Python, SQL and Tableau",
        "jobs between 100 and 140k",
        "research and development",
        "who leads and mentors the team?",
        "Who earns more, a doctor or a nurse?",
        "Hi! which tools are used",
        "I know SQL. I live in Utah. Which role suits me?",
        "which role uses Git? thanks!",
    ],
)
def test_what_is_one_question_stays_whole(text: str) -> None:
    assert clauses(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1) tools of a manager 2) any job in NY", ["tools of a manager ", "any job in NY"]),
        ("1. skills\n2. pay", ["skills\n", "pay"]),
        ("jobs over 100k", []),
        ("1) tools", []),
    ],
)
def test_what_is_numbered_asks_whatever_its_form(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in numbered(text)] == parts


@given(st.text(max_size=80))
def test_clauses_are_in_order_apart_and_of_words(text: str) -> None:
    spans = split(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:]))
    assert all(any(c.isalnum() or c == "_" for c in text[start:end]) for start, end in spans)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "so i drive trucks at night and wonder what is the best paid job you have",
            "what is the best paid job you have",
        ),
        (
            "we moved last spring and my wife asks is there work in ohio for analysts",
            "is there work in ohio for analysts",
        ),
        ("what do they earn", None),
        ("i told my brother all about it and he said what", None),
    ],
)
def test_the_question_at_the_end_of_a_message_that_runs_on(text: str, question: str | None) -> None:
    assert [text[start:end] for start, end in last_question(text)] == ([question] if question else [])
