"""Raw articles go into the store file by file, once each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from knowledge.build import build
from knowledge.document import Facet
from knowledge.ingest import Outcome, ingest
from knowledge.roles import find_role
from knowledge.statements import statements_of
from knowledge.store import Store
from knowledge.table import Table
from knowledge.terms import mentions
from tests.knowledge.contents import contents

ARTICLE = """Baker vs. Miller

3 min read · May 2, 2025

Definitions

Baker: Bakes bread.

Miller: Grinds flour.

Tools

Baker

  • Ovens: Rofco, Miwe

Miller

  • Ovens: Rofco

{more}
"""


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    build(url)
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE.format(more=""), encoding="utf-8")
    return path


def rows(store: Store) -> dict[str, int]:
    with store.session() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Table.metadata.tables.items()
        }


def test_an_article_adds_its_roles_terms_and_statements(store: Store, article: Path) -> None:
    (report,) = ingest(store, [article])

    assert report.outcome is Outcome.ADDED
    assert report.added == {"roles": 2, "terms": 2, "categories": 1, "statements": 4, "tips": 0, "listings": 0}
    assert report.unplaced == ()
    with store.session() as session:
        role = find_role(session, "bakers")
        assert role
        assert role.has_profile
        assert [said.text for said in statements_of(session, "Baker", Facet.TOOLS.value)] == ["Rofco, Miwe"]
        assert [said.role for said in mentions(session, "Rofco")] == ["Baker", "Miller"]


def test_the_same_file_again_changes_nothing(store: Store, article: Path, second_article: Path) -> None:
    paths = [article, second_article]
    ingest(store, paths)
    before, version = contents(store), store.version()

    assert [report.outcome for report in ingest(store, paths)] == [Outcome.UNCHANGED] * 2
    assert contents(store) == before
    assert store.version() == version


def test_the_same_title_and_date_replace_what_was_said(store: Store, article: Path) -> None:
    ingest(store, [article])
    before = rows(store)
    article.write_text(ARTICLE.format(more="Industries\n\nBaker\n\n- Bakeries"), encoding="utf-8")

    (report,) = ingest(store, [article])

    assert report.outcome is Outcome.REPLACED
    after = rows(store)
    assert after["source"] == before["source"]
    assert after["statement"] == before["statement"] + 1
    assert after["term"] == before["term"] + 1


def test_another_date_makes_another_source(store: Store, article: Path) -> None:
    ingest(store, [article])
    before = rows(store)["source"]
    article.write_text(ARTICLE.format(more="").replace("2025", "2026"), encoding="utf-8")

    assert ingest(store, [article])[0].outcome is Outcome.ADDED
    assert rows(store)["source"] == before + 1


def test_a_dry_run_tells_what_would_be_added_and_changes_nothing(store: Store, article: Path) -> None:
    before, version = contents(store), store.version()

    (report,) = ingest(store, [article], dry_run=True)

    assert report.outcome is Outcome.ADDED
    assert report.added["statements"] == 4
    assert report.document
    assert report.document.source.title == "Baker vs. Miller"
    assert contents(store) == before
    assert store.version() == version


def test_the_seed_article_takes_the_curated_ones_place_and_doubles_nothing(store: Store, seed: Path) -> None:
    # Aliases and keywords come from the curated file alone; all else is counted alike.
    counted = {"source", "role", "statement", "term", "statement_term", "category", "tip", "listing", "salary"}
    before = {name: count for name, count in rows(store).items() if name in counted}

    (report,) = ingest(store, [seed])

    assert report.outcome is Outcome.REPLACED
    assert {name: count for name, count in rows(store).items() if name in counted} == before
    assert {"roles": 0, "terms": 0, "categories": 0}.items() <= report.added.items()
    assert ingest(store, [seed])[0].outcome is Outcome.UNCHANGED


def test_the_same_seed_article_is_read_alike_in_an_empty_store(
    tmp_path: Path, url: str, store: Store, seed: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "vocabulary.yaml").write_text("{}", encoding="utf-8")
    build(f"{url}.empty", empty)
    other = Store.open(f"{url}.empty")
    (here,), (there,) = ingest(store, [seed]), ingest(other, [seed])
    other.close()
    assert here.document == there.document


def test_a_file_that_cannot_be_used_is_refused_and_the_others_go_on(
    store: Store, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\0")
    (tmp_path / "letter.txt").write_text("Dear reader,\n\nall is well.\n", encoding="utf-8")
    paths = [tmp_path / name for name in ("empty.txt", "picture.txt", "letter.txt", "nowhere.txt")]

    reports = ingest(store, [*paths, article])

    assert [(report.path.name, report.outcome.value, report.reason) for report in reports] == [
        ("empty.txt", "refused", "file: it is empty"),
        ("picture.txt", "refused", "file: it is binary, not text in UTF-8"),
        ("letter.txt", "refused", "nothing in it reads as an article on roles"),
        ("nowhere.txt", "refused", "file: there is no such file"),
        ("article.txt", "added", None),
    ]


def test_what_could_not_be_placed_is_reported_by_line(store: Store, article: Path) -> None:
    article.write_text(ARTICLE.format(more="Anecdotes\n\n- Once upon a time."), encoding="utf-8")
    (report,) = ingest(store, [article])
    assert [(left.line_no, left.text) for left in report.unplaced] == [(21, "Anecdotes"), (23, "Once upon a time.")]


def test_progress_is_told_for_each_file(store: Store, article: Path) -> None:
    told: list[tuple[str, int, int]] = []
    ingest(store, [article, article], progress=lambda *step: told.append(step))
    assert told == [("article.txt", 0, 2), ("article.txt", 1, 2), ("done", 2, 2)]
