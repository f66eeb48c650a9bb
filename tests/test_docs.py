"""The README is complete and true: settings, commands, dependencies, links, and the questions it gives as examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
import typer

from bot.cli.app import app
from bot.settings import PREFIX, ROOT, Settings
from knowledge.survey import MINIMUM

README = (ROOT / "README.md").read_text("utf8")
PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text("utf8"))


def section(heading: str) -> str:
    """The README's text below a heading, up to the next of the same rank."""
    rank = re.escape(heading.split()[0])
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^{rank} |\Z)", README, re.M | re.S)
    assert found, f"the README has no “{heading}”"
    return found[1]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", text, re.M)


def setting_row(name: str) -> str:
    """The line of the README's table for a setting, to be pasted there where it is missing."""
    field = Settings.__fields__[name]
    default = str(int(field.default) if isinstance(field.default, bool) else field.default).replace(f"{ROOT}/", "")
    return f"| `{PREFIX}{name.upper()}` | {f'`{default}`' if default else 'empty'} | {field.field_info.description} |"


def commands(group: Any = None, path: str = "rolewise") -> Iterator[str]:
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def example_rows() -> list[list[str]]:
    """The questions of each row of the table of examples."""
    rows = [
        re.findall("“([^”]+)”", line) for line in section("## What can be asked").splitlines() if line.startswith("|")
    ]
    return [row for row in rows if row]


@pytest.mark.parametrize("name", Settings.__fields__)
def test_every_setting_is_documented(name: str) -> None:
    assert setting_row(name) in section("## Settings").splitlines()


def test_no_setting_is_documented_that_there_is_not() -> None:
    assert sorted(first_cells(section("## Settings"))) == sorted(PREFIX + name.upper() for name in Settings.__fields__)


def test_all_commands_are_documented() -> None:
    assert sorted(first_cells(section("## All commands"))) == sorted(commands())


def test_every_target_of_make_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf8"), re.M)
    documented = {cell.split()[1] for cell in first_cells(section("## Start"))}
    assert documented == set(targets) - {"help"}


def test_every_dependency_is_explained() -> None:
    required = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    names = [re.match(r"[\w.-]+", requirement)[0] for requirement in required]  # type: ignore[index]
    assert first_cells(section("## Why each dependency")) == names


def test_links_lead_to_files() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_links_lead_to_headings() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in README.splitlines()
        if line.startswith("#")
    }
    assert [anchor for anchor in re.findall(r"\]\(#([^)]+)\)", README) if anchor not in headings] == []


def test_the_survey_is_described_as_it_is_summarised() -> None:
    assert MINIMUM == 10
    assert "at least ten answers" in section("### Salary figures")


def test_the_picture_needs_nothing_from_outside() -> None:
    picture = Path(ROOT / "docs" / "chat.svg").read_text("utf8")
    assert set(re.findall(r"https?://[^\"' )]+", picture)) == {"http://www.w3.org/2000/svg"}
    assert "@font-face" not in picture


@pytest.mark.parametrize("questions", example_rows(), ids=lambda questions: questions[0])
def test_the_examples_are_answered(questions: list[str], talk: Callable[[str], Any]) -> None:
    chat = ("What do you store about me?", "Are you human?", "help")
    assert {question: talk(question).kind for question in questions} == {
        question: "chat" if question in chat else "answer" for question in questions
    }
