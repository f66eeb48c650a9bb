"""Sources that say different things are all heard, each by its name, and not too many of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from actions.answer import Answer, Bullets, Paragraph
from actions.context import Context
from actions.dispatch import answer
from actions.plain_text import plain_text
from actions.question import Entity, Question
from knowledge.build import build
from knowledge.ingest import ingest
from knowledge.replacement import withdraw
from knowledge.store import Store

ARTICLE = """Kite Engineer vs. Kite Tester

{date}

Definitions

Kite Engineer: Builds kites of sort {n}.
Kite Tester: Flies kites of sort {n}.

Responsibilities

Kite Engineer

- Cut cloth of sort {n}
- Tie knots

Tips

1. Learn knot {n}: it holds.
2. Learn cloth {n}: it flies.
"""
SOURCES = 7


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    build(url)
    store = Store.open(url)
    yield store
    store.close()


def feed(store: Store, folder: Path, count: int) -> None:
    for n in range(1, count + 1):
        path = folder / f"{n}.txt"
        path.write_text(ARTICLE.format(n=n, date=f"2025-0{n}-01"))
        ingest(store, [path])


def asked(session: Session, intent: str, text: str) -> Answer:
    entity = Entity("role", "Kite Engineer", "Kite Engineer", text.index("Kite"), text.index("Kite") + 13)
    return answer(Question(intent, text, (entity,), Context(), text), session).answer


@pytest.mark.parametrize("intent", ["ask_role", "ask_responsibilities"])
def test_two_sources_are_told_apart_by_their_names(store: Store, tmp_path: Path, intent: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(ARTICLE.format(n=2, date="2025-02-01").replace("vs. Kite Tester", "vs. Kite Tester: Revisited", 1))
    feed(store, tmp_path, 1)
    ingest(store, [path])
    with store.session() as session:
        text = plain_text(asked(session, intent, "What is a Kite Engineer"))
    assert "According to “Kite Engineer vs. Kite Tester”" in text
    assert "According to “Kite Engineer vs. Kite Tester: Revisited”" in text
    assert "sort 1" in text
    assert "sort 2" in text
    with store.transaction() as session:
        withdraw(session, "Kite Engineer vs. Kite Tester: Revisited")
    with store.session() as session:
        text = plain_text(asked(session, intent, "What is a Kite Engineer"))
    assert "According to" not in text
    assert "sort 2" not in text


def test_of_many_sources_the_newest_are_told_and_the_rest_counted(store: Store, tmp_path: Path) -> None:
    feed(store, tmp_path, SOURCES)
    with store.session() as session:
        reply = asked(session, "ask_responsibilities", "What does a Kite Engineer do")
        tips = asked(session, "ask_tips", "How do I become a Kite Engineer")
    bullets = [block for block in reply.blocks if isinstance(block, Bullets)]
    assert [block.items[0] for block in bullets] == [f"Cut cloth of sort {n}" for n in range(3, SOURCES + 1)]
    assert Paragraph("These are the newest 5 of 7 sources.") in reply.blocks
    assert len(reply.sources) == 5
    (shown,) = (block for block in tips.blocks if isinstance(block, Bullets))
    assert len(shown.items) == 10
