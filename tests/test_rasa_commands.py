"""Rasa's own tools keep working from the root."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT


def test_rasa_finds_nothing_to_warn_of(environment: dict[str, str]) -> None:
    rasa = str(Path(sys.executable).with_name("rasa"))

    result = subprocess.run(
        [rasa, "data", "validate", "--fail-on-warnings"], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )  # fmt: skip

    assert result.returncode == 0, result.stdout + result.stderr
