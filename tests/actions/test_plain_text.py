"""An answer for channels that have nothing but text."""

from __future__ import annotations

from actions.answer import Answer, Bullets, Button, Heading, Paragraph, Table
from actions.chart import Chart, Series
from actions.plain_text import plain_text


def test_blocks_are_parted_by_an_empty_line_and_the_source_ends_it() -> None:
    answer = Answer.of(
        Heading("Skills"),
        Bullets(("Python", "SQL")),
        Paragraph("That is all."),
        sources=["An article, 2024", "A survey"],
    )
    assert plain_text(answer) == "Skills\n\n• Python\n• SQL\n\nThat is all.\n\nSource: An article, 2024; A survey"


def test_a_table_is_aligned_numbers_to_the_right() -> None:
    table = Table(("Role", "Median"), (("Analyst", "104,244"), ("Head", "9")), "USD a year", numeric=(1,))
    assert plain_text(Answer.of(table)).splitlines() == [
        "USD a year",
        "Role      Median",
        "Analyst  104,244",
        "Head           9",
    ]


def test_a_chart_is_said_in_a_sentence() -> None:
    chart = Chart("Pay", "USD", ("a", "b"), (Series("median", (1, 2)),), "Pay: a 1, b 2.")
    assert plain_text(Answer.of(chart)) == "Pay: a 1, b 2."


def test_buttons_are_left_to_the_channel() -> None:
    assert plain_text(Answer.of(Paragraph("Hello."), buttons=[Button("Help", "help")])) == "Hello."


def test_an_answer_of_nothing_is_no_text() -> None:
    assert plain_text(Answer()) == ""
