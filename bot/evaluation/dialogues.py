"""Dialogues as files: what a person says, and what the answer must and must not contain.

A file is a family of questions, in a folder or below it: a list of dialogues with a `name` and `turns`. A turn is
what a person would `ask`, the text that the answer `contains` and `lacks` (letters' case does not matter), the
sources that it is `from`, and its `kind`, which is `answer` unless said otherwise.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

from actions.answer import Answer
from actions.plain_text import plain_text
from bot.assistant import Assistant, Trace
from bot.settings import Settings
from knowledge.build import build
from knowledge.ingest.files import ingest
from knowledge.store import Store

_TURN = {"ask", "contains", "lacks", "from", "kind"}


class DialogueMalformed(ValueError):
    """A turn has unknown keys, or asks for nothing."""


@dataclass(frozen=True)
class Dialogue:
    family: str
    name: str
    turns: Sequence[dict[str, Any]]


def read_dialogues(folder: Path) -> Iterator[Dialogue]:
    """All dialogues of the files in a folder and below it; a family is called "refusals" or "by_others/guests".

    Raises:
        DialogueMalformed: a turn cannot be checked.
    """
    for file in sorted(folder.rglob("*.yml")):
        family = file.relative_to(folder).with_suffix("").as_posix()
        for dialogue in YAML(typ="safe").load(file.read_text("utf8")):
            for turn in dialogue["turns"]:
                if not set(turn) <= _TURN or not (turn.get("contains") or "kind" in turn):
                    raise DialogueMalformed(f"{file.name}: {dialogue['name']}: {turn}")
            yield Dialogue(family, dialogue["name"], dialogue["turns"])


def fault(turn: dict[str, Any], answers: Sequence[Answer], trace: Trace) -> str | None:
    """What is wrong with the answers to a turn; None if nothing is."""
    said = "\n".join(map(plain_text, answers))
    read_as = f"{turn['ask']!r} was read as {trace.intent} {trace.entities} and answered:\n{said}"
    if len(answers) != 1:
        return f"{len(answers)} answers: {read_as}"
    (answer,) = answers
    words = plain_text(replace(answer, sources=())).lower()
    missing = [part for part in turn.get("contains", ()) if part.lower() not in words]
    if missing:
        return f"missing {missing}: {read_as}"
    unwanted = [part for part in turn.get("lacks", ()) if part.lower() in words]
    if unwanted:
        return f"unwanted {unwanted}: {read_as}"
    if answer.kind != turn.get("kind", "answer"):
        return f"of kind {answer.kind}: {read_as}"
    sources = "\n".join(answer.sources)
    if not all(part in sources for part in turn.get("from", ())):
        return f"from {sources}: {read_as}"
    if not sources and answer.kind == "answer" and trace.intent != "list_roles":
        return f"names no source: {read_as}"
    return None


async def play(dialogue: Dialogue, assistant: Assistant) -> str | None:
    """Hold a dialogue in a conversation of its own; return the first fault, None if there is none."""
    for turn in dialogue.turns:
        answers, trace = await assistant.traced(turn["ask"], f"{dialogue.family}: {dialogue.name}")
        found = fault(turn, answers, trace)
        if found:
            return found
    return None


# Held while the store holds the survey beside the files too.
SURVEYED = "salary_filters"
_SURVEY = "survey.csv"


def hold_all(folder: Path, settings: Settings, progress: Callable[[int, int], None]) -> list[str]:
    """Hold every dialogue of `folder` with the trained model and a store of the curated sources; return the faults.

    `progress` is told how many of how many are done.

    Raises:
        ModelMissing: there is no model.
    """
    dialogues = sorted(read_dialogues(folder), key=lambda dialogue: dialogue.family == SURVEYED)
    with TemporaryDirectory() as made:
        own = settings.copy(update={"database_url": f"sqlite:///{made}/knowledge.db", "conversations_url": "sqlite://"})
        build(own.database_url, own.sources)
        own.export()
        try:
            return asyncio.run(_held(dialogues, folder, own, progress))
        finally:
            settings.export()


async def _held(
    dialogues: Sequence[Dialogue], folder: Path, settings: Settings, progress: Callable[[int, int], None]
) -> list[str]:
    assistant = Assistant.load(settings)
    faults, surveyed = [], False
    for number, dialogue in enumerate(dialogues, 1):
        if dialogue.family == SURVEYED and not surveyed:
            ingest(Store.open(settings.database_url), [folder / _SURVEY])
            surveyed = True
        found = await play(dialogue, assistant)
        if found:
            faults.append(f"{dialogue.family}: {dialogue.name}: {found}")
        progress(number, len(dialogues))
    await assistant.close()
    return faults
