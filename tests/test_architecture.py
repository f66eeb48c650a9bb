"""The borders between the rooms (docs/architecture.md) hold."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings
from knowledge.listings import all_companies
from knowledge.roles import all_roles
from knowledge.store import Store

ROOMS = ("knowledge", "actions", "bot")
# What each room must not import, and what of our own it may.
BORDERS = {
    "knowledge": (("rasa", "rasa_sdk", "spacy", "sanic"), ("knowledge",)),
    "actions": (("rasa", "spacy", "sanic"), ("actions", "knowledge")),
    "bot/nlu": (("rasa_sdk", "sanic", "rich", "typer"), ("bot.nlu", "bot.settings", "knowledge")),
    "bot/channels": (
        ("sqlalchemy", "spacy"),
        ("bot.channels", "actions.answer", "actions.chart", "actions.plain_text"),
    ),
}


def files(room: str) -> list[Path]:
    found = sorted((ROOT / room).rglob("*.py"))
    assert found
    return found


def imports(file: Path) -> Iterator[str]:
    """Full names of all that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("room", BORDERS)
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    never, own = BORDERS[room]
    for file in files(room):
        for name in imports(file):
            assert not inside(name, never), f"{file.relative_to(ROOT)} imports {name}"
            if inside(name, ROOMS):
                assert inside(name, own), f"{file.relative_to(ROOT)} imports {name}"


@pytest.fixture(scope="module")
def names(settings: Settings) -> list[str]:
    """Names that only the store may know: of roles and of companies, with their short forms."""
    with Store.open(settings.database_url).session() as session:
        roles = all_roles(session)
        found = [name for role in roles for name in (role.name, *role.aliases) if " " in name]
        return found + all_companies(session)


def test_no_code_knows_a_role_or_a_company(names: list[str]) -> None:
    """Examples in docstrings are no code."""
    assert len(names) > 50
    lowered = [name.lower() for name in names]
    for room in ROOMS:
        for file in files(room):
            tree = ast.parse(file.read_text("utf8"))
            described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
                    text = node.value.lower()
                    known = [name for name in lowered if name in text]
                    assert not known, f"{file.relative_to(ROOT)}:{node.lineno} knows {known}"


IMPORT_ALL = """
import importlib, os, sys
root = {root!r}
done = []

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, (str, bytes)) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            where = os.path.abspath(os.fsdecode(path))
            if where.startswith((root, os.getcwd())):
                done.append((event, where))
    elif event in ("sqlite3.connect", "subprocess.Popen", "socket.connect", "socket.bind", "_thread.start_new_thread"):
        done.append((event, str(arguments)))
    elif event == "os.mkdir" and os.path.abspath(os.fsdecode(arguments[0])).startswith((root, os.getcwd())):
        done.append((event, str(arguments)))

for name in {libraries!r}:
    importlib.import_module(name)
sys.addaudithook(watch)
for name in {modules!r}:
    importlib.import_module(name)
sys.stdout.write(repr(done) if done else "")
"""


def test_nothing_is_created_at_import(environment: dict[str, str], tmp_path: Path) -> None:
    """No file, database, process, thread or connection comes of importing any of our modules."""
    modules = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for room in ROOMS
        for file in files(room)
        if file.name != "__main__.py"
    ]
    libraries = ["rasa.core.agent", "rasa.core.run", "rasa.server", "spacy", "sklearn.linear_model"]
    program = IMPORT_ALL.format(root=str(ROOT), modules=modules, libraries=libraries)

    result = subprocess.run(
        [sys.executable, "-B", "-c", program],
        env={**environment, "PYTHONPATH": os.pathsep.join([str(ROOT)])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert not result.stdout, result.stdout
    assert not list(tmp_path.iterdir())
