"""Pay is read in any common writing, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.pay import Pay, read_pay


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("USD 100K - 130K", Pay("USD", 100_000, 130_000)),
        ("USD 100 - 130K", Pay("USD", 100_000, 130_000)),
        ("EUR 60,000 – 75,500", Pay("EUR", 60_000, 75_500)),
        ("EUR 60.000 - 75.500", Pay("EUR", 60_000, 75_500)),
        ("£45,000", Pay("GBP", 45_000, 45_000)),
        ("$120k to $150k per year", Pay("USD", 120_000, 150_000)),
        ("C$90K", Pay("CAD", 90_000, 90_000)),
        ("100K - 130K USD", Pay("USD", 100_000, 130_000)),
        ("INR 1.2M - 1.5M", Pay("INR", 1_200_000, 1_500_000)),
        ("USD 92.5K", Pay("USD", 92_500, 92_500)),
        ("USD 100K+", Pay("USD", 100_000, None)),
        ("from USD 100K", Pay("USD", 100_000, None)),
        ("up to CHF 130000", Pay("CHF", None, 130_000)),
    ],
)
def test_pay(lexicon: Lexicon, text: str, pay: Pay) -> None:
    assert read_pay(text, lexicon.grammar.currency_signs) == pay


@pytest.mark.parametrize("text", ["100K - 130K", "USD", "USD 55 / hour", "USD 40", "competitive", "", "USD 1K 2K"])
def test_what_is_no_yearly_pay_in_a_currency_is_not_read(lexicon: Lexicon, text: str) -> None:
    assert read_pay(text, lexicon.grammar.currency_signs) is None


@given(low=st.integers(1, 999), more=st.integers(0, 500), currency=st.sampled_from(["USD", "EUR", "JPY"]))
def test_thousands_mean_the_same_short_or_in_full(lexicon: Lexicon, low: int, more: int, currency: str) -> None:
    signs = lexicon.grammar.currency_signs
    high = low + more
    short = read_pay(f"{currency} {low}K - {high}K", signs)
    assert short == read_pay(f"{currency} {low * 1000:,} - {high * 1000:,}", signs)
    assert short == Pay(currency, low * 1000, high * 1000)


@given(st.text())
def test_no_text_makes_it_raise(lexicon: Lexicon, text: str) -> None:
    read_pay(text, lexicon.grammar.currency_signs)
