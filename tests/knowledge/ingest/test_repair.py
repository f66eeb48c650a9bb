"""Damaged characters come back, marks come off, nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.repair import Line, Mark, lines, repair


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("4 min Î’Â· read", "4 min · read"),
        ("4 min Β· read", "4 min · read"),
        ("πŸ‘€", "👀"),
        ("donâ€™t", "don't"),
        ("a\u00a0b\u200b", "a b"),
        ("Ελλάδα", "Ελλάδα"),
        ("• bullet", "• bullet"),
    ],
)
def test_repair(damaged: str, meant: str) -> None:
    assert repair(damaged) == meant


@pytest.mark.parametrize(
    ("raw", "mark", "text"),
    [
        ("  • Write tests", Mark.BULLET, "Write tests"),
        ("•Write tests", Mark.BULLET, "Write tests"),
        ("- Write tests", Mark.BULLET, "Write tests"),
        ("*  Write   tests", Mark.BULLET, "Write tests"),
        ("– Write tests", Mark.BULLET, "Write tests"),
        ("12. Write tests", Mark.NUMBER, "Write tests"),
        ("3) Write tests", Mark.NUMBER, "Write tests"),
        ("## Write tests", Mark.NONE, "Write tests"),
        ("**Write** tests", Mark.NONE, "Write tests"),
        ("-ish", Mark.NONE, "-ish"),
        ("2024 was a year", Mark.NONE, "2024 was a year"),
    ],
)
def test_marks_are_taken_off(raw: str, mark: Mark, text: str) -> None:
    (line,) = lines(raw)
    assert (line.mark, line.text) == (mark, text)


def test_lines_keep_their_numbers() -> None:
    assert list(lines("a\n\n\n b")) == [
        Line(1, "a", after_blank=True),
        Line(4, "b", indented=True, after_blank=True),
    ]


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert repair(text) in (text, repair(repair(text)))


@given(st.text())
def test_no_line_is_blank(text: str) -> None:
    assert all(line.text.strip() for line in lines(repair(text)))
