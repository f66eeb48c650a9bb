"""The conversations of people who had not seen how the assistant answers, one test each."""

from __future__ import annotations

import pytest

from bot.evaluation.dialogues import Dialogue
from tests.conftest import Talk
from tests.dialogues.test_dialogues import dialogues, hold


@pytest.mark.parametrize("dialogue", dialogues(by_others=True))
def test_conversation(dialogue: Dialogue, talk: Talk) -> None:
    hold(dialogue, talk)
