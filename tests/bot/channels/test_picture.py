"""A chart as a picture: whatever is in it, it can be drawn, read in light and dark, and told in words."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from actions.chart import KINDS, Chart, Marker, Series
from bot.channels.picture import png

text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=("Cc",)), max_size=60)
charts = st.integers(0, 20).flatmap(
    lambda width: st.builds(
        Chart,
        title=text,
        unit=text,
        categories=st.tuples(*[text] * width),
        series=st.lists(
            st.builds(Series, text, st.tuples(*[st.none() | st.integers(0, 10**9)] * width)), max_size=5
        ).map(tuple),
        alternative=st.text(max_size=20),
        kind=st.sampled_from(KINDS),
        marker=st.none() | st.builds(Marker, text, st.floats(-1, 21)),
        note=text,
    )
)


def chart(kind: str, marker: Marker | None = None, series: int = 1) -> Chart:
    values = ((80_000, 115_000, 150_000), (90_000, None, 170_000))
    return Chart(
        "Pay by level",
        "USD a year",
        ("Entry", "Mid", "Senior"),
        tuple(Series(f"Role {i}", values[i]) for i in range(series)),
        "Pay by level: Entry 80,000, Mid 115,000, Senior 150,000.",
        kind,
        marker,
        "1,550 answers. Source: a survey",
    )


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


@given(charts, st.booleans())
@settings(max_examples=25)
def test_every_chart_can_be_drawn(chart: Chart, dark: bool) -> None:
    assert opened(png(chart, dark)).size[0] == 1200


def test_money_is_no_mathematics() -> None:
    assert png(Chart("$x^{$", "$", ("$\\frac",), (Series("$_", (1,)),), "", "bars", Marker("$120k$", 0.5), "$5 $"))


@pytest.mark.parametrize("kind", KINDS)
def test_light_and_dark_differ_in_ground_and_keep_ink_readable(kind: str) -> None:
    for dark in (False, True):
        grey = np.asarray(opened(png(chart(kind), dark)).convert("L"), dtype=int)
        ground = grey[0, 0]
        assert ground < 40 if dark else ground > 240
        assert abs(grey - ground).max() > 180


@pytest.mark.parametrize("kind", KINDS)
def test_the_askers_figure_is_drawn(kind: str) -> None:
    assert png(chart(kind, Marker("you", 1.5))) != png(chart(kind))


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_series_are_told_apart_without_colour(kind: str) -> None:
    """Swapping two series changes the picture in greys too: by hatch, stroke or point."""
    two = chart(kind, series=2)
    same = (120_000, 120_000, 120_000)
    first, second = (
        Chart(
            "", "", two.categories, tuple(Series("", same if i == shown else (None,) * 3) for i in range(2)), "", kind
        )
        for shown in range(2)
    )
    shapes = [np.asarray(opened(png(c)).convert("L")) < 200 for c in (first, second)]
    assert (shapes[0] != shapes[1]).sum() > 500


def test_the_words_go_with_the_picture() -> None:
    spoken = chart("line")
    assert opened(png(spoken)).text == {
        "Title": spoken.title,
        "Description": spoken.alternative,
        "Software": opened(png(spoken)).text["Software"],
    }
