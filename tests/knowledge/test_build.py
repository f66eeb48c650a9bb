"""A build makes the whole store or leaves it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.document import Document
from knowledge.errors import KnowledgeError, SourceRefused, StoreMissing
from knowledge.load import load
from knowledge.origins import all_sources
from knowledge.roles import find_role
from knowledge.store import Store
from knowledge.vocabulary_file import Vocabulary
from tests.knowledge.contents import contents

OWN = Document.parse_obj(
    {
        "source": {"slug": "own", "title": "Own notes"},
        "roles": [{"name": "Data Gardener"}],
        "statements": [{"role": "Data Gardener", "facet": "definition", "text": "Tends data."}],
    }
)


def article(sources: Path) -> Path:
    return next((sources / "articles").glob("*.yaml"))


def test_reports_what_it_loads_and_how_far_it_is(url: str) -> None:
    steps: list[tuple[str, int, int]] = []
    report = build(url, progress=lambda *step: steps.append(step))
    assert report.changed
    assert [done for _, done, _ in steps] == list(range(steps[-1][2] + 1))
    assert report.loaded[0].added["statements"] > 0


def test_repeated_changes_nothing(built_url: str) -> None:
    before, version = contents(Store.open(built_url)), Store.open(built_url).version()
    assert not build(built_url).changed
    assert (contents(Store.open(built_url)), Store.open(built_url).version()) == (before, version)


def test_takes_up_changed_sources_and_doubles_nothing(built_url: str, sources: Path) -> None:
    before = contents(Store.open(built_url))
    path = article(sources)
    path.write_text(path.read_text().replace("Optimize the performance", "Improve the performance"))
    assert build(built_url, sources).changed
    store = Store.open(built_url)
    assert store.version() == 2
    with store.session() as session:
        assert len(all_sources(session)) == len(before["sources"])  # type: ignore[arg-type]
    assert sum(map(len, contents(store)["statements"])) == sum(map(len, before["statements"]))  # type: ignore[call-overload]


def test_forgets_a_source_whose_file_is_gone(built_url: str, sources: Path) -> None:
    article(sources).unlink()
    build(built_url, sources)
    with Store.open(built_url).session() as session:
        assert [source.licence for source in all_sources(session)] == ["CC0"]
        assert find_role(session, "Platform Software Development Lead") is None
        assert not find_role(session, "Machine Learning Engineer").has_profile  # type: ignore[union-attr]


def test_keeps_documents_from_elsewhere(built_url: str, sources: Path, vocabulary: Vocabulary) -> None:
    with Store.open(built_url).transaction() as session:
        load(session, OWN, vocabulary)
    article(sources).unlink()
    build(built_url, sources)
    with Store.open(built_url).session() as session:
        assert find_role(session, "data gardener").has_profile  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("articles/*.yaml", "facet: outlook", "facet: weather", "statements."),
        ("articles/*.yaml", "terms: [Git]", "terms: [Gitt]", "terms.0"),
        ("articles/*.yaml", "tips:", "tips: [", "line "),
        ("articles/*.yaml", "pay_min: 100000", "pay_min: 900000", "listings.0.pay_max"),
        ("vocabulary.yaml", "no_heads:", "no_heats:", "no_heats"),
        ("vocabulary.yaml", "\nno_heads:", "\nlevels: {}\nno_heads:", "line "),
        ("salaries/*.csv", "AI Architect,senior,,", "AI Architect,saenior,,", "line "),
        ("salaries/*.csv", "title,level,year", "title,year,level", "line 1"),
        ("salaries/*.csv", "AI Architect,,,22,", "AI Architect,,,many,", "line 2"),
        ("salaries/*.yaml", "slug:", "slugs:", "slug"),
    ],
)
def test_refuses_a_broken_source_and_leaves_the_store_as_it_was(
    built_url: str, sources: Path, file: str, old: str, new: str, where: str
) -> None:
    before, version = contents(Store.open(built_url)), Store.open(built_url).version()
    path = next(sources.glob(file))
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(SourceRefused) as refused:
        build(built_url, sources)
    assert refused.value.file == path
    assert where in refused.value.where
    assert (contents(Store.open(built_url)), Store.open(built_url).version()) == (before, version)


def test_leaves_no_store_behind_if_the_first_build_fails(url: str, sources: Path) -> None:
    path = article(sources)
    path.write_text(path.read_text().replace("terms: [Git]", "terms: [Gitt]"))
    with pytest.raises(SourceRefused):
        build(url, sources)
    with pytest.raises(StoreMissing):
        Store.open(url)


def test_refuses_two_files_that_are_one_source(url: str, sources: Path) -> None:
    path = article(sources)
    path.with_name("z.yaml").write_text(path.read_text())
    with pytest.raises(SourceRefused, match="same title and date"):
        build(url, sources)


def test_puts_a_damaged_store_aside(url: str, tmp_path: Path) -> None:
    (tmp_path / "knowledge.db").write_text("no database at all " * 100)
    with pytest.raises(KnowledgeError):
        Store.open(url)
    report = build(url)
    assert report.moved is not None
    assert report.moved.read_text().startswith("no database")
    assert Store.open(url).version() == 1
