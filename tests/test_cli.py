"""`rolewise` as a person or a script runs it: a real process."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import PREFIX, ROOT, Settings
from knowledge.build import build
from tests.conftest import ROLEWISE
from tests.knowledge.surveys import drawn, write

Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def cli(environment: dict[str, str]) -> Cli:
    """Run `rolewise …` with the session's store and model, unless `env` says otherwise."""

    def run(*arguments: str, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        own = {name: value for name, value in environment.items() if name != f"{PREFIX}CONVERSATIONS_URL"}
        return subprocess.run(
            [ROLEWISE, *arguments], input=stdin, env={**own, "COLUMNS": "240", **(env or {})},
            cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


def refused(result: Any, *parts: str) -> None:
    """Exit code 2 and one line that says what is wrong and what to do, with no traceback."""
    assert result.returncode == 2, result.stdout + result.stderr
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("rolewise: ")
    for part in parts:
        assert part in line
    assert not result.stdout


def test_questions_can_be_scripted(cli: Cli) -> None:
    questions = [
        "What skills does a machine learning engineer need?",
        "and the manager?",
        "",
        "/restart",
        "what do they earn?",
    ]

    result = cli("chat", stdin="\n".join(questions) + "\n")

    assert result.returncode == 0, result.stderr
    answers = [
        result.stdout.index(part)
        for part in ("TensorFlow", "Excellent in leadership", "find a question", "slash", "USD 189,750")
    ]
    assert answers == sorted(answers), "each line is answered in its turn"
    assert "\x1b" not in result.stdout, "plain text has no colours"
    assert not result.stderr


def test_the_last_line_needs_no_newline_and_exit_leaves(cli: Cli) -> None:
    result = cli("chat", stdin="hello\nexit\nwhat does a data analyst earn?")

    assert result.returncode == 0
    assert "Hello" in result.stdout
    assert "104,244" not in result.stdout


def test_no_input_is_no_mistake(cli: Cli) -> None:
    result = cli("chat")

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_the_number_of_a_button_stands_for_it(cli: Cli) -> None:
    result = cli("chat", stdin="Which roles do you know?\n1\n")

    assert "Head of a team" in result.stdout or "machine learning models" in result.stdout


def test_debug_shows_how_each_message_was_understood(cli: Cli) -> None:
    result = cli("chat", "--debug", stdin="What does a senior data engineer earn?\n")

    assert result.returncode == 0, result.stderr
    for part in ("intent    ask_salary ", "role=Data Engineer", "level=senior", "slots     ", "roles=['Data Engineer']",
                 "action_salary by RulePolicy", " ms"):  # fmt: skip
        assert part in result.stdout + result.stderr, part


def test_settings_prints_each_with_value_origin_and_help(cli: Cli) -> None:
    result = cli("settings", env={f"{PREFIX}PORT": "8123", f"{PREFIX}API_TOKEN": "very-secret"})

    assert result.returncode == 0, result.stderr
    for name, field in Settings.__fields__.items():
        assert f"{PREFIX}{name.upper()}" in result.stdout
        assert str(field.field_info.description)[:20] in result.stdout
    (port,) = [line for line in result.stdout.splitlines() if f"{PREFIX}PORT" in line]
    assert "8123" in port
    assert "environment" in port
    (host,) = [line for line in result.stdout.splitlines() if f"{PREFIX}HOST" in line]
    assert "default" in host
    assert "very-secret" not in result.stdout


def test_help_lists_the_commands(cli: Cli) -> None:
    result = cli("--help")

    assert result.returncode == 0
    assert all(command in result.stdout for command in ("chat", "serve", "train", "knowledge", "evaluate", "settings"))


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("PORT", "eighty", "integer"),
        ("PORT", "70000", "65535"),
        ("MAX_MESSAGE_CHARS", "1", "50"),
        ("LOG_LEVEL", "LOUD", "DEBUG"),
        ("LEAN", "perhaps", "boolean"),
        ("PROT", "5005", "no such setting"),
    ],
)
def test_a_bad_setting_is_refused_by_name(variable: str, value: str, why: str, cli: Cli) -> None:
    refused(cli("settings", env={PREFIX + variable: value}), PREFIX + variable, why)


def test_a_bad_setting_is_refused_by_every_command(cli: Cli) -> None:
    for command in (["chat"], ["serve"], ["train"], ["knowledge", "build"]):
        refused(cli(*command, env={f"{PREFIX}PORT": "eighty"}), f"{PREFIX}PORT")


