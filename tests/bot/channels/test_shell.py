"""An answer in the terminal."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from actions.answer import Answer, Bullets, Button, Heading, Paragraph, Table
from actions.chart import Chart, Series
from bot.channels.shell import show


def shown(answer: Answer, width: int = 100) -> str:
    out = StringIO()
    show(Console(file=out, width=width), answer)
    return out.getvalue()


def test_every_block_is_shown_in_order() -> None:
    answer = Answer.of(
        Heading("Pay"),
        Paragraph("By the survey."),
        Table(("Role", "Median"), (("Analyst", "104,244"),), "USD a year", numeric=(1,)),
        Bullets(("one", "two")),
        Chart("By level", "USD", ("entry", "senior"), (Series("median", (80_000, 160_000)),), ""),
        sources=["Survey, CC0"],
    )
    said = shown(answer)
    parts = ["Pay", "By the survey.", "USD a year", "Role", "104,244", "• one", "• two", "By level (USD)", "entry", "160,000",
             "Source: Survey, CC0"]  # fmt: skip
    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)


def test_buttons_are_numbered_so_that_they_can_be_typed() -> None:
    said = shown(Answer.of(Paragraph("?"), buttons=[Button("Skills", "skills?"), Button("Pay", "pay?")]))
    assert " 1  Skills" in said
    assert " 2  Pay" in said
    assert "skills?" not in said


def test_a_bar_is_as_long_as_its_value_and_never_nothing() -> None:
    said = shown(Answer.of(Chart("Pay", "USD", ("a", "b", "c"), (Series("median", (1, 50, 100)),), ""))).splitlines()
    a, b, c = (line.count("█") for line in said if "█" in line)
    assert 1 == a < b < c
    assert b * 2 == c


def test_text_is_shown_as_it_is_not_as_markup() -> None:
    assert "[red]x[/red] :smile:" in shown(Answer.of(Paragraph("[red]x[/red] :smile:")))


def test_a_narrow_terminal_loses_no_words() -> None:
    said = shown(Answer.of(Table(("Title", "Company"), (("Data Engineer", "murmuration"),))), width=40)
    assert "Data Engineer" in said
    assert "murmuration" in said
