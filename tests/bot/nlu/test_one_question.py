"""Clauses that look like several questions, and ask one."""

from __future__ import annotations

import pytest

from bot.nlu.clauses import Clause
from bot.nlu.one_question import beside_the_whole


def clauses(*parts: tuple[str, str]) -> tuple[str, list[Clause]]:
    """A message of these parts, each with its intent, and its clauses."""
    text, found = "", []
    for part, intent in parts:
        found.append(Clause(intent, 0.95, len(text), len(text) + len(part)))
        text += part + ", "
    return text, found


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([("who hires data scientists", "find_listings"), ("in which sectors", "ask_industries")], "ask_industries"),
        ([("where would I need Kubernetes", "which_role"), ("in which role", "which_role")], "which_role"),
        ([("anything for a beginner", "find_listings"), ("show me", "help")], "find_listings"),
        ([("skills are fine", "ask_skills"), ("which degree do I need", "ask_education")], "ask_education"),
        ([("are there hybrid jobs", "find_listings"), ("how many", "count_listings")], "count_listings"),
    ],
)
def test_two_halves_of_one_question_are_read_whole(parts: list[tuple[str, str]], whole: str) -> None:
    text, found = clauses(*parts)
    assert beside_the_whole(found, text, [], whole, 0.97) == []


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([("what do they do", "ask_responsibilities"), ("what do they earn", "ask_salary")], "ask_salary"),
        ([("which tools does he use", "ask_tools"), ("which industries hire him", "ask_industries")], "ask_tools"),
    ],
)
def test_two_questions_stay_two(parts: list[tuple[str, str]], whole: str) -> None:
    text, found = clauses(*parts)
    assert beside_the_whole(found, text, [], whole, 0.97) == found


def test_where_the_whole_is_in_doubt_its_parts_speak() -> None:
    text, found = clauses(("who hires data scientists", "find_listings"), ("in which sectors", "ask_industries"))
    assert beside_the_whole(found, text, [], "ask_industries", 0.5) == found
