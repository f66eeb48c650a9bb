"""The store's vocabulary holds every name it can recognise, and shows values as people write them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.store import Store
from knowledge.terms import all_terms
from knowledge.vocabulary import Phrase, label, nearest, phrases

ARCHITECTURE = Path(__file__).parents[2] / "docs" / "architecture.md"


def test_kinds_are_those_of_the_architecture(session: Session) -> None:
    table = ARCHITECTURE.read_text(encoding="utf-8").split("| kind |")[1].split("\n\n")[0]
    assert {phrase.kind for phrase in phrases(session)} == set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))


@pytest.mark.parametrize(
    "phrase",
    [
        Phrase("role", "Machine Learning Engineer", "MLE"),
        Phrase("role", "Machine Learning Engineer", "ML Engineers"),
        Phrase("role", "Data Science Manager", "DSMs"),
        Phrase("role", "Professor of Applied Mathematics & Artificial Intelligence", "Professor"),
        Phrase(
            "role",
            "Professor of Applied Mathematics & Artificial Intelligence",
            "Professor of Applied Mathematics and AI",
        ),
        Phrase("role_head", "engineer", "engineers"),
        Phrase("skill", "Problem-solving", "problem solving"),
        Phrase("tool", "scikit-learn", "sklearn"),
        Phrase("platform", "AWS SageMaker", "SageMaker"),
        Phrase("degree", "PhD", "doctorate"),
        Phrase("industry", "Finance and Banking", "fintech"),
        Phrase("category", "Version control", "source control"),
        Phrase("company", "Pfizer", "Pfizer"),
        Phrase("company", "Rochester Institute of Technology", "RIT"),
        Phrase("place", "US-NY", "NY"),
        Phrase("place", "US-NY", "New York"),
        Phrase("place", "US-NY/Rochester", "Rochester, NY"),
        Phrase("level", "senior", "senior"),
        Phrase("employment_type", "full_time", "full time"),
        Phrase("remote", "yes", "work from home"),
        Phrase("facet", "responsibilities", "duties"),
        Phrase("facet", "salary", "wages"),
    ],
)
def test_knows(session: Session, phrase: Phrase) -> None:
    assert phrase in phrases(session)


def test_each_phrase_stands_once_and_says_something(session: Session) -> None:
    known = phrases(session)
    assert len(known) == len(set(known))
    assert all(phrase.text.strip() and phrase.value for phrase in known)


def test_every_term_is_there_by_its_own_name(session: Session) -> None:
    known = set(phrases(session))
    assert all(Phrase(term.kind, term.name, term.name) in known for term in all_terms(session))


def test_no_surface_form_means_two_roles(session: Session) -> None:
    meant: dict[str, str] = {}
    for phrase in phrases(session):
        if phrase.kind == "role":
            assert meant.setdefault(phrase.text.casefold(), phrase.value) == phrase.value


def test_words_that_are_verbs_or_fields_are_no_roles(session: Session) -> None:
    known = {(phrase.kind, phrase.text.casefold()) for phrase in phrases(session)}
    for word in ("lead", "data science", "head", "bi", "director of"):
        assert not {("role", word), ("role_head", word)} & known


@pytest.mark.parametrize(("text", "kind", "value"), [("data sientist", "role", "Data Scientist"), ("tablau", "tool", "Tableau"),
                                                     ("pythn", "tool", "Python")])  # fmt: skip
def test_nearest_is_the_one_meant(session: Session, text: str, kind: str, value: str) -> None:
    found = nearest(session, text, [kind])
    assert found[0][0].value == value
    assert len({phrase.value for phrase, _ in found}) == len(found) <= 3


@given(st.text(max_size=40))
def test_nearest_has_its_limit_and_order(curated: Store, text: str) -> None:
    with curated.session() as session:
        found = nearest(session, text, ["role", "tool"], limit=4)
    likeness = [score for _, score in found]
    assert len(found) <= 4
    assert likeness == sorted(likeness, reverse=True)
    assert all(0 < score <= 1 for score in likeness)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("place", "US-NY", "New York"),
        ("place", "US", "United States"),
        ("place", "US-NY/Rochester", "Rochester, New York"),
        ("employment_type", "full_time", "Full-time"),
        ("level", "mid", "Mid-level"),
        ("remote", "yes", "Remote"),
        ("level", "unheard-of", "unheard-of"),
    ],
)
def test_labels(session: Session, kind: str, value: str, shown: str) -> None:
    assert label(session, kind, value) == shown
