"""When a doubtful message is asked back."""

from __future__ import annotations

from actions.doubt import candidates


def test_the_likeliest_readings_are_candidates_in_order() -> None:
    assert candidates([("ask_tools", 0.3), ("ask_skills", 0.25), ("out_of_scope", 0.1), ("ask_role", 0.02)]) == [
        "ask_tools",
        "ask_skills",
    ]


def test_at_most_three_are_offered() -> None:
    ranking = [(name, 0.2) for name in ("ask_tools", "ask_skills", "ask_role", "ask_salary")]
    assert len(candidates(ranking)) == 3


def test_what_may_well_be_foreign_is_not_asked_back() -> None:
    assert candidates([("out_of_scope", 0.38), ("ask_tools", 0.35)]) == []


def test_what_is_said_around_questions_is_no_candidate() -> None:
    assert candidates([("greet", 0.4), ("thank", 0.3)]) == []
