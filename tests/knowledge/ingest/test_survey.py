"""A survey comes into the store whole or not at all, again without effect, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.ingest import survey as ingesting
from knowledge.ingest import survey_filling
from knowledge.ingest.files import IngestReport, Outcome, ingest
from knowledge.origins import all_sources
from knowledge.pay_figures import figure_of, figures
from knowledge.replacement import remove_source
from knowledge.roles import find_role
from knowledge.store import Store
from knowledge.survey_answers import PayFilter, count_answers, has_answers
from knowledge.vocabulary import label, phrases
from tests.knowledge.contents import contents
from tests.knowledge.surveys import DESCRIBED, drawn, write


@pytest.fixture
def store(built_url: str) -> Iterator[Store]:
    store = Store.open(built_url)
    yield store
    store.close()


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return write(drawn(), tmp_path / "kites.csv", "Survey of kite makers, 2024")


def one(store: Store, path: Path, dry_run: bool = False) -> IngestReport:
    (report,) = ingest(store, [path], dry_run=dry_run)
    return report


def test_all_answers_come_in_with_roles_and_countries(store: Store, survey: Path) -> None:
    report = one(store, survey)
    assert (report.outcome, report.added) == (Outcome.ADDED, {"answers": 600, "roles": 4})
    with store.session() as session:
        assert count_answers(session, PayFilter()) == 600
        assert find_role(session, "kite makers")
        assert {("role", "Kite Maker"), ("place", "AD")} <= {(p.kind, p.value) for p in phrases(session)}
        assert label(session, "place", "AD") == "Andorra"


def test_the_same_again_changes_nothing(store: Store, survey: Path) -> None:
    one(store, survey)
    version, before = store.version(), contents(store)
    assert one(store, survey).outcome is Outcome.UNCHANGED
    assert (store.version(), contents(store)) == (version, before)


def test_a_newer_edition_takes_the_place_of_the_older(store: Store, survey: Path) -> None:
    one(store, survey)
    write(drawn(50, seed=2), survey)
    assert one(store, survey).outcome is Outcome.REPLACED
    with store.session() as session:
        assert count_answers(session, PayFilter()) == 50


def test_a_dry_run_changes_nothing(store: Store, survey: Path) -> None:
    before = contents(store)
    assert one(store, survey, dry_run=True).added == {"answers": 600, "roles": 4}
    assert contents(store) == before


def test_what_was_held_back_in_parts_is_the_same_as_at_once(
    store: Store, survey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one(store, survey)
    at_once = contents(store)
    with store.transaction() as session:
        remove_source(session, ingesting._earlier(session, "kites"))
    monkeypatch.setattr(survey_filling, "_HELD", 7)
    one(store, survey)
    assert contents(store) == at_once


def test_removing_it_leaves_the_store_as_it_was(store: Store, survey: Path) -> None:
    before = contents(store)
    one(store, survey)
    with store.transaction() as session:
        remove_source(session, ingesting._earlier(session, "kites"))
    assert contents(store) == before


def test_broken_lines_are_left_out_and_reported(store: Store, survey: Path) -> None:
    rows = drawn(20)
    rows[3]["salary_in_usd"] = "much"
    rows[7]["experience_level"] = rows[9]["experience_level"] = "XX"
    report = one(store, write(rows, survey))
    assert report.added["answers"] == 17
    assert {(u.line_no, u.reason.split(" is ")[0]) for u in report.unplaced} == {
        (5, "salary_in_usd"),
        (9, "experience_level"),
    }


def test_a_survey_without_answers_is_refused(store: Store, survey: Path) -> None:
    before = contents(store)
    rows = drawn(2)
    for row in rows:
        row["work_year"] = "x"
    for broken in (rows, []):
        report = one(store, write(broken, survey))
        assert report.outcome is Outcome.REFUSED
        assert report.reason
    assert contents(store) == before


def test_a_file_that_breaks_midway_leaves_the_store_as_it_was(store: Store, survey: Path) -> None:
    before = contents(store)
    survey.write_bytes(survey.read_bytes() + b"\xff\xfe")
    report = one(store, survey)
    assert report.outcome is Outcome.REFUSED
    assert "UTF-8" in (report.reason or "")
    assert contents(store) == before


def test_a_broken_description_is_refused(store: Store, survey: Path) -> None:
    survey.with_suffix(".yaml").write_text("title: [")
    assert one(store, survey).outcome is Outcome.REFUSED


def test_answers_of_a_curated_survey_stand_in_place_of_its_figures(store: Store, tmp_path: Path) -> None:
    with store.session() as session:
        summary = figure_of(session, "Data Engineer")
    assert summary
    one(store, write(drawn(), tmp_path / "raw.csv"))
    with store.session() as session:
        (now,) = figures(session, PayFilter(role="Data Engineer"))
        assert "2021 to 2024" in now.source.title
        assert now.source.licence == summary.source.licence
        assert figures(session, PayFilter(role="Data Analyst")) == []
    build(store.name if "://" in store.name else f"sqlite:///{store.name}")
    with store.transaction() as session:
        assert has_answers(session)
        remove_source(session, ingesting._earlier(session, "aijobs"))
    with store.session() as session:
        assert figure_of(session, "Data Engineer") == summary


def test_two_surveys_that_disagree_are_both_there(store: Store, survey: Path, tmp_path: Path) -> None:
    one(store, survey)
    one(store, write(drawn(300, seed=5), tmp_path / "other.csv", "Another survey"))
    with store.session() as session:
        found = figures(session, PayFilter(role="Kite Maker", country="DE"))
        assert [figure.source.title for figure in found] == ["Survey of kite makers, 2024", "Another survey"]
        assert len({figure.median for figure in found}) == 2
        assert len(figures(session, PayFilter(role="Data Engineer"))) == 3
        assert "Another survey" in [source.title for source in all_sources(session)]


def test_a_description_names_the_survey(store: Store, survey: Path) -> None:
    survey.with_suffix(".yaml").write_text(DESCRIBED.format(slug="x", title="The one"))
    one(store, survey)
    with store.session() as session:
        assert "The one" in [source.title for source in all_sources(session)]
