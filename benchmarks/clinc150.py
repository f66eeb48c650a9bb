"""The classifier on the public CLINC150 data set: in-scope accuracy and out-of-scope recall.

Run: python -m benchmarks.clinc150 FILE, with `data_small.json` (or another of that form) of the data set's owners:
lists of [text, intent] named train, val, test, oos_train, oos_val and oos_test. Measured as in Larson et al. 2019
(https://aclanthology.org/D19-1131), table 2: accuracy over all in-scope queries, where a refusal counts as wrong, and
the share of out-of-scope queries that is refused. The threshold is chosen on the validation queries.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from rich.console import Console

from bot.nlu.encoder import Encoder
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.words import Words

PARTS = ("train", "val", "test", "oos_train", "oos_val", "oos_test")


def read(file: Path) -> dict[str, list[tuple[str, str]]]:
    """The parts of the data set as (text, intent), `oos` being `out_of_scope`.

    Raises:
        ValueError: the file is not of that form.
    """
    found = json.loads(file.read_text("utf8"))
    missing = [part for part in PARTS if not isinstance(found.get(part), list)] if isinstance(found, dict) else PARTS
    if missing:
        raise ValueError(f"{file} lacks {', '.join(missing)}")
    return {part: [(text.lower(), FOREIGN if part.startswith("oos") else intent) for text, intent in found[part]]
            for part in PARTS}  # fmt: skip


def score(
    model: IntentModel, asked: list[tuple[str, str]], strange: list[tuple[str, str]], threshold: float
) -> tuple[float, float]:
    """In-scope accuracy and out-of-scope recall, each in 0..1; what is less sure than `threshold` is refused."""

    def predicted(queries: list[tuple[str, str]]) -> np.ndarray:
        chances = model.probabilities([text for text, _ in queries])
        likeliest = np.array(model.intents, dtype=object)[chances.argmax(axis=1)]
        return np.where(chances.max(axis=1) < threshold, FOREIGN, likeliest)

    accuracy = float(np.mean(predicted(asked) == np.array([intent for _, intent in asked], dtype=object)))
    return accuracy, float(np.mean(predicted(strange) == FOREIGN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    try:
        data = read(parser.parse_args().file)
    except (OSError, ValueError) as error:
        sys.exit(f"The data set cannot be read: {error}")
    queries = data["train"] + data["oos_train"]
    with Console(stderr=True).status(f"Training on {len(queries):,} queries …"):
        model = IntentModel.fit(Words(), Encoder(), [text for text, _ in queries], [intent for _, intent in queries])
    tried = {t: score(model, data["val"], data["oos_val"], t) for t in np.arange(0, 0.9, 0.02)}
    # Both at once: where the product is greatest, neither has been given away for the other.
    threshold = max(tried, key=lambda t: tried[t][0] * tried[t][1])
    for name, at in (("no threshold", 0.0), (f"threshold {threshold:.2f}, chosen on validation", threshold)):
        accuracy, recall = score(model, data["test"], data["oos_test"], at)
        print(f"{name}: in-scope accuracy {accuracy:.1%}, out-of-scope recall {recall:.1%}")


if __name__ == "__main__":
    main()
