"""Whom "he" and "she" mean, once a message has told what they are."""

from __future__ import annotations

import re

import pytest

from actions.context import Context
from actions.people import as_meant, remembered, told
from actions.question import Entity, Question

ROLES = ("data scientist", "data engineer")
TOLD = "My sister is a data scientist and my brother works as a data engineer. {}"


def question(text: str, context: Context | None = None) -> Question:
    """A question that names roles where the text does."""
    found = re.finditer("|".join(ROLES), text)
    entities = tuple(Entity("role", m[0], m[0], m.start(), m.end()) for m in found)
    return Question("ask_tools", text, entities, context or Context(), text)


def test_people_are_told_by_what_they_are() -> None:
    assert told(question(TOLD.format("What do they do?"))) == {"she": "data scientist", "he": "data engineer"}


@pytest.mark.parametrize(
    "text",
    [
        "What does a data scientist do?",
        "My sister likes a data scientist",
        "a data scientist, says my brother, earns more than a data engineer",
    ],
)
def test_who_is_not_told_to_be_anything_is_nobody(text: str) -> None:
    assert told(question(text)) == {}
    assert remembered(question(text)).context.people == ()


@pytest.mark.parametrize(
    ("asked", "role"),
    [
        ("What does she do?", "data scientist"),
        ("And his tools?", "data engineer"),
        ("What has he studied?", "data engineer"),
    ],
)
def test_a_pronoun_means_one_of_them(asked: str, role: str) -> None:
    meant = as_meant(remembered(question(TOLD.format(asked))))
    assert meant.values("role") == (role,)


def test_they_are_known_in_the_next_message_too() -> None:
    context = remembered(question(TOLD.format("Who earns more?"))).context
    assert as_meant(question("and her degree?", context)).values("role") == ("data scientist",)
    bare = as_meant(question("and he?", context))
    assert (bare.intent, bare.values("role")) == ("follow_up", ("data engineer",))


def test_a_role_that_is_named_is_meant() -> None:
    context = remembered(question(TOLD.format("Who earns more?"))).context
    asked = question("does she earn more than a data engineer", context)
    assert as_meant(asked) == asked


def test_of_two_people_of_one_role_nothing_need_be_known() -> None:
    text = "My sister is a data scientist and my brother is a data scientist. What does she do?"
    assert remembered(question(text)).context.people == ()
