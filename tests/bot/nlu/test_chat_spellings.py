"""Words of a chat, put right whatever stands beside them."""

from __future__ import annotations

import pytest

from bot.nlu.chat_spellings import CHAT_SPELLINGS
from bot.nlu.spelling import Spelling
from bot.nlu.words import Words


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.fit(["what do they earn", "how much do they make"] * 5, [False] * 10, Words())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat do dey earn", "what do they earn"),
        ("n how much do dey make", "and how much do they make"),
        ("at wich lvl", "at which level"),
        ("too aswell", "too as well"),
    ],
)
def test_they_are_read_as_what_they_stand_for(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.correct(typed) == meant


@pytest.mark.parametrize("text", ["n-grams", "y/n", "n/a"])
def test_a_letter_joined_to_another_stays(spelling: Spelling, text: str) -> None:
    assert spelling.correct(text) == text


def test_none_stands_for_itself() -> None:
    assert not CHAT_SPELLINGS.keys() & set(CHAT_SPELLINGS.values())
