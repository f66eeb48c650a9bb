"""What is foreign to the domain is refused, and what belongs to it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
FOREIGN = HERE / "foreign.txt"
IN_DOMAIN = HERE / "in_domain.txt"
NewTalk = Callable[[], Callable[[str], Any]]


def lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf8").splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.skipif(not FOREIGN.exists(), reason="tests/foreign.txt is not written yet")
def test_foreign_utterances_are_refused(new_talk: NewTalk) -> None:
    utterances = lines(FOREIGN)
    assert len(utterances) >= 1000
    assert len(set(utterances)) == len(utterances), "an utterance counts once"

    replies = {utterance: new_talk()(utterance) for utterance in utterances}

    answered = {u: r.trace.intent for u, r in replies.items() if r.kind not in ("refusal", "unknown", "question")}
    assert len(answered) <= 0.03 * len(utterances), answered


@pytest.mark.skipif(not IN_DOMAIN.exists(), reason="tests/in_domain.txt is not written yet")
def test_questions_of_the_domain_are_not_refused(new_talk: NewTalk) -> None:
    questions = [line.split("\t") for line in lines(IN_DOMAIN)]
    assert questions

    refused = {text: intent for intent, text in questions if new_talk()(text).kind == "refusal"}

    assert len(refused) <= 0.05 * len(questions), refused
