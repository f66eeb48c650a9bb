"""Questions that had no answer wait for a review."""

from __future__ import annotations

import pytest

from knowledge.store import Store
from knowledge.unanswered import MOST, drop, keep, waiting

RANKING = (("ask_tools", 0.41), ("out_of_scope", 0.22))


@pytest.fixture
def store(built_url: str) -> Store:
    return Store.open(built_url)


def test_a_question_is_kept_with_how_it_was_read(store: Store) -> None:
    keep(store, "which gizmos?", "refused", RANKING)

    with store.session() as session:
        (question,) = waiting(session)
    assert (question.text, question.reason, question.ranking) == ("which gizmos?", "refused", RANKING)


def test_it_is_kept_once_for_each_reason(store: Store) -> None:
    for reason in ("refused", "refused", "unhelpful"):
        keep(store, "which gizmos?", reason, ())

    with store.session() as session:
        assert [q.reason for q in waiting(session)] == ["refused", "unhelpful"]


def test_the_reviewed_goes_whatever_it_was_kept_for(store: Store) -> None:
    keep(store, "which gizmos?", "refused", ())
    keep(store, "which gizmos?", "unhelpful", ())
    keep(store, "who?", "refused", ())
    with store.session() as session:
        first = waiting(session)[0]

    drop(store, first)

    with store.session() as session:
        assert [q.text for q in waiting(session)] == ["who?"]


def test_no_knowledge_changes_by_it(store: Store) -> None:
    version = store.version()
    keep(store, "which gizmos?", "refused", ())
    assert store.version() == version


def test_the_oldest_goes_where_too_many_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST > 100
    monkeypatch.setattr("knowledge.unanswered.MOST", 3)
    for number in range(5):
        keep(store, f"question {number}", "refused", ())

    with store.session() as session:
        assert [q.text for q in waiting(session)] == ["question 2", "question 3", "question 4"]


def test_an_unknown_reason_is_an_error(store: Store) -> None:
    with pytest.raises(ValueError, match="boredom"):
        keep(store, "which gizmos?", "boredom", ())
