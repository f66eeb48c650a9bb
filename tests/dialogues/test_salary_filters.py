"""Dialogues about a survey that comes into the store while the assistant runs, and is withdrawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.evaluation.dialogues import Dialogue
from bot.settings import Settings
from knowledge.ingest.files import Outcome, ingest
from knowledge.origins import SourceRow
from knowledge.replacement import remove_source
from knowledge.store import Store
from tests.dialogues.test_dialogues import HERE, dialogues, hold


@pytest.fixture(scope="module")
def survey(settings: Settings) -> Iterator[None]:
    store = Store.open(settings.database_url)
    (report,) = ingest(store, [HERE / "survey.csv"])
    assert report.outcome is Outcome.ADDED
    yield
    with store.transaction() as session:
        remove_source(session, session.scalars(select(SourceRow).where(SourceRow.slug == "made-up")).one())
    store.close()


@pytest.mark.parametrize("dialogue", dialogues(surveyed=True))
def test_dialogue_of_a_survey(survey: None, dialogue: Dialogue, talk: Callable[[str], Any]) -> None:
    hold(dialogue, talk)
