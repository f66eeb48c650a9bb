"""What the owner's review makes of an unanswered question."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.evaluation.examples import read_examples
from bot.nlu.shared import recognizer
from bot.review import add_example, annotated, intents_of
from bot.settings import ROOT, Settings
from knowledge.store import Store
from knowledge.unanswered import drop, keep, waiting
from tests.conftest import ROLEWISE


def test_what_is_recognised_is_annotated(settings: Settings) -> None:
    text = "is Python (the snake) a must for a data engineer?"
    assert (
        annotated(text, recognizer().mentions(text))
        == "is [Python](tool) the snake a must for a [data engineer](role)?"
    )


def test_an_example_is_added_once_and_read_back(settings: Settings, tmp_path: Path) -> None:
    for text in ("which gizmos does an ML engineer use", "which gizmos does an ML engineer use", "gizmos?"):
        add_example(tmp_path, "ask_tools", text, recognizer())
    add_example(tmp_path, "out_of_scope", "is Python a snake", recognizer())

    assert [(e.intent, e.text, len(e.entities)) for e in read_examples(tmp_path)] == [
        ("ask_tools", "which gizmos does an ML engineer use", 1),
        ("ask_tools", "gizmos?", 0),
        ("out_of_scope", "is Python a snake", 0),
    ]


def test_every_intent_but_that_of_several_questions_can_be_given() -> None:
    intents = intents_of(ROOT / "domain.yml")
    assert {"ask_skills", "out_of_scope"} < set(intents)
    assert "several_questions" not in intents


@pytest.fixture
def waiting_store(settings: Settings, tmp_path: Path) -> Store:
    source = settings.database_url.removeprefix("sqlite:///")
    subprocess.run(["cp", source, str(tmp_path / "knowledge.db")], check=True)
    store = Store.open(f"sqlite:///{tmp_path / 'knowledge.db'}")
    with store.session() as session:
        for question in waiting(session):
            drop(store, question)
    for text in ("first gizmo", "second gizmo", "third gizmo"):
        keep(store, text, "refused", (("ask_tools", 0.3), ("ask_skills", 0.2)))
    return store


def test_the_walk_assigns_skips_and_deletes(waiting_store: Store, environment: dict[str, str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    result = subprocess.run(
        [ROLEWISE, "review", "--no-measure", "--data", str(data)], input="what\n2\ns\nd\n", text=True,
        capture_output=True, cwd=ROOT, env={**environment, "ROLEWISE_DATABASE_URL": str(waiting_store.engine.url)},
        timeout=60, check=False,
    )  # fmt: skip

    assert result.returncode == 0, result.stderr
    assert "1 added" in result.stdout
    assert [(e.intent, e.text) for e in read_examples(data)] == [("ask_skills", "first gizmo")]
    with waiting_store.session() as session:
        assert [q.text for q in waiting(session)] == ["second gizmo"]
