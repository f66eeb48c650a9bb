"""What is said out of courtesy around a question."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.nlu.courtesy import courtesies
from bot.nlu.spelling import replaced


def _left(text: str) -> str:
    return replaced(text, [(start, end, "") for start, end in courtesies(text)])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("great, thanks. where is it?", "where is it?"),
        ("sorry to bother you again but is a PhD needed", "is a PhD needed"),
        ("umm Keras", "Keras"),
        ("Thank you very much for your kind reply. And the manager?", "And the manager?"),
        ("thanks man and the pay", "and the pay"),
        ("could you tell me which pays more, if you know?", "which pays more?"),
        ("namaste ji, kindly tell me: remote ones", "remote ones"),
        ("how are you? any remote jobs", "any remote jobs"),
        ("okayyy the second", "the second"),
        ("where is it? Thanks for your patience.", "where is it?"),
        ("what level, lol", "what level"),
        ("salary please do the needful", "salary"),
        ("the tools sorry for my english", "the tools"),
        ("and the first :)?", "and the first?"),
        ("healthcare, any idea?", "healthcare?"),
    ],
)
def test_only_what_is_asked_is_left(text: str, left: str) -> None:
    assert _left(text) == left


@pytest.mark.parametrize(
    "text",
    [
        # nothing else is said
        "thanks", "good morning", "ok thanks a lot", "thanks mate", "👍", "that is so kind of you",
        # how what follows is to the question before
        "sorry, the engineer", "no, sorry, the manager", "ok that one, tell me everything",
        # parts of a question
        "well paid jobs", "which tools do you know", "tell me more", "what questions can I ask", "are you a dude",
        "and the ML dude?", "who are you mate", "is it good?", "remove me from your database", "no thanks",
        # a picture that means pay
        "💸 for a data scientist?",
    ],
)  # fmt: skip
def test_what_asks_something_or_is_all_that_is_said_stays(text: str) -> None:
    assert _left(text) == text


_QUESTIONS = st.sampled_from(
    ["and the manager?", "remote ones", "what does a data engineer earn?", "salary?", "the second one"]
)
_BEFORE = st.sampled_from(
    [
        "great, thanks.",
        "hmm,",
        "sorry to bother you,",
        "Hello!",
        "quick question:",
        "lol",
        "just wondering,",
        "sir,",
        "Hope you are well.",
    ]
)
_BEHIND = st.sampled_from(
    [
        ", please",
        " thanks in advance",
        " pls",
        " lol",
        ", if you know",
        ", bro",
        " :)",
        ", just curious",
        ". Thank you!",
    ]
)


@given(_BEFORE, _QUESTIONS, _BEHIND)
def test_courtesies_on_both_sides_are_left_out(before: str, question: str, behind: str) -> None:
    left = _left(f"{before} {question.rstrip('?')}{behind}")
    assert left.rstrip(".! ") == question.rstrip("?")


@given(st.text(max_size=80))
@example("thanks, and? lol")
@example("thanks a\u0130b c\u0130")
def test_what_is_left_out_stands_in_order_and_apart(text: str) -> None:
    places = [place for span in courtesies(text) for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert not text.strip() or _left(text).strip() or not courtesies(text)
