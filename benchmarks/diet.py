"""Rasa's default pipeline as a reader: DIET in stock Rasa's environment, trained on the same examples."""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stock_project import CONFIG, StockProject
from bot.evaluation.examples import Example
from bot.evaluation.reader import Understood
from bot.nlu.intent_model import FOREIGN

FOLDER = Path(__file__).parents[1] / ".bench"
_REFUSALS = (FOREIGN, "nlu_fallback")
# Run by stock Rasa's own Python: reads texts as JSON, writes what is understood.
_READ = """\
import asyncio, json, sys
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
async def read():
    return [await agent.parse_message(text) for text in json.load(open(sys.argv[2], encoding="utf8"))]
json.dump(asyncio.run(read()), open(sys.argv[3], "w", encoding="utf8"), default=float)
"""


@dataclass(frozen=True)
class Diet:
    """A model of `epochs`, trained in `seconds` on this machine."""

    project: StockProject
    folder: Path
    epochs: int
    seconds: float

    @classmethod
    def fit(cls, examples: Sequence[Example], epochs: int, say: Callable[[str], None]) -> Diet:
        """Train with stock Rasa, or take the model of an earlier call with the same examples.

        Raises:
            subprocess.CalledProcessError: installing or training failed; the log lies beside the model.
        """
        data = _as_yaml(examples)
        digest = hashlib.sha256(f"{epochs} {data}".encode()).hexdigest()[:12]
        project, folder = StockProject(FOLDER, epochs), FOLDER / f"diet-{digest}"
        say("Installing stock Rasa …")
        project.install()
        note = folder / "trained.json"
        if not note.exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "nlu.yml").write_text(data, "utf8")
            (folder / "config.yml").write_text(CONFIG.format(epochs=epochs).split("policies:")[0], "utf8")
            say(f"Training DIET for {epochs} epochs, which takes long …")
            started = time.perf_counter()
            command = [
                project.rasa, "train", "nlu", "--nlu", "nlu.yml", "--config", "config.yml", "--out", ".",
                "--fixed-model-name", "diet",
            ]  # fmt: skip
            with (folder / "training.log").open("w") as log:
                subprocess.run(command, cwd=folder, env=project.variables(""), stdout=log, stderr=log, check=True)
            note.write_text(json.dumps(time.perf_counter() - started))
        return cls(project, folder, epochs, json.loads(note.read_text()))

    def read(self, texts: Sequence[str]) -> list[Understood]:
        (self.folder / "texts.json").write_text(json.dumps(list(texts)), "utf8")
        command = [
            self.project.environment / "bin" / "python", "-c", _READ, "diet.tar.gz", "texts.json", "understood.json",
        ]  # fmt: skip
        with (self.folder / "reading.log").open("w") as log:
            subprocess.run(command, cwd=self.folder, env=self.project.variables(""), stdout=log, stderr=log, check=True)
        return [_understood(parsed) for parsed in json.loads((self.folder / "understood.json").read_text("utf8"))]


def _understood(parsed: dict) -> Understood:
    intent = parsed["intent"]["name"]
    known = [i["confidence"] for i in parsed["intent_ranking"] if i["name"] not in _REFUSALS]
    spans = frozenset((e["start"], e["end"], e["entity"]) for e in parsed["entities"])
    return Understood(FOREIGN if intent in _REFUSALS else intent, 1 - max(known, default=0.0), spans)


def _as_yaml(examples: Sequence[Example]) -> str:
    """The examples in Rasa's format, with their annotations."""
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(f"    - {_annotated(example)}")
    blocks = [f"- intent: {intent}\n  examples: |\n" + "\n".join(lines) for intent, lines in sorted(by_intent.items())]
    return 'version: "3.1"\nnlu:\n' + "\n".join(blocks) + "\n"


def _annotated(example: Example) -> str:
    text = example.text
    for start, end, kind in sorted(example.entities, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]({kind}){text[end:]}"
    return text
