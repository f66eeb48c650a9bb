"""Whatever button was offered in the dialogues is understood when it is pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.dialogues import SURVEYED, Dialogue, read_dialogues

DIALOGUES = Path(__file__).parent / "dialogues"


def dialogues() -> Iterator[Dialogue]:
    return (dialogue for dialogue in read_dialogues(DIALOGUES) if dialogue.family != SURVEYED)


def test_every_button_ever_offered_gets_an_answer(new_talk: Callable[[], Callable[[str], Any]]) -> None:
    """Pressed where it was offered, before the conversation goes on; each payload once."""
    pressed: dict[str, str] = {}
    for dialogue in dialogues():
        turns = dialogue.turns
        for upto in range(1, len(turns) + 1):
            buttons = _asked(new_talk(), turns[:upto]).answer.buttons
            for button in buttons:
                if button.payload not in pressed:
                    reply = _asked(new_talk(), turns[:upto], button.payload)
                    pressed[button.payload] = f"{reply.kind}, read as {reply.trace.intent}"

    refused = {payload: kind for payload, kind in pressed.items() if kind.startswith("refusal")}
    assert len(pressed) > 50
    assert not refused


def test_every_button_has_a_title_that_fits(new_talk: Callable[[], Callable[[str], Any]]) -> None:
    for dialogue in dialogues():
        talk = new_talk()
        for turn in dialogue.turns:
            answer = talk(turn["ask"]).answer
            titles = [button.title for button in answer.buttons]
            assert all(0 < len(title) <= 60 for title in titles), titles
            assert len(set(titles)) == len(titles) <= 8, titles


def _asked(talk: Callable[[str], Any], turns: Sequence[dict[str, Any]], *more: str) -> Any:
    for turn in turns:
        reply = talk(turn["ask"])
    for text in more:
        reply = talk(text)
    return reply
