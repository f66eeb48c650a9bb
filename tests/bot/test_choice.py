"""Which button a typed choice means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.choice import chosen

OFFERS = [
    {"title": "Skills of a Data Science Manager", "payload": "a"},
    {"title": "Tools of a Data Science Manager", "payload": "b"},
    {"title": "Something else", "payload": "c"},
]


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("1", "a"),
        ("number 2", "b"),
        ("the second one", "b"),
        ("option 3.", "c"),
        ("the last", "c"),
        ("yes please", "a"),
        ("tools", "b"),
        ("the skills!", "a"),
        ("something else", "c"),
    ],
)
def test_a_number_a_place_or_its_words_choose_a_button(text: str, payload: str) -> None:
    assert chosen(text, OFFERS) == payload


@pytest.mark.parametrize("text", ["4", "0", "manager", "what does it pay", "no", "", "jobs in Virginia"])
def test_what_fits_no_button_or_several_is_a_message_of_its_own(text: str) -> None:
    assert chosen(text, OFFERS) is None


def test_words_that_skip_some_of_a_title_do_not_mean_it() -> None:
    offers = [{"title": "Data Science Manager", "payload": "a"}, {"title": "Data Analyst", "payload": "b"}]
    assert chosen("data manager", offers) is None
    assert chosen("science manager", offers) == "a"
    assert chosen("the data one", offers) == "b"


@given(st.text(max_size=40))
def test_nothing_is_chosen_where_nothing_is_offered(text: str) -> None:
    assert chosen(text, []) is None
