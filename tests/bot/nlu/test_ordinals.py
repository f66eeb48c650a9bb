"""Which of several is meant, and years."""

from __future__ import annotations

import pytest

from bot.nlu.ordinals import find_ordinals, find_years


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the second one", 2),
        ("tell me about the first job", 1),
        ("the 3rd", 3),
        ("show me the last one", -1),
        ("number 4 please", 4),
        ("#2", 2),
        ("open listing 5", 5),
        ("no. 1", 1),
        ("option two", 2),
        ("the third?", 3),
        ("job number three", 3),
        ("open 3 please", 3),
        ("and 2", 2),
        ("back to 1", 1),
        ("only the first's", 1),
        ("the second, what does it take", 2),
        ("compare the first with a nurse", 1),
        ("what was the third tip again", 3),
        ("show the third in detail", 3),
    ],
)
def test_one_of_several(text: str, number: int) -> None:
    assert [mention.value for mention in find_ordinals(text)] == [number]


@pytest.mark.parametrize(
    "text", ["what comes first in a career", "the last years", "second thoughts about python", "one", ""]
)
def test_other_uses_of_the_words_mean_none(text: str) -> None:
    assert find_ordinals(text) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2023", [2023]),
        ("2020 to 2024", [2020, 2024]),
        ("what about 2022?", [2022]),
        ("$2023", []),
        ("2023k", []),
        ("20233", []),
        ("12,2023", []),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    assert [mention.value for mention in find_years(text)] == years
