"""The words of the field, and the articles that are read with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.ingest.lexicon import Lexicon, read_lexicon

ROOT = Path(__file__).parents[3]
SECOND_ARTICLE = ROOT / "tests" / "knowledge" / "articles" / "data-engineer-vs-analytics-engineer.txt"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return read_lexicon()


@pytest.fixture(scope="session")
def seed() -> Path:
    """The raw article behind the default content, damaged characters and all."""
    found = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    if not found:
        pytest.skip("the raw article is not here")
    return found[0]


@pytest.fixture(scope="session")
def second_article() -> Path:
    return SECOND_ARTICLE
