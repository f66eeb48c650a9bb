"""Every dialogue of the files beside this one, one test each, against the real model and store.

What a file holds is told in bot/evaluation/dialogues.py. Those of `SURVEYED` are asked while the store holds survey.csv
too (test_salary_filters.py), and those that other people wrote in test_by_others.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.dialogues import SURVEYED, Dialogue, fault, read_dialogues

HERE = Path(__file__).parent
_BY_OTHERS = "by_others"


def dialogues(*, surveyed: bool = False, by_others: bool = False) -> Iterator[Any]:
    for dialogue in _all():
        if (dialogue.family == SURVEYED, dialogue.family.startswith(_BY_OTHERS)) == (surveyed, by_others):
            yield pytest.param(dialogue, id=f"{dialogue.family}: {dialogue.name}")


@cache
def _all() -> Sequence[Dialogue]:
    """The files are long: to read them takes seconds, and four modules want a part of them each."""
    return tuple(read_dialogues(HERE))


@pytest.mark.parametrize("dialogue", dialogues())
def test_dialogue(dialogue: Dialogue, talk: Callable[[str], Any]) -> None:
    hold(dialogue, talk)


def hold(dialogue: Dialogue, talk: Callable[[str], Any]) -> None:
    for turn in dialogue.turns:
        reply = talk(turn["ask"])
        found = fault(turn, reply.answers, reply.trace)
        assert found is None, found
