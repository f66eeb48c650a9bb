"""Which model is taken, and what training tells while it goes on."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from bot import model


def make(folder: Path, name: str, modified: int) -> Path:
    path = folder / f"{name}.tar.gz"
    path.write_bytes(b"")
    os.utime(path, (modified, modified))
    return path


def test_the_current_model_goes_before_a_later_one_and_that_before_an_older(tmp_path: Path) -> None:
    older, later = make(tmp_path, "older", 1), make(tmp_path, "later", 3)
    assert model.newest(tmp_path) == later
    current = make(tmp_path, f"rolewise-{model.fingerprint()}", 2)
    assert model.newest(tmp_path) == current
    assert {version.path for version in model.versions(tmp_path)} == {older, later, current}


def test_without_any_it_is_said_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(model.ModelMissing, match="rolewise train"):
        model.newest(tmp_path)


def test_training_tells_its_steps_and_leaves_the_log_as_it_was() -> None:
    log, told = logging.getLogger("rasa.engine.training.hooks"), []
    before = (log.level, log.propagate, list(log.handlers))
    with model._steps_told(told.append):
        log.info("Starting to train component 'RulePolicy'.")
        log.info("Finished training component 'RulePolicy'.")
        log.info("Restored component 'RulePolicy' from cache.")
    assert told == ["Training RulePolicy …", "RulePolicy is as it was …"]
    assert (log.level, log.propagate, log.handlers) == before
