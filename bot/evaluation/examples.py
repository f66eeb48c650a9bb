"""What is measured on: examples with their annotations, and utterances that were written apart from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ruamel.yaml import YAML

from bot.settings import ROOT

FOLDS = 5
_ANNOTATION = re.compile(r"\[([^\]]+)\]\((\w+)\)")


@dataclass(frozen=True)
class Example:
    """One line of the training data; `entities` are (start, end, kind) as annotated by hand."""

    intent: str
    text: str
    entities: frozenset[tuple[int, int, str]]


def read_examples(folder: Path) -> list[Example]:
    """All training examples below `folder`, with their annotations taken out of the text."""
    found = []
    for file in sorted(folder.rglob("*.yml")):
        for block in YAML(typ="safe").load(file.read_text("utf8")).get("nlu", ()):
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    found.append(_example(block["intent"], line.strip()[2:].strip()))
    return found


def _example(intent: str, line: str) -> Example:
    text, entities, at = "", set(), 0
    for match in _ANNOTATION.finditer(line):
        text += line[at : match.start()]
        entities.add((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return Example(intent, text + line[at:], frozenset(entities))


def fold_of(text: str) -> int:
    """One of `FOLDS`, by the words alone: an example stays in its fold whatever is added to the data."""
    words = " ".join(text.lower().split())
    return int.from_bytes(blake2b(words.encode(), digest_size=4).digest(), "big") % FOLDS


def not_among(examples: Sequence[Example], lines: Sequence[str]) -> list[Example]:
    """The examples without those that say what one of `lines` says, which is to be read unseen."""
    read_unseen = {_words(line) for line in lines}
    return [e for e in examples if _words(e.text) not in read_unseen]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The fixed split: four fifths to train on, and the first fold, which is kept out of that."""
    return [e for e in examples if fold_of(e.text)], [e for e in examples if not fold_of(e.text)]


def held_out_sets(foreign: Path | None = None, in_domain: Path | None = None) -> tuple[list[str], list[str]]:
    """The lines that must be refused, and questions as intent, tab, text; those of the tests unless given."""
    return _lines(foreign or ROOT / "tests" / "foreign.txt"), _lines(in_domain or ROOT / "tests" / "in_domain.txt")


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf8").splitlines() if line.strip()] if file.exists() else []
