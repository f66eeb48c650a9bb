"""What is taken for a slip, and what for a word of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.recognizer import mask
from bot.nlu.respelling import Respelling, respelt
from bot.nlu.shared import recognizer, words
from bot.nlu.spelling import Spelling, replaced
from bot.settings import Settings

ASKED = [
    *["what does a _role_ earn", "how much does a _role_ earn", "which tools does a _role_ use", "show me all jobs"]
    * 999,
    *["the ones that aren't remote", "how many jobs are there", "hello there", "i need help", "tell me the _ordinal_"]
    * 999,
]
FOREIGN = ["how do bees make honey", "the rules of golf", "who plays the lead"] * 999


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.fit([*ASKED, *FOREIGN], [False] * len(ASKED) + [True] * len(FOREIGN), words())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waht does a _role_ earn", "what does a _role_ earn"),
        ("hwo much does a _role_ earn", "how much does a _role_ earn"),
        ("how much does a _role_ erne", "how much does a _role_ earn"),
        ("wich tols does a _role_ use", "which tools does a _role_ use"),
        ("shwo me al jobs", "show me all jobs"),
        ("helo", "hello"),
        ("the ones that arent remote", "the ones that aren't remote"),
        ("tell me the secnd", "tell me the second"),
    ],
)
def test_a_slip_is_put_right_by_what_stands_beside_it(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "how do bees make honey",
        "the rules of golf",
        "thanks man",
        "does a _role_ rent a flat",
        "kubernetes",
        "_role_",
        "his education",
    ],
)
def test_what_may_be_meant_stays(spelling: Spelling, text: str) -> None:
    assert spelling.correct(text) == text


def test_what_was_learnt_survives_as_json(spelling: Spelling) -> None:
    again = Spelling.from_dict(spelling.as_dict(), words())
    assert again.familiar == spelling.familiar
    assert again.correct("hwo much does a _role_ erne") == "how much does a _role_ earn"


def test_names_are_recognised_anew_in_what_was_meant(spelling: Spelling, settings: Settings) -> None:
    known = recognizer()
    text = "waht does a data scientist earn in the US"
    meant = respelt(text, known.mentions(text), spelling, known)
    assert mask(meant.text, meant.mentions) == "what does a _role_ earn in the _place_"
    assert [text[slice(*meant.typed_at(m.start, m.end))] for m in meant.mentions if m.kind == "role"] == [
        "data scientist"
    ]


@given(st.text(max_size=60))
def test_nothing_typed_is_lost_but_slips(spelling: Spelling, text: str) -> None:
    slips = spelling.slips_in(text, [])
    assert replaced(text, [(start, end, text[start:end]) for start, end, _ in slips]) == text
    assert all(0 <= start < end <= len(text) for start, end, _ in slips)


@given(st.lists(st.tuples(st.text("ab ", min_size=1, max_size=5), st.text("cd", min_size=1, max_size=5)), max_size=4))
def test_a_place_in_what_was_meant_is_found_in_what_was_typed(pieces: list[tuple[str, str]]) -> None:
    typed, slips = "", []
    for kept, slip in pieces:
        typed += kept
        slips.append((len(typed), len(typed) + len(slip), slip * 2))
        typed += slip
    meant = Respelling(typed, replaced(typed, slips), [], tuple(slips))
    at = 0
    for kept, slip in pieces:
        assert typed[slice(*meant.typed_at(at, at + len(kept)))] == kept
        at += len(kept)
        assert typed[slice(*meant.typed_at(at, at + 2 * len(slip)))] == slip
        at += 2 * len(slip)
