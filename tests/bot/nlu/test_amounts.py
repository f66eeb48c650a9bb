"""Money in what people type, as bounds in whole units a year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.amounts import find_amounts

K = 1_000


def bounds(text: str) -> list[tuple[int | None, int | None]]:
    return [(m.value["low"], m.value["high"]) for m in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("jobs over 150k", 150 * K, None),
        ("more than $120,000", 120 * K, None),
        ("at least 100k a year", 100 * K, None),
        ("100k+", 100 * K, None),
        ("150k or more", 150 * K, None),
        ("minimum 90 000", 90 * K, None),
        ("over 120", 120 * K, None),
        ("> 130k", 130 * K, None),
        ("no less than 95k", 95 * K, None),
        ("six figures", 100 * K, None),
        ("a 6-figure job", 100 * K, None),
        ("seven figures", 1000 * K, None),
        ("under 80k", None, 80 * K),
        ("less than $ 90,000", None, 90 * K),
        ("up to 200 thousand dollars", None, 200 * K),
        ("at most 100 grand", None, 100 * K),
        ("70k max", None, 70 * K),
        ("not more than 110k", None, 110 * K),
        ("between 100 and 140k", 100 * K, 140 * K),
        ("between 100 and 140", 100 * K, 140 * K),
        ("100-140k", 100 * K, 140 * K),
        ("100k – 130k", 100 * K, 130 * K),
        ("from $100,000 to $150,000", 100 * K, 150 * K),
        ("about 120k", 120 * K, 120 * K),
        ("$120,000", 120 * K, 120 * K),
        ("a salary of 85000", 85 * K, 85 * K),
        ("1.5 million", 1500 * K, 1500 * K),
        ("122.5k", 122_500, 122_500),
    ],
)
def test_an_amount_has_bounds(text: str, low: int | None, high: int | None) -> None:
    assert bounds(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "over 5 years of experience",
        "more than 10 jobs",
        "in 2023",
        "the second one",
        "listing 3",
        "python 3",
        "top 5",
        "$40 an hour",
        "20 dollars per hour",
        "between 2 and 3 roles",
        "over 30 percent",
        "",
        "k",
    ],
)
def test_what_counts_or_dates_is_no_amount(text: str) -> None:
    assert bounds(text) == []


@pytest.mark.parametrize(
    ("text", "currency"),
    [("$100k", "USD"), ("100k USD", "USD"), ("€90,000", "EUR"), ("90k euros", "EUR"), ("£80k", "GBP"), ("80k", None)],
)
def test_a_currency_is_kept_where_named(text: str, currency: str | None) -> None:
    (mention,) = find_amounts(text)
    assert mention.value["currency"] == currency


def test_the_place_of_the_mention_is_that_of_its_words() -> None:
    text = "jobs that pay over 150k in Virginia"
    (mention,) = find_amounts(text)
    assert text[mention.start : mention.end] == "over 150k"


def test_two_amounts_are_two() -> None:
    assert bounds("over 100k but under 150k") == [(100 * K, None), (None, 150 * K)]


@given(st.text(alphabet="0123456789k$€,.-+ overbtwandmst", max_size=40))
def test_whatever_is_typed_bounds_are_sound_and_mentions_apart(text: str) -> None:
    mentions = find_amounts(text)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        low, high = mention.value["low"], mention.value["high"]
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
    assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:]))


@given(st.integers(20, 999))
def test_thousands_are_read_however_written(thousands: int) -> None:
    expected = [(thousands * K, None)]
    for written in (
        f"{thousands}k",
        f"${thousands},000",
        f"{thousands} thousand",
        f"{thousands}000 dollars",
        f"{thousands}K USD",
    ):
        assert bounds(f"over {written}") == expected, written
