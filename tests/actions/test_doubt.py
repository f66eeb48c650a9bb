"""When a doubtful message is asked back."""

from __future__ import annotations

import pytest

from actions.context import Context
from actions.doubt import ask_back, candidates
from actions.question import Entity, Question
from bot.settings import Settings
from knowledge.roles import all_roles
from knowledge.store import Store


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


@pytest.mark.parametrize("intent", ["compare_roles", "compare_salaries", "find_gap", "check_need"])
def test_however_long_the_names_a_button_s_title_fits(intent: str, settings: Settings) -> None:
    store = Store.open(settings.database_url)
    with store.session() as session:
        roles = sorted((role.name for role in all_roles(session)), key=len)[-2:]
        named = [("role", name) for name in roles] + [("tool", "x" * 70)]
        entities = tuple(Entity(kind, name, name, 0, len(name)) for kind, name in named)
        answer = ask_back(Question(intent, "", entities, Context(), "", ((intent, 0.5),)), session)
    store.close()
    assert answer is not None
    assert answer.buttons[0].payload
    assert all(0 < len(button.title) <= 60 for button in answer.buttons)