@pytest.mark.parametrize("command", ["chat", "serve"])
def test_a_missing_store_is_named_with_the_remedy(command: str, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "none.db"

    refused(cli(command, env={f"{PREFIX}DATABASE_URL": f"sqlite:///{file}"}), str(file), "rolewise knowledge build")
    assert not file.exists(), "looking for a store does not make one"


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\x00" + b"\xff" * 500])
def test_a_damaged_store_is_named_with_the_remedy(content: bytes, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    file.write_bytes(content)

    refused(cli("chat", env={f"{PREFIX}DATABASE_URL": f"sqlite:///{file}"}), str(file), "rolewise knowledge build")


@pytest.mark.parametrize("command", ["chat", "serve"])
def test_damaged_conversations_are_named_with_the_remedy(command: str, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    file.write_bytes(b"this is no database" * 100)

    result = cli(command, env={f"{PREFIX}CONVERSATIONS_URL": f"sqlite:///{file}"})

    refused(result, str(file), "Move the file away")


def test_a_chat_is_fresh_and_leaves_nothing_unless_told_otherwise(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    kept = {f"{PREFIX}CONVERSATIONS_URL": f"sqlite:///{file}"}

    assert cli("chat", stdin="hello\n", env=kept).returncode == 0
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM events WHERE type_name = 'user'").fetchone() == (1,)
    file.unlink()
    assert cli("chat", stdin="hello\n").returncode == 0
    assert not file.exists()


def test_a_url_that_means_no_database_is_refused(cli: Cli) -> None:
    refused(cli("chat", env={f"{PREFIX}DATABASE_URL": "nonsense"}), "nonsense", f"{PREFIX}DATABASE_URL")


@pytest.mark.parametrize("command", ["chat", "serve"])
def test_a_missing_model_is_named_with_the_remedy(command: str, cli: Cli, tmp_path: Path) -> None:
    refused(cli(command, env={f"{PREFIX}MODELS": str(tmp_path)}), str(tmp_path), "rolewise train")


def test_a_damaged_model_is_named_with_the_remedy(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "rolewise-damaged.tar.gz"
    file.write_bytes(b"this is no archive")

    result = cli("chat", env={f"{PREFIX}MODELS": str(tmp_path), f"{PREFIX}LOG_LEVEL": "ERROR"})

    refused(result, str(file), "rolewise train")


def test_half_a_model_is_named_with_the_remedy(cli: Cli, tmp_path: Path, settings: Settings) -> None:
    whole = max(settings.models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime).read_bytes()
    file = tmp_path / "rolewise-half.tar.gz"
    file.write_bytes(whole[: len(whole) // 2])

    result = cli("chat", env={f"{PREFIX}MODELS": str(tmp_path), f"{PREFIX}LOG_LEVEL": "ERROR"})

    refused(result, str(file), "rolewise train")


def test_the_picture_of_an_answer_is_saved(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "pay.png"

    result = cli("picture", "Salary of a data scientist by level", str(file), "--dark")

    assert result.returncode == 0, result.stderr
    assert "160,000" in result.stdout
    assert file.read_bytes().startswith(b"\x89PNG")


def test_an_answer_without_a_picture_says_so(cli: Cli, tmp_path: Path) -> None:
    result = cli("picture", "hello", str(tmp_path / "pay.png"))

    assert result.returncode == 1
    assert "no picture" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_picture_needs_a_place(cli: Cli, tmp_path: Path) -> None:
    for place in (tmp_path / "pay.gif", tmp_path / "nowhere" / "pay.png"):
        result = cli("picture", "Salary of a data scientist by level", str(place))
        assert result.returncode == 2
        assert str(place) in result.stderr


def test_a_survey_comes_in_by_the_command_line(cli: Cli, built_store: str, tmp_path: Path) -> None:
    rows = drawn(50)
    rows[4]["work_year"] = "x"
    path = write(rows, tmp_path / "kites.csv", "Kites")

    result = cli("knowledge", "ingest", str(path), env={f"{PREFIX}DATABASE_URL": built_store})

    assert result.returncode == 0, result.stderr
    assert "added: 49 answers, 4 roles" in result.stdout
    assert "line 6 not placed, work_year is 'x', not a whole number" in result.stdout


@pytest.fixture
def built_store(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    build(url)
    return url
