"""What holds for any message whatever."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.settings import ROOT
from tests.conftest import Talk

KINDS = {"answer", "question", "unknown", "refusal", "chat"}
QUESTIONS = [
    line.split("\t", 1)[1] for line in (ROOT / "tests" / "in_domain.txt").read_text("utf8").splitlines() if "\t" in line
]
# Pieces that mean something to the pipeline, so that chance hits more than the refusal.
PIECES = [
    "jobs", "salary", "the second", "and", "?", "over 120k", "remote", "not", "ML engineer", "the manager", "Python",
    "in NY", "/", "{", "}", "2023", "compare", "more", "start over", "which role", "what", "skills", ",", ".", "\n",
]  # fmt: skip
messages = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.tuples(st.sampled_from(QUESTIONS), st.text(max_size=20)).map("".join),
)
# Each example is a turn of a real conversation: few, and no data of another test to be reused.
of_conversations = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@of_conversations
@given(st.lists(messages, min_size=1, max_size=3))
def test_whatever_is_said_gets_one_answer_and_the_session_lives(new_talk: Callable[[], Talk], said: list[str]) -> None:
    talk = new_talk()
    for text in said:
        reply = talk(text)
        assert reply.kind in KINDS
        assert reply.text.strip()
        assert reply.kind != "answer" or reply.answer.sources or reply.trace.intent == "list_roles"
    assert "Machine Learning Engineer" in talk("Tell me about the machine learning engineer").text


def shown(reply: Any) -> Any:
    return reply.answer.as_dict()


@of_conversations
@given(
    question=st.sampled_from(QUESTIONS),
    change=st.sampled_from(
        [str.upper, str.lower, str.title, lambda t: f"  {t}\t ", lambda t: t.replace(" ", "   "),
         lambda t: t.rstrip("?!. ") + "?", lambda t: t.rstrip("?!. "), lambda t: t.rstrip("?!. ") + " !!!"]
    ),
)  # fmt: skip
def test_case_white_space_and_final_marks_change_no_answer(
    new_talk: Callable[[], Talk], question: str, change: Callable[[str], str]
) -> None:
    plain, changed = new_talk()(question), new_talk()(change(question))
    if plain.kind in ("unknown", "question"):  # these repeat a name as it was typed
        assert (changed.kind, changed.trace.intent) == (plain.kind, plain.trace.intent)
    else:
        assert shown(changed) == shown(plain)


COURTEOUS = [
    "Great, thanks. {}", "hmm, {}", "Good evening! {}", "sorry to bother you again but {}", "quick question: {}", "lol {}",
    "just wondering, {}", "Thank you very much for your kind reply. {}", "namaste ji, {}", "{}, thanks in advance", "{} pls",
    "{}, if you know", "{} lol", "{} :)", "{}, just curious", "{} thank you so much", "I see. {}, please",
]  # fmt: skip


@of_conversations
@given(st.sampled_from([q for q in QUESTIONS if len(q.split()) > 2]), st.sampled_from(COURTEOUS))
def test_courtesies_change_no_answer(new_talk: Callable[[], Talk], question: str, courteous: str) -> None:
    said = courteous.format(question.rstrip("?!. "))
    plain, changed = new_talk()(question.rstrip("?!. ")), new_talk()(said)
    if plain.kind == "answer":
        assert shown(changed) == shown(plain)
    elif plain.kind != "chat":  # thanks for nothing are thanks
        assert changed.kind in (plain.kind, "chat")


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "…", "\u200b", "🤷", "\x00"])
def test_what_has_no_words_is_told_so(new_talk: Callable[[], Talk], text: str) -> None:
    assert new_talk()(text).kind == "refusal"
