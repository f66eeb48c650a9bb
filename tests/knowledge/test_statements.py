"""Statements are read by role and facet, and found by their words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.statements import search_statements, statements_of
from knowledge.store import Store

ENGINEER, MANAGER = "Machine Learning Engineer", "Data Science Manager"


def test_every_bullet_of_the_article_is_there(session: Session) -> None:
    counts = {role: Counter(s.facet for s in statements_of(session, role)) for role in (ENGINEER, MANAGER)}
    same = {"definition": 1, "responsibilities": 5, "skills": 5, "education": 2, "industries": 5}
    assert counts == {ENGINEER: same | {"tools": 5, "outlook": 3}, MANAGER: same | {"tools": 4, "outlook": 2}}


def test_are_read_by_facet_and_category(session: Session) -> None:
    (statement,) = statements_of(session, "MLE", "tools", "cloud")
    assert statement.category == "Cloud services"
    assert [t.name for t in statement.terms] == ["AWS SageMaker", "Google AI Platform"]
    assert str(statement.source.published) == "2024-10-30"
    assert statements_of(session, "Lion Tamer") == []


@pytest.mark.parametrize(
    ("words", "role", "part"),
    [
        (["mentoring"], MANAGER, "mentor"),
        (["handles", "budgets"], MANAGER, "budgets"),
        (["experiments"], ENGINEER, "experiments"),
        (["optimising", "scalability"], ENGINEER, "scalability"),
    ],
)
def test_are_found_by_stems(session: Session, words: list[str], role: str, part: str) -> None:
    best, score = search_statements(session, words)[0]
    assert best.role == role
    assert part in best.text
    assert score > 0.4


def test_rarer_words_weigh_more(session: Session) -> None:
    found = {s.text: score for s, score in search_statements(session, ["data", "stakeholders", "mentor"])}
    assert max(found.values()) < 1
    assert found["Lead the data scientists and analysts of the team, and mentor them."] > 0.5


def test_search_keeps_to_a_facet(session: Session) -> None:
    assert {s.facet for s, _ in search_statements(session, ["data", "team"], facet="skills")} == {"skills"}


@pytest.mark.parametrize("words", [[], [""], ["xyzzy"], ["%", "_"], ["'; --"]])
def test_finds_nothing_by_nothing(session: Session, words: list[str]) -> None:
    assert search_statements(session, words) == []


@given(st.lists(st.text(max_size=30), max_size=6))
def test_scores_are_shares_and_descend(curated: Store, words: list[str]) -> None:
    with curated.session() as session:
        scores = [score for _, score in search_statements(session, [*words, "data"])]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
