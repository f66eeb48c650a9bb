"""Every dialogue of the files beside this one, one test each, against the real model and store.

What a file holds is told in bot/evaluation/dialogues.py. Those of `SURVEYED` are asked while the store holds survey.csv
too (test_salary_filters.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.dialogues import SURVEYED, Dialogue, fault, read_dialogues

HERE = Path(__file__).parent


def dialogues(surveyed: bool) -> Iterator[Any]:
    for dialogue in read_dialogues(HERE):
        if (dialogue.family == SURVEYED) == surveyed:
            yield pytest.param(dialogue, id=f"{dialogue.family}: {dialogue.name}")


@pytest.mark.parametrize("dialogue", dialogues(surveyed=False))
def test_dialogue(dialogue: Dialogue, talk: Callable[[str], Any]) -> None:
    hold(dialogue, talk)


def hold(dialogue: Dialogue, talk: Callable[[str], Any]) -> None:
    for turn in dialogue.turns:
        reply = talk(turn["ask"])
        found = fault(turn, reply.answers, reply.trace)
        assert found is None, found
