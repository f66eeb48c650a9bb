"""Articles in the layouts of many editors yield the facts that they state, and none that they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.ingest.lexicon import Lexicon
from tests.knowledge.article_facts import ARTICLES, facts, read

AIM = 0.98


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_yields_its_facts(path: Path, lexicon: Lexicon) -> None:
    stated, found = facts(path, read(path, lexicon).document)
    right = len(stated & found)
    assert right >= AIM * len(stated), f"missed: {sorted(stated - found)}"
    assert right >= AIM * len(found), f"made up: {sorted(found - stated)}"


def test_all_articles_together_yield_nearly_every_fact(lexicon: Lexicon) -> None:
    assert len(ARTICLES) >= 20
    pairs = [facts(path, read(path, lexicon).document) for path in ARTICLES]
    right = sum(len(stated & found) for stated, found in pairs)
    assert right >= AIM * sum(len(stated) for stated, _ in pairs)
    assert right >= AIM * sum(len(found) for _, found in pairs)
