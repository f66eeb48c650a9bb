"""What is carried away is all that the sources say, and can come in again."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge.build import build
from knowledge.document import Document
from knowledge.export import export
from knowledge.ingest import ingest
from knowledge.load import load
from knowledge.store import Store
from knowledge.vocabulary_file import read_vocabulary
from tests.knowledge.article_facts import ARTICLES
from tests.knowledge.conftest import sqlite_url
from tests.knowledge.contents import contents
from tests.knowledge.surveys import drawn, read, write


def exported(store: Store) -> list[dict[str, object]]:
    with store.session() as session:
        sources: list[dict[str, object]] = json.loads(export(session))["sources"]
    return sources


def test_articles_and_listings_say_the_same_in_another_store(built_url: str, tmp_path: Path) -> None:
    store = Store.open(built_url)
    jobs = tmp_path / "jobs.csv"
    jobs.write_text('title,company,place,salary_min,currency,period\nKite Tester,Kites,"Lyon, France",50,EUR,hour\n')
    ingest(store, [*ARTICLES[:6], jobs])
    said = contents(store)
    own = exported(store)[2:]  # after those that every store is built of
    store.close()

    other_url = sqlite_url(tmp_path / "other.db")
    build(other_url)
    other = Store.open(other_url)
    with other.transaction() as session:
        for source in own:
            document = {name: value for name, value in source.items() if name not in ("salaries", "answers")}
            load(session, Document.parse_obj(document), read_vocabulary())
    assert contents(other) == said
    other.close()


def test_a_surveys_answers_are_those_of_its_file(built_url: str, tmp_path: Path) -> None:
    store = Store.open(built_url)
    path = write(drawn(400), tmp_path / "kites.csv", "Kites")
    ingest(store, [path])
    (survey,) = (source for source in exported(store) if source["answers"])
    store.close()
    pays = sorted(pay for kind in survey["answers"] for pay in kind["pays"])  # type: ignore[attr-defined]
    assert pays == sorted(int(row["salary_in_usd"]) for row in read(path))
    assert any(figure["role"] == "Kite Maker" for figure in survey["salaries"])  # type: ignore[attr-defined]
