"""Verdicts on answers, and what becomes of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversations.database import ConversationDatabase
from bot.feedback import Feedback, FeedbackRow
from knowledge.store import Store
from knowledge.unanswered import waiting

Run = Callable[[Awaitable[Any]], Any]


@pytest.fixture
def database(tmp_path: Path) -> Any:
    opened = ConversationDatabase(f"sqlite:///{tmp_path / 'conversations.db'}")
    yield opened
    opened.close()


def verdicts(database: ConversationDatabase, run: Run) -> list[tuple[str, ...]]:
    columns = (FeedbackRow.question, FeedbackRow.kind, FeedbackRow.verdict)
    return run(database.run(lambda connection: [tuple(row) for row in connection.execute(select(*columns))]))


def test_a_verdict_is_kept_changed_and_withdrawn(database: ConversationDatabase, run: Run) -> None:
    feedback = Feedback(database)
    run(feedback.judge("key", "a question", "answer", "down"))
    run(feedback.judge("other", "another", "refusal", "up"))
    run(feedback.judge("key", "a question", "answer", "up"))
    assert verdicts(database, run) == [("another", "refusal", "up"), ("a question", "answer", "up")]
    run(feedback.judge("key", "a question", "answer", ""))
    assert verdicts(database, run) == [("another", "refusal", "up")]


def test_another_verdict_is_refused(database: ConversationDatabase, run: Run) -> None:
    with pytest.raises(ValueError, match="sideways"):
        run(Feedback(database).judge("key", "a question", "answer", "sideways"))


def test_what_did_not_help_goes_to_the_review(database: ConversationDatabase, run: Run, settings: Any) -> None:
    store = Store.open(settings.database_url)
    feedback = Feedback(database, store)
    run(feedback.judge("a", "was of no help, said the test", "answer", "down"))
    run(feedback.judge("b", "was of help, said the test", "answer", "up"))
    with store.session() as session:
        found = [(q.text, q.reason) for q in waiting(session) if "said the test" in q.text]
    assert found == [("was of no help, said the test", "unhelpful")]
