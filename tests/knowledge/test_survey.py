"""Salary statistics are those of the raw answers, and broken answers are refused."""

from __future__ import annotations

import csv
import statistics
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import survey
from knowledge.document import Level
from knowledge.errors import SourceRefused
from knowledge.pay_sample import quantile

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT.parent / "shared" / "data" / "aijobs-salaries-2020-2024.csv"
SALARIES = ROOT / "knowledge" / "sources" / "salaries"
HEADER = "work_year,experience_level,job_title,salary_in_usd"

with_answers = pytest.mark.skipif(not ANSWERS.exists(), reason="the survey's raw answers are not here")


def answers_file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def quartiles(pays: Sequence[int]) -> tuple[int, int, int]:
    if len(pays) == 1:
        return pays[0], pays[0], pays[0]
    p25, median, p75 = statistics.quantiles(pays, n=4, method="inclusive")
    return round(p25), round(median), round(p75)


@given(st.lists(st.integers(0, 10_000_000), min_size=2, max_size=60))
def test_quantiles_are_those_of_the_standard_library(pays: list[int]) -> None:
    ordered = sorted(pays)
    ours = [quantile(ordered, share) for share in (0.25, 0.5, 0.75)]
    assert ours == pytest.approx(statistics.quantiles(pays, n=4, method="inclusive"))


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=60))
def test_quartiles_are_ordered_and_lie_within_the_answers(pays: list[int]) -> None:
    ordered = sorted(pays)
    p25, median, p75 = (quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    assert ordered[0] <= p25 <= median <= p75 <= ordered[-1]


@with_answers
def test_committed_figures_are_those_of_the_raw_answers() -> None:
    canonical = {
        other: title for title, others in survey.read_aliases(SALARIES / "aijobs-2024.yaml").items() for other in others
    }
    levels = {"EN": "entry", "MI": "mid", "SE": "senior", "EX": "executive"}
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        answers = [
            (
                canonical.get(row["job_title"], row["job_title"]),
                levels[row["experience_level"]],
                row["work_year"],
                int(row["salary_in_usd"]),
            )
            for row in csv.DictReader(file)
        ]
    expected = {}
    for title in {answer[0] for answer in answers}:
        of_title = [answer for answer in answers if answer[0] == title]
        if len(of_title) < 10:
            continue
        for level in ("", *levels.values()):
            for year in ("", "2020", "2021", "2022", "2023", "2024"):
                pays = [a[3] for a in of_title if level in ("", a[1]) and year in ("", a[2])]
                if pays and (len(pays) >= 10 or not (level and year)):
                    expected[title, level, year] = (len(pays), *quartiles(pays))

    with (SALARIES / "aijobs-2024.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {
        (row["title"], row["level"], row["year"]): tuple(int(row[key]) for key in ("count", "p25", "median", "p75"))
        for row in rows
    } == expected
    assert len(rows) == len(expected)


@with_answers
def test_the_computation_yields_the_committed_file_again(tmp_path: Path) -> None:
    source = tmp_path / "aijobs-2024.yaml"
    source.write_bytes((SALARIES / "aijobs-2024.yaml").read_bytes())

    survey.write(survey.summarise(ANSWERS, aliases=survey.read_aliases(source)), source.with_suffix(".csv"))
    assert source.with_suffix(".csv").read_bytes() == (SALARIES / "aijobs-2024.csv").read_bytes()


def test_titles_that_mean_one_role_are_counted_together(tmp_path: Path) -> None:
    path = answers_file(tmp_path, "2023,SE,Pilot,100", "2023,SE,Aviator,300")

    rows = survey.summarise(path, minimum=2, aliases={"Pilot": ["Aviator"]})

    assert {(row.title, row.count, row.median) for row in rows} == {("Pilot", 2, 200)}


def test_repeated_rows_are_separate_answers(tmp_path: Path) -> None:
    path = answers_file(tmp_path, *["2023,SE,Pilot,100"] * 3)
    assert survey.summarise(path, minimum=3)[0].count == 3


def test_titles_with_few_answers_are_left_out_and_few_of_a_level_are_not(tmp_path: Path) -> None:
    path = answers_file(tmp_path, *["2023,SE,Pilot,100"] * 9, "2022,EX,Pilot,900", *["2023,SE,Cook,100"] * 9)

    rows = {(row.title, row.level, row.year): row.count for row in survey.summarise(path)}

    assert rows == {
        ("Pilot", None, None): 10,
        ("Pilot", None, 2022): 1,
        ("Pilot", None, 2023): 9,
        ("Pilot", Level.SENIOR, None): 9,
        ("Pilot", Level.EXECUTIVE, None): 1,
    }


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2023,XX,Pilot,100", "line 3: experience_level is 'XX'"),
        ("2023,SE,,100", "line 3: job_title is empty"),
        ("2023,SE,Pilot,many", "line 3: salary_in_usd is 'many'"),
        ("2023,SE,Pilot,-5", "line 3: salary_in_usd is '-5'"),
        ("lately,SE,Pilot,100", "line 3: work_year is 'lately'"),
        ("2023,SE,Pilot", "line 3: it has fewer fields"),
        ("2023,SE,Pilot,100,7", "line 3: it has more fields"),
    ],
)
def test_a_broken_row_is_refused_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    path = answers_file(tmp_path, "2023,SE,Pilot,100", row)
    with pytest.raises(SourceRefused, match=reason):
        survey.summarise(path)


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    path = answers_file(tmp_path, header="work_year,job_title")
    with pytest.raises(SourceRefused, match="line 1: the header lacks experience_level, salary_in_usd"):
        survey.summarise(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x00\x01"])
def test_what_is_no_csv_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    with pytest.raises(SourceRefused, match="answers.csv"):
        survey.summarise(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="nowhere.csv"):
        survey.summarise(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("aliases: [Pilot]", "not a mapping"),
        ("aliases: {Pilot: Aviator}", "aliases: Pilot"),
        ("aliases: {Pilot: [Cook], Cook: [Chef]}", "Cook would mean two roles"),
        ("aliases: {Pilot: [", "line 1"),
    ],
)
def test_broken_aliases_are_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "survey.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceRefused, match=reason):
        survey.read_aliases(path)
