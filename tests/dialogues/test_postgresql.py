"""The dialogues again, with the store on PostgreSQL: the same questions have the same answers."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.evaluation.dialogues import Dialogue
from bot.settings import PREFIX, Settings
from knowledge.build import build
from knowledge.ingest.files import Outcome, ingest
from knowledge.store import Store
from tests.conftest import Reply, Talk
from tests.dialogues.test_dialogues import HERE, dialogues, hold
from tests.postgresql import NewDatabase


@pytest.fixture(scope="module")
def assistant_on_postgresql(settings: Settings, new_database: NewDatabase) -> Iterator[Assistant]:
    url = new_database("dialogues")
    build(url)
    with pytest.MonkeyPatch.context() as environment:
        # Loading hands the settings on through the environment: so it is set back after.
        for name in ("DATABASE_URL", "CONVERSATIONS_URL"):
            environment.setenv(PREFIX + name, os.environ[PREFIX + name])
        yield Assistant.load(settings.copy(update={"database_url": url, "conversations_url": "sqlite://"}))


@pytest.fixture(scope="module")
def survey(assistant_on_postgresql: Assistant) -> None:
    store = Store.open(assistant_on_postgresql.settings.database_url)
    (report,) = ingest(store, [HERE / "survey.csv"])
    store.close()
    assert report.outcome is Outcome.ADDED


_names = itertools.count(1)


@pytest.fixture
def talk_on_postgresql(assistant_on_postgresql: Assistant, run: Callable[[Any], Any]) -> Talk:
    conversation = f"postgresql-{next(_names)}"

    def talk(text: str) -> Reply:
        answers, trace = run(assistant_on_postgresql.traced(text, conversation))
        return Reply(tuple(answers), trace)

    return talk


# What others wrote is on language, not on the store.
@pytest.mark.parametrize("dialogue", dialogues())
def test_dialogue_on_postgresql(dialogue: Dialogue, talk_on_postgresql: Talk) -> None:
    hold(dialogue, talk_on_postgresql)


@pytest.mark.parametrize("dialogue", dialogues(surveyed=True))
def test_dialogue_of_a_survey_on_postgresql(survey: None, dialogue: Dialogue, talk_on_postgresql: Talk) -> None:
    hold(dialogue, talk_on_postgresql)
