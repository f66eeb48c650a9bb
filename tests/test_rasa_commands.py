"""Rasa's own tools keep working from the root, called by their own name and through `rolewise rasa`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from bot.model import newest
from bot.settings import ROOT, Settings
from tests.conftest import ROLEWISE, free_port

RASA = str(Path(sys.executable).with_name("rasa"))
Command = Callable[..., "subprocess.CompletedProcess[str]"]
DIET = """
recipe: default.v1
language: en
assistant_id: diet
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: DIETClassifier
policies:
  - name: RulePolicy
"""
EXAMPLES = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
- intent: thank
  examples: |
    - thanks
"""


@pytest.fixture
def run(environment: dict[str, str]) -> Command:
    def call(*command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=environment, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=180, check=False
        )

    return call


def test_rasa_finds_nothing_to_warn_of(run: Command) -> None:
    result = run(RASA, "data", "validate", "--fail-on-warnings")

    assert result.returncode == 0, result.stdout + result.stderr


def test_help_and_mistakes_are_rasas_own(run: Command) -> None:
    assert "usage: rasa train" in run(ROLEWISE, "rasa", "train", "--help").stdout
    assert run(ROLEWISE, "rasa", "none-such").returncode == 2


@pytest.mark.parametrize("command", [(RASA,), (ROLEWISE, "rasa")], ids=["rasa", "rolewise rasa"])
def test_a_pipeline_that_needs_tensorflow_is_refused_in_one_line(
    command: tuple[str, ...], run: Command, tmp_path: Path
) -> None:
    (tmp_path / "config.yml").write_text(DIET)
    (tmp_path / "nlu.yml").write_text(EXAMPLES)
    given = ("--config", str(tmp_path / "config.yml"), "--data", str(tmp_path / "nlu.yml"), "--out", str(tmp_path))

    result = run(*command, "train", "--skip-validation", *given)

    assert result.returncode == 1, result.stdout + result.stderr
    output = result.stdout + result.stderr
    assert output.count("DIETClassifier needs TensorFlow, which Rolewise leaves out") == 1
    assert "Traceback" not in output
    assert not list(tmp_path.glob("*.tar.gz"))


def test_the_shell_answers_with_no_action_server(run: Command, settings: Settings) -> None:
    model = str(newest(settings.models))
    result = run(
        ROLEWISE, "rasa", "shell", "--model", model, "--port", str(free_port()),
        stdin="What does a data analyst earn?\n/stop\n",
    )  # fmt: skip

    assert result.returncode == 0, result.stderr
    assert "104,244" in result.stdout


def test_rasa_measures_the_understanding(run: Command, settings: Settings, tmp_path: Path) -> None:
    examples = tmp_path / "nlu.yml"
    examples.write_text(EXAMPLES)

    result = run(
        ROLEWISE, "rasa", "test", "nlu", "--nlu", str(examples), "--model", str(newest(settings.models)),
        "--out", str(tmp_path / "results"),
    )  # fmt: skip

    assert result.returncode == 0, result.stderr
    assert (tmp_path / "results" / "intent_report.json").exists()


def test_rasas_server_calls_its_action_server(environment: dict[str, str], settings: Settings, tmp_path: Path) -> None:
    ports = free_port(), free_port()
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{ports[1]}/webhook\n")
    commands = [
        [RASA, "run", "--model", str(newest(settings.models)), "--port", str(ports[0]), "-i", "127.0.0.1",
         "--endpoints", str(endpoints)],
        [RASA, "run", "actions", "--port", str(ports[1])],
    ]  # fmt: skip
    with (tmp_path / "log").open("w") as log:
        processes = [subprocess.Popen(c, env=environment, cwd=ROOT, stdout=log, stderr=log) for c in commands]
    try:
        for port in ports:
            _wait_for(f"http://127.0.0.1:{port}/{'health' if port == ports[1] else ''}", tmp_path / "log")
        body = {"sender": "a", "message": "What does a data analyst earn?"}
        reply = requests.post(f"http://127.0.0.1:{ports[0]}/webhooks/rest/webhook", json=body, timeout=30)
        assert "104,244" in reply.text
    finally:
        for process in processes:
            process.terminate()
            process.wait(20)


def _wait_for(url: str, log: Path) -> None:
    for _ in range(600):
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"{url} did not answer in a minute: {log.read_text()}")
