"""The reader of the CLINC150 file, and how its queries are counted."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.clinc150 import PARTS, read, share_right
from bot.nlu.intent_model import FOREIGN

QUERIES = {part: [["What's My Balance", "oos" if part.startswith("oos") else "balance"]] for part in PARTS}


def written(folder: Path, content: object) -> Path:
    file = folder / "data_small.json"
    file.write_text(json.dumps(content), "utf8")
    return file


def test_queries_are_read_with_their_intents_and_oos_is_foreign(tmp_path: Path) -> None:
    parts = read(written(tmp_path, QUERIES))
    assert parts["train"] == [("what's my balance", "balance")]
    assert parts["oos_test"] == [("what's my balance", FOREIGN)]


@pytest.mark.parametrize("content", [{"train": []}, [], {**QUERIES, "oos_val": None}])
def test_another_form_is_named(tmp_path: Path, content: object) -> None:
    with pytest.raises(ValueError, match="oos_val"):
        read(written(tmp_path, content))


def test_what_is_less_sure_than_the_threshold_is_refused() -> None:
    truth = np.array(["balance", "balance", FOREIGN], dtype=object)
    likeliest = np.array(["balance", "transfer", "transfer"], dtype=object)
    reading = (truth, likeliest, np.array([0.9, 0.2, 0.2]))
    assert share_right(reading, 0.0) == pytest.approx(1 / 3)
    assert share_right(reading, 0.5) == pytest.approx(2 / 3)
    assert share_right(reading, 0.95) == pytest.approx(1 / 3)
