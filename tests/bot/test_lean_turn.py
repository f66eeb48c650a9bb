"""What is left out of a turn had no effect: checked against the installed Rasa."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

import pytest
from rasa.shared.core.events import Event, SlotSet

from bot import lean_turn


@pytest.mark.parametrize("module", lean_turn.COPY_FOR_LOGS, ids=lambda module: module.__name__)
def test_rasa_copies_there_for_its_logs_alone(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    in_logs = {
        id(inner)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for inner in ast.walk(call)
    }
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "copy"]
    assert uses
    assert all(id(use) in in_logs for use in uses)


def test_installed_twice_it_is_installed_once() -> None:
    lean_turn.install()
    first = Event.resolve_by_type
    lean_turn.install()
    assert Event.resolve_by_type is first


def test_events_are_found_by_their_type_as_before() -> None:
    lean_turn.install()
    assert Event.resolve_by_type("slot") is SlotSet
    with pytest.raises(ValueError, match="none such"):
        Event.resolve_by_type("none such")
