"""Figures of a sample are those of the standard library, whatever the pays."""

from __future__ import annotations

import random
import statistics
from bisect import bisect_left, bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.pay_sample import PaySample, read_pays, stored_pays

pays = st.lists(st.integers(0, 999_999_999), min_size=2, max_size=80)


def sample(values: list[int]) -> PaySample:
    return PaySample([read_pays(stored_pays(values))])


@given(pays)
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    expected = statistics.quantiles(values, n=4, method="inclusive")
    assert sample(values).quartiles == pytest.approx(expected, abs=0.51)


@given(pays, st.integers(1, 99))
def test_percentiles_are_those_of_the_standard_library(values: list[int], percentile: int) -> None:
    (found,) = sample(values).quantiles([percentile / 100])
    assert found == pytest.approx(statistics.quantiles(values, n=100, method="inclusive")[percentile - 1], abs=0.51)


@given(pays, st.integers(0, 999_999_999))
def test_a_rank_counts_each_pay_once(values: list[int], amount: int) -> None:
    ordered = sorted(values)
    rank = sample(values).rank(amount)
    assert rank.below == bisect_left(ordered, amount)
    assert rank.below + rank.equal == bisect_right(ordered, amount)
    assert rank.below + rank.equal + rank.above == len(values)
    assert 0 <= rank.percentile <= 100


@given(pays)
def test_a_histogram_has_a_place_for_each_pay(values: list[int]) -> None:
    spread = sample(values).histogram()
    assert sum(spread.counts) == len(values)
    assert len(spread.counts) <= 26
    for i in range(1, len(spread.counts) - 1):
        low = spread.start + i * spread.width
        assert spread.counts[i] == sum(low <= value < low + spread.width for value in values)


@given(pays, st.integers(0, 999_999_999))
def test_an_amount_has_a_position_within_the_histogram(values: list[int], amount: int) -> None:
    spread = sample(values).histogram()
    assert 0 <= spread.position(amount) <= len(spread.counts)


@given(st.lists(pays, max_size=4))
def test_a_sample_is_the_same_in_one_part_or_in_several(parts: list[list[int]]) -> None:
    whole = sample([value for part in parts for value in part])
    apart = PaySample([read_pays(stored_pays(part)) for part in parts])
    assert apart.count == whole.count
    assert not whole.count or apart.quartiles == whole.quartiles


@pytest.mark.parametrize("most", [999, 300_000, 3_000_000])
def test_many_pays_are_counted_like_few(most: int) -> None:
    chance = random.Random(most)
    values = [chance.randrange(most) for _ in range(100_000)]
    many = sample(values)
    assert many.quartiles == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"), abs=0.51)
    assert many.quantiles([0, 0.999, 1]) == pytest.approx(
        [min(values), statistics.quantiles(values, n=1000, method="inclusive")[-1], max(values)], abs=0.51
    )
    assert many.rank(most // 2).below == sum(value < most // 2 for value in values)
    spread = many.histogram()
    assert sum(spread.counts) == len(values)
    low = spread.start + spread.width
    assert len(spread.counts) == 1 or spread.counts[1] == sum(low <= v < low + spread.width for v in values)


def test_one_pay_is_its_own_median() -> None:
    assert sample([100]).quartiles == (100, 100, 100)


def test_no_pays_have_no_quartiles() -> None:
    with pytest.raises(ValueError, match="no pays"):
        _ = sample([]).quartiles
