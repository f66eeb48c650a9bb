"""The owner's review of unanswered questions: each becomes a training example, or goes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from bot.nlu.mention import Mention
from bot.nlu.questions import SEVERAL
from bot.nlu.recognizer import Recognizer

FILE_NAME = "reviewed.yml"


def intents_of(domain: Path) -> list[str]:
    """The intents that an example can be given, in the order of the domain."""
    listed = YAML(typ="safe").load(domain.read_text("utf8"))["intents"]
    return [name for entry in listed for name in (entry if isinstance(entry, dict) else [entry]) if name != SEVERAL]


def annotated(text: str, mentions: list[Mention]) -> str:
    """Return `text` as a line of Rasa's training data, with what is recognised marked as [words](kind)."""
    parts: list[str] = []
    at = 0
    for mention in mentions:
        parts += [_plain(text[at : mention.start]), f"[{_plain(text[mention.start : mention.end])}]({mention.kind})"]
        at = mention.end
    return " ".join("".join([*parts, _plain(text[at:])]).split())


def _plain(text: str) -> str:
    # Brackets mean annotations to Rasa; in a question they carry nothing.
    return "".join(" " if c in "[](){}" else c for c in text)


def add_example(folder: Path, intent: str, text: str, recognizer: Recognizer) -> Path:
    """Add `text` as an example of `intent` to reviewed.yml in `folder`, once, and return the file."""
    file = folder / FILE_NAME
    yaml: Any = YAML()
    yaml.width = 10_000
    content: Any = yaml.load(file.read_text("utf8")) if file.exists() else {"version": "3.1", "nlu": []}
    block: Any = next((b for b in content["nlu"] if b["intent"] == intent), None)
    if block is None:
        block = {"intent": intent, "examples": ""}
        content["nlu"].append(block)
    line = f"- {annotated(text, [] if intent == 'out_of_scope' else recognizer.mentions(text))}\n"
    if line not in str(block["examples"]).splitlines(keepends=True):
        block["examples"] = LiteralScalarString(str(block["examples"]) + line)
        with file.open("w", encoding="utf8") as out:
            yaml.dump(content, out)
    return file
