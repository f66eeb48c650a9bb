"""Roles are found by all that they are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.roles import all_roles, find_role
from knowledge.store import Store


@pytest.mark.parametrize(
    "name",
    [
        "Machine Learning Engineer",
        "machine  learning ENGINEER",
        "MLE",
        "mles",
        "ML engineers",
        "ml eng",
        "Machine Learning Engineers",
    ],
)
def test_is_found_by_name_alias_abbreviation_acronym_and_plural(session: Session, name: str) -> None:
    role = find_role(session, name)
    assert role is not None
    assert role.name == "Machine Learning Engineer"


@pytest.mark.parametrize(("name", "role"), [("DSM", "Data Science Manager"), ("data science mgr", "Data Science Manager"),
                                            ("BI developer", "Business Intelligence Developer")])  # fmt: skip
def test_abbreviations_are_read_either_way(session: Session, name: str, role: str) -> None:
    found = find_role(session, name)
    assert found is not None
    assert found.name == role


def test_an_unknown_role_is_none(session: Session) -> None:
    assert find_role(session, "Lion Tamer") is None
    assert find_role(session, "") is None


def test_tells_what_is_known_of_a_role(session: Session) -> None:
    engineer, scientist = find_role(session, "MLE"), find_role(session, "Data Scientist")
    assert engineer is not None
    assert scientist is not None
    assert (engineer.has_profile, engineer.listings, engineer.plural) == (True, 0, "Machine Learning Engineers")
    assert engineer.answers > 1000
    assert (scientist.has_profile, scientist.listings) == (False, 1)
    assert "MLE" in engineer.aliases
    assert engineer.plural not in engineer.aliases


def test_lists_roles_with_a_profile_first(session: Session) -> None:
    profiles = [role.has_profile for role in all_roles(session)]
    assert profiles == sorted(profiles, reverse=True)
    assert sum(profiles) == 2


@given(st.data())
def test_every_alias_finds_a_role_that_has_it(curated: Store, data: st.DataObject) -> None:
    with curated.session() as session:
        role = data.draw(st.sampled_from(all_roles(session)))
        for name in (role.name, role.plural, *role.aliases):
            found = find_role(session, name)
            assert found is not None
            assert name in (found.name, found.plural, *found.aliases)
