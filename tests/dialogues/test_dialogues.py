"""Every dialogue of the files beside this one, one test each, against the real model and store.

A file is a family of questions: a list of dialogues with a `name` and `turns`. A turn is what a person would `ask`,
the text that the answer `contains` and `lacks` (letters' case does not matter), the sources that it is `from`, and
its `kind`, which is `answer` unless said otherwise. Those of `SURVEYED` are asked
while the store holds survey.csv too (test_salary_filters.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

HERE = Path(__file__).parent
TURN = {"ask", "contains", "lacks", "from", "kind"}


SURVEYED = {"salary_filters"}


def dialogues(surveyed: bool) -> Iterator[Any]:
    for file in sorted(file for file in HERE.glob("*.yml") if (file.stem in SURVEYED) == surveyed):
        for dialogue in YAML(typ="safe").load(file.read_text("utf8")):
            yield pytest.param(dialogue["turns"], id=f"{file.stem}: {dialogue['name']}")


@pytest.mark.parametrize("turns", dialogues(surveyed=False))
def test_dialogue(turns: list[dict[str, Any]], talk: Callable[[str], Any]) -> None:
    hold(turns, talk)


def hold(turns: list[dict[str, Any]], talk: Callable[[str], Any]) -> None:
    for turn in turns:
        assert set(turn) <= TURN
        assert turn.get("contains") or "kind" in turn, "a turn that asserts nothing"
        reply = talk(turn["ask"])
        said = f"{turn['ask']!r} was read as {reply.trace.intent} {reply.trace.entities} and answered:\n{reply.text}"
        text = reply.words.lower()
        missing = [part for part in turn.get("contains", ()) if part.lower() not in text]
        assert not missing, f"missing {missing}: {said}"
        unwanted = [part for part in turn.get("lacks", ()) if part.lower() in text]
        assert not unwanted, f"unwanted {unwanted}: {said}"
        assert reply.kind == turn.get("kind", "answer"), f"of kind {reply.kind}: {said}"
        sources = "\n".join(reply.answer.sources)
        assert all(part in sources for part in turn.get("from", ())), f"from {sources}: {said}"
        assert sources or reply.kind != "answer" or reply.trace.intent == "list_roles", f"names no source: {said}"
