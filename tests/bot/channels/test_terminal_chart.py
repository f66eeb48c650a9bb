"""Bars, ranges and lines in the terminal."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given, settings
from rich.console import Console

from actions.chart import KINDS, Chart, Marker, Series
from bot.channels.terminal_chart import chart_in_terminal
from tests.bot.channels.test_picture import chart, charts


def shown(chart: Chart, width: int = 100) -> str:
    out = StringIO()
    Console(file=out, width=width).print(chart_in_terminal(chart))
    return out.getvalue()


@given(charts)
@settings(max_examples=40)
def test_every_chart_is_shown(chart: Chart) -> None:
    shown(chart)


@pytest.mark.parametrize("kind", KINDS)
def test_title_unit_count_and_source_are_told(kind: str) -> None:
    said = shown(chart(kind))
    assert "Pay by level (USD a year)" in said
    assert "1,550 answers. Source: a survey" in said
    assert "Senior" in said


@pytest.mark.parametrize("kind", KINDS)
def test_the_askers_figure_is_named(kind: str) -> None:
    assert "my 100k" in shown(chart(kind, Marker("my 100k", 1.5)))


def test_the_askers_figure_stands_in_its_range() -> None:
    (line,) = (line for line in shown(chart("histogram", Marker("my 100k", 1.5))).splitlines() if "my 100k" in line)
    assert line.strip().startswith("Mid")


def test_a_line_has_its_years_and_its_ends() -> None:
    said = shown(chart("line"))
    assert "150,000" in said
    assert "80,000" in said
    assert max(map(len, shown(chart("line"), width=40).splitlines())) <= 40


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_series_are_told_apart_by_sign(kind: str) -> None:
    said = shown(chart(kind, series=2))
    assert "Role 0" in said
    assert "Role 1" in said
    assert {"█", "▒"} <= set(said) or {"●", "■"} <= set(said)


def test_a_range_without_answers_has_no_bar() -> None:
    said = shown(Chart("Pay", "answers", ("a", "b"), (Series("answers", (0, 5)),), "", "histogram"))
    empty, full = (line.count("█") for line in said.splitlines()[1:3])
    assert (empty, full > 0) == (0, True)
