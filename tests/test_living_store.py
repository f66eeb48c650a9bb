"""A running server answers from what has just come into its store, and no longer from what was taken out."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import PREFIX, ROOT
from knowledge.build import build
from tests.conftest import ROLEWISE, serving
from tests.postgresql import NewDatabase

WITHIN = 5.0  # seconds
ARTICLE = """Kite Engineer vs. Kite Tester

May 2, 2025

Definitions

Kite Engineer: Builds kites that fly in any wind.
Kite Tester: Flies them until they break.

Responsibilities

Kite Engineer

- Sew sails from old parachutes

Tools

Kite Engineer

- Knots: Bowline Studio
"""
JOBS = "title,company,city,country\nKite Engineer,Nordwind,Narvik,Norway\n"
# What is asked, and what can be answered only from the new sources: a role, a tool, a place, a company.
NEW = {
    "What does a kite engineer do?": "Sew sails",
    "Which role uses Bowline Studio?": "Kite Engineer",
    "Jobs in Narvik": "Nordwind",
    "How many jobs are at Nordwind?": "Narvik",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'knowledge.db'}"
    new_database: NewDatabase = request.getfixturevalue("new_database")
    return new_database("living")


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def test_new_sources_are_answered_from_at_once(store_url: str, environment: dict[str, str], tmp_path: Path) -> None:
    build(store_url)
    own = {**environment, f"{PREFIX}DATABASE_URL": store_url, f"{PREFIX}CONVERSATIONS_URL": "sqlite://"}
    (tmp_path / "kites.txt").write_text(ARTICLE)
    (tmp_path / "jobs.csv").write_text(JOBS)

    def knowledge(*command: str) -> None:
        subprocess.run([ROLEWISE, "knowledge", *command], env=own, cwd=ROOT, check=True, capture_output=True)

    with serving(own, tmp_path / "log") as server:
        said = {question: server.ask(question)["text"] for question in NEW}
        assert not [question for question, fact in NEW.items() if fact in said[question]]
        knowledge("ingest", str(tmp_path / "kites.txt"), str(tmp_path / "jobs.csv"))
        assert within(WITHIN, lambda: all(fact in server.ask(question)["text"] for question, fact in NEW.items()))
        knowledge("remove", "kite-engineer-vs-kite-tester")
        knowledge("remove", "feed-jobs-csv")
        assert within(WITHIN, lambda: not any(fact in server.ask(question)["text"] for question, fact in NEW.items()))
