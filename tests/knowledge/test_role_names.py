"""Roles get the spellings that people use, and titles lose the words that only grade them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.plural import plural
from knowledge.role_names import acronym, spellings, without_addition, without_level
from knowledge.table import key
from knowledge.vocabulary_file import Vocabulary


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Machine Learning Engineer", "ML Engineer"),
        ("ML Engineer", "Machine Learning Engineer"),
        ("Data Science Manager", "Data Science Mgr"),
        ("AI Engineer", "Artificial Intelligence Engineer"),
        ("Business Intelligence Developer", "BI Dev"),
    ],
)
def test_spellings(vocabulary: Vocabulary, name: str, spelling: str) -> None:
    assert spelling in spellings(name, vocabulary)


def test_a_field_alone_is_not_shortened(vocabulary: Vocabulary) -> None:
    assert spellings("Business Intelligence", vocabulary) == []


@given(st.text(max_size=40))
def test_spellings_are_few_and_new(vocabulary: Vocabulary, name: str) -> None:
    found = spellings(name, vocabulary)
    assert len(found) <= 25
    assert key(name) not in map(key, found)


@pytest.mark.parametrize(
    ("name", "short"), [("Machine Learning Engineer", "MLE"), ("Data Scientist", None), ("Head of Data", None)]
)
def test_acronym(name: str, short: str | None) -> None:
    assert acronym(name) == short


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Senior Data Scientist", "Data Scientist"),
        ("Sr. Data Scientist", "Data Scientist"),
        ("Data Scientist (Senior)", "Data Scientist"),
        ("Data Engineer II", "Data Engineer"),
        ("Asst/Assoc Professor of Logic", "Professor of Logic"),
        ("Platform Software Development Lead", "Platform Software Development Lead"),
        ("Senior", "Senior"),
    ],
)
def test_without_level(vocabulary: Vocabulary, title: str, role: str) -> None:
    assert without_level(title, vocabulary) == role


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_something_is_always_left(vocabulary: Vocabulary, title: str) -> None:
    assert without_level(title, vocabulary).strip()


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Data Analyst", "Data Analysts"),
        ("Head of Data", "Heads of Data"),
        ("MLE", "MLEs"),
        ("Deputy", "Deputies"),
        ("Boss", "Bosses"),
        ("", ""),
    ],
)
def test_plural(name: str, several: str) -> None:
    assert plural(name) == several


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("AI Engineer, Search", "AI Engineer"),
        ("Data Consultant (m/f/d)", "Data Consultant"),
        ("Data Engineer – Payments | Remote", "Data Engineer"),
        ("Manager, Data Engineering", "Manager, Data Engineering"),
        ("Engineer (ML)", "Engineer"),
        ("(Remote)", "(Remote)"),
        ("Data Engineer", "Data Engineer"),
    ],
)
def test_what_is_added_to_a_title_is_no_part_of_the_role(title: str, role: str) -> None:
    assert without_addition(title) == role
