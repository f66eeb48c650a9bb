"""Every figure is that of the raw answers, for any mix of conditions: each is computed anew from the CSV."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.build import build
from knowledge.ingest.files import ingest
from knowledge.pay_figures import figure_of, figures, figures_by, levels_and_years
from knowledge.roles import all_roles, find_role
from knowledge.store import Store
from knowledge.survey_answers import PayFilter, count_answers, pays_of
from tests.knowledge.conftest import sqlite_url
from tests.knowledge.surveys import SHARED, Row, drawn, quartiles, read, write

CODES = {
    "experience_level": {"entry": "EN", "mid": "MI", "senior": "SE", "executive": "EX"},
    "remote_ratio": {"no": "0", "hybrid": "50", "yes": "100"},
    "company_size": {"small": "S", "medium": "M", "large": "L"},
    "employment_type": {"full_time": "FT", "part_time": "PT", "contract": "CT", "freelance": "FL"},
}


def matching(rows: list[Row], asked: PayFilter, titles: set[str] | None) -> list[int]:
    """Pays of the rows that are asked for."""
    wanted = {
        "experience_level": asked.level, "remote_ratio": asked.remote, "company_size": asked.company_size,
        "employment_type": asked.employment_type,
    }  # fmt: skip
    codes = {column: CODES[column][value] for column, value in wanted.items() if value}
    return [
        int(row["salary_in_usd"])
        for row in rows
        if (titles is None or row["job_title"] in titles)
        and all(row[column] == code for column, code in codes.items())
        and asked.country in (None, row["company_location"])
        and (asked.since or 0) <= int(row["work_year"]) <= (asked.until or 9999)
    ]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return drawn(2_000)


@pytest.fixture(scope="module")
def asked_store(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("survey")
    url = sqlite_url(folder / "knowledge.db")
    build(url)
    store = Store.open(url)
    ingest(store, [write(rows, folder / "kites.csv")])
    with store.session() as session:
        yield session
    store.close()


filters = st.builds(
    PayFilter,
    role=st.sampled_from([None, "Data Engineer", "Data Scientist", "Kite Maker", "Staff Kite Tester"]),
    level=st.sampled_from([None, "entry", "mid", "senior", "executive"]),
    since=st.sampled_from([None, 2020, 2022, 2023]),
    until=st.sampled_from([None, 2021, 2023, 2025]),
    country=st.sampled_from([None, "US", "DE", "AD", "JP"]),
    remote=st.sampled_from([None, "yes", "hybrid", "no"]),
    company_size=st.sampled_from([None, "small", "medium", "large"]),
    employment_type=st.sampled_from([None, "full_time", "freelance", "contract"]),
)


@given(filters, st.integers(20_000, 320_000))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_mix_of_conditions(asked_store: Session, rows: list[Row], asked: PayFilter, amount: int) -> None:
    pays = matching(rows, asked, {asked.role} if asked.role else None)
    assert count_answers(asked_store, asked) == len(pays)
    found = figures(asked_store, asked)
    assert [(f.count, f.p25, f.median, f.p75) for f in found] == ([(len(pays), *quartiles(pays))] if pays else [])
    for sampled in pays_of(asked_store, asked):
        rank = sampled.sample.rank(amount)
        assert rank.below == sum(pay < amount for pay in pays)
        assert rank.above == sum(pay > amount for pay in pays)


@given(filters, st.sampled_from(["role", "level", "year", "country", "remote", "company_size", "employment_type"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_breakdown_adds_up_to_the_whole(asked_store: Session, asked: PayFilter, kind: str) -> None:
    parts = figures_by(asked_store, asked, kind)
    assert sum(part.count for part in parts) == count_answers(asked_store, asked)
    assert len({part.kind for part in parts}) == len(parts)


needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the survey's raw answers are not here")


@pytest.fixture(scope="module")
def shared_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    url = sqlite_url(tmp_path_factory.mktemp("shared") / "knowledge.db")
    build(url)
    store = Store.open(url)
    ingest(store, [SHARED])
    with store.session() as session:
        yield session
    store.close()


@needs_shared
def test_every_figure_of_the_real_survey_is_in_its_file(shared_session: Session) -> None:
    rows = read(SHARED)
    titles: dict[str, set[str]] = {}
    for title in {row["job_title"] for row in rows}:
        role = find_role(shared_session, title)
        assert role, title
        titles.setdefault(role.name, set()).add(title)
    paid = {role.name for role in all_roles(shared_session) if levels_and_years(shared_session, role.name)[1]}
    assert paid == set(titles)
    years, checked = (None, 2020, 2021, 2022, 2023, 2024), 0
    for name, its_titles in titles.items():
        own = [row for row in rows if row["job_title"] in its_titles]
        for level, year in itertools.product((None, *CODES["experience_level"]), years):
            asked = PayFilter(name, level, year, year)
            pays = matching(own, asked, None)
            found = [(f.count, f.p25, f.median, f.p75) for f in figures(shared_session, asked)]
            assert found == ([(len(pays), *quartiles(pays))] if pays else []), asked
            checked += len(found)
        for country in {row["company_location"] for row in own}:
            asked = PayFilter(name, country=country, remote="yes", since=2023)
            pays = matching(own, asked, None)
            found = [(f.count, f.p25, f.median, f.p75) for f in figures(shared_session, asked)]
            assert found == ([(len(pays), *quartiles(pays))] if pays else []), asked
    assert checked > 1_000


def test_summarised_figures_are_read_by_role_level_and_year(session: Session) -> None:
    whole = figure_of(session, "Machine Learning Engineer")
    assert whole is not None
    assert whole.p25 < whole.median < whole.p75
    levels = figures_by(session, PayFilter(role="Machine Learning Engineer"), "level")
    assert [figure.kind for figure in levels] == ["entry", "mid", "senior", "executive"]
    years = figures_by(session, PayFilter(role="Machine Learning Engineer"), "year")
    assert [figure.kind for figure in years] == sorted(figure.kind for figure in years)
    assert sum(f.count for f in levels) == sum(f.count for f in years) == whole.count
    since = figures_by(session, PayFilter(role="Machine Learning Engineer", since=2023), "year")
    assert [figure.kind for figure in since] == [2023, 2024]


def test_what_no_source_can_tell_has_no_figure(session: Session) -> None:
    assert figure_of(session, "Software Engineer") is None
    assert figure_of(session, "Lion Tamer") is None
    assert figures(session, PayFilter(role="Data Engineer", since=1999, until=1999)) == []
    assert figures(session, PayFilter(role="Data Engineer", country="DE")) == []


def test_a_role_has_the_levels_and_years_of_its_figures(session: Session) -> None:
    levels, years = levels_and_years(session, "Data Engineer")
    assert levels == {"entry", "mid", "senior", "executive"}
    assert 2023 in years


def test_a_filter_knows_whether_single_answers_are_needed() -> None:
    assert not PayFilter(role="x", level="senior", since=2023, until=2023).needs_answers
    assert PayFilter(role="x", since=2023).needs_answers
    assert PayFilter(role="x", country="DE").needs_answers
    assert PayFilter(level="senior").needs_answers


def test_a_filter_tells_what_it_is_narrowed_by() -> None:
    asked = PayFilter(role="x", country="DE", since=2023)
    assert asked.narrowed == ("country", "year")
    assert asked.without("year") == PayFilter(role="x", country="DE")
    assert asked.without("country").narrowed == ("year",)
