"""The classifier on the public CLINC150 data set: in-scope accuracy and out-of-scope recall.

Run: python -m benchmarks.clinc150 FILE, with `data_small.json` (or another of that form) of the data set's owners:
lists of [text, intent] named train, val, test, oos_train, oos_val and oos_test. Measured as in Larson et al. 2019
(https://aclanthology.org/D19-1131), table 2: accuracy over all in-scope queries, where a refusal counts as wrong, and
the share of out-of-scope queries that is refused, at three thresholds: none; as there, the one that reads most of the
validation queries rightly (of which 3 in 100 are out of scope); and the highest that costs half a point of in-scope accuracy
on them. None is chosen on the queries of the test.
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
THRESHOLDS = np.arange(0, 0.9, 0.01)
# Of in-scope accuracy on the validation queries, for the sake of refusals.
GIVEN_UP = 0.005


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


def read_with(model: IntentModel, queries: list[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each query the true intent, the likeliest, and how likely that is (0..1)."""
    chances = model.probabilities([text for text, _ in queries])
    likeliest = np.array(model.intents, dtype=object)[chances.argmax(axis=1)]
    return np.array([intent for _, intent in queries], dtype=object), likeliest, chances.max(axis=1)


def share_right(reading: tuple[np.ndarray, np.ndarray, np.ndarray], threshold: float) -> float:
    """The share of queries (0..1) that are read rightly where what is less sure than `threshold` is refused."""
    truth, likeliest, chances = reading
    return float(np.mean(np.where(chances < threshold, FOREIGN, likeliest) == truth))


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
    inside, outside = read_with(model, data["val"]), read_with(model, data["oos_val"])
    asked, strange = read_with(model, data["test"]), read_with(model, data["oos_test"])

    def rightly(threshold: float) -> float:
        return len(inside[0]) * share_right(inside, threshold) + len(outside[0]) * share_right(outside, threshold)

    # Of thresholds that do equally well, the highest: to refuse is the smaller mistake.
    thresholds = {
        "no threshold": 0.0,
        "most validation queries right": max(THRESHOLDS, key=lambda t: (rightly(t), t)),
        "half a point of accuracy given up": max(
            t for t in THRESHOLDS if share_right(inside, t) >= share_right(inside, 0) - GIVEN_UP
        ),
    }
    for name, at in thresholds.items():
        accuracy, recall = share_right(asked, at), share_right(strange, at)
        print(f"{name} ({at:.2f}): in-scope accuracy {accuracy:.1%}, out-of-scope recall {recall:.1%}")


if __name__ == "__main__":
    main()
