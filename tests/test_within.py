"""What looks foreign by itself asks something where a role or listings are spoken of; what is foreign there stays so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Talk

OF_A_ROLE = "What does a machine learning engineer do?"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("n how much bread do they make", "184,750"),
        ("and he win how much", "184,750"),
        ("dang, what do they study", "Computer Science"),
        ("even noobs?", "102,650"),
        ("executive just for fun", "183,400"),
    ],
)
def test_a_person_stands_for_the_role(new_talk: Callable[[], Talk], text: str, told: str) -> None:
    talk = new_talk()
    talk(OF_A_ROLE)
    talk("and the pay?")

    assert told in talk(text).text


@pytest.mark.parametrize(
    "text", ["do they like football", "will it rain tomorrow", "lol my cat is sleeping", "what is the best pizza"]
)
@pytest.mark.parametrize("before", [OF_A_ROLE, "remote jobs", "What does a data engineer earn?"])
def test_what_is_foreign_is_refused_wherever_it_is_said(new_talk: Callable[[], Talk], before: str, text: str) -> None:
    talk = new_talk()
    talk(before)

    assert talk(text).kind in ("refusal", "question")


@pytest.mark.parametrize(
    ("text", "told", "untold"),
    [
        ("not new york, we might move", "Leidos", "Pfizer"),
        ("oh well, any for working from home then", "murmuration", "Leidos"),
        ("no professors please", "Pfizer", "Rochester Institute"),
    ],
)
def test_a_wish_about_listings_is_a_condition(new_talk: Callable[[], Talk], text: str, told: str, untold: str) -> None:
    talk = new_talk()
    talk("Show me all jobs")
    reply = talk(text)

    assert told in reply.text
    assert untold not in reply.text
