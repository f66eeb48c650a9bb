"""What is done to a message before it is read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound import screen

LIMIT = 200


@pytest.mark.parametrize("text", ["What is an MLE?", "pay", "¿Qué?", "R", "C++", "100k", "what/why"])
def test_a_question_passes_as_it_is(text: str) -> None:
    screened = screen(text, LIMIT)
    assert (screened.text, screened.reason) == (text, None)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "🙂", "?!", "\x00", "…", None])
def test_what_has_no_words_is_no_question(text: str | None) -> None:
    assert screen(text, LIMIT).reason == "no_words"


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "  /restart ",
        "//restart",
        "/ask_salary",
        '/ask_salary{"role": "x"}',
        "/greet@0.5",
        "/a.b-c",
        "\x00/restart",
        "\u200b/restart",
    ],
)
def test_a_command_is_named_as_such_and_loses_its_slash(text: str) -> None:
    screened = screen(text, LIMIT)
    assert screened.reason == "command"
    assert not screened.text.startswith("/")


def test_a_slash_before_a_sentence_is_dropped() -> None:
    assert screen("/what does an engineer do", LIMIT).text == "what does an engineer do"


@pytest.mark.parametrize("text", ["/help", "/start", "/HELP", " / help "])
def test_the_first_words_of_messengers_ask_for_help(text: str) -> None:
    screened = screen(text, LIMIT)
    assert (screened.text, screened.reason) == ("help", None)


def test_blanks_and_control_characters_are_cleaned() -> None:
    assert screen(" what\x00 is\u200b \t\n an\x07  MLE ", LIMIT).text == "what is an MLE"


def test_too_long_is_too_long_by_one() -> None:
    assert screen("x" * LIMIT, LIMIT).reason is None
    long = screen("x" * (LIMIT + 1), LIMIT)
    assert long.reason == "too_long"
    assert len(long.text) <= LIMIT + 1


@given(st.one_of(st.text(), st.from_regex(r"[\x00-\x20/]{0,4}/[a-z_]{1,9}(\{.{0,9})?")))
def test_no_text_reaches_rasa_as_an_order(text: str) -> None:
    screened = screen(text, 10_000)
    assert not screened.text.startswith("/")
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in screened.text)
    assert screened.text == screened.text.strip()
