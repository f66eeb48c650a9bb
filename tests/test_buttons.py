"""Whatever button was offered in our own dialogues is understood when it is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from actions.answer import Answer
from tests.conftest import Reply, Talk
from tests.dialogues.test_dialogues import dialogues

# What was said up to an answer, and the answer.
Told = tuple[tuple[str, ...], Answer]


@pytest.fixture(scope="module")
def told(new_talk: Callable[[], Talk]) -> list[Told]:
    found: list[Told] = []
    for (dialogue,) in (given.values for given in dialogues()):
        talk = new_talk()
        said = tuple(turn["ask"] for turn in dialogue.turns)
        found += [(said[: i + 1], talk(text).answer) for i, text in enumerate(said)]
    return found


def test_every_button_ever_offered_gets_an_answer(new_talk: Callable[[], Talk], told: list[Told]) -> None:
    """Pressed where it was offered, before the conversation goes on; each payload once."""
    offered = {button.payload: said for said, answer in reversed(told) for button in answer.buttons}
    pressed = {payload: _last_reply(new_talk(), [*said, payload]) for payload, said in offered.items()}

    assert len(pressed) > 50
    assert not {payload: reply.trace.intent for payload, reply in pressed.items() if reply.kind == "refusal"}


def test_every_button_has_a_title_that_fits(told: list[Told]) -> None:
    for _, answer in told:
        titles = [button.title for button in answer.buttons]
        assert all(0 < len(title) <= 60 for title in titles), titles
        assert len(set(titles)) == len(titles) <= 8, titles


def _last_reply(talk: Talk, said: Sequence[str]) -> Reply:
    return [talk(text) for text in said][-1]
