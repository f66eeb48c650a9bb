"""A store built from the curated sources, and small sources of a test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.orm import Session

from knowledge.build import build
from knowledge.store import Store
from knowledge.vocabulary_file import SOURCES, Vocabulary, read_vocabulary
from tests.store_copy import copy_store

# Speed is measured in benchmarks/: how long an example takes on a busy machine says nothing.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def curated_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store that tests read and never change."""
    url = sqlite_url(tmp_path_factory.mktemp("curated") / "knowledge.db")
    build(url)
    return url


@pytest.fixture(scope="session")
def curated(curated_url: str) -> Iterator[Store]:
    store = Store.open(curated_url)
    yield store
    store.close()


@pytest.fixture
def session(curated: Store) -> Iterator[Session]:
    with curated.session() as session:
        yield session


@pytest.fixture
def built_url(curated_url: str, tmp_path: Path) -> str:
    """The same store, to be changed."""
    return copy_store(curated_url, tmp_path / "knowledge.db")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the curated sources, to be changed."""
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "knowledge.db")
