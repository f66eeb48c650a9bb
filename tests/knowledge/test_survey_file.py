"""Raw answers are read line by line; what is no answer is refused with its reason, and nothing crashes."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import SourceRefused
from knowledge.survey_file import OPTIONAL, REQUIRED, Answer, Group, RefusedLine, is_survey, read_answers

HEADER = [*REQUIRED, *OPTIONAL]
GOOD = ["2023", "SE", "Pilot", "100000", "FT", "DE", "100", "L"]

quickly = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
cells = st.one_of(
    st.sampled_from([*GOOD, "EN", "0", "50", "S", "M", "", "1e5", "-1", "１２", "2023.0", "xx", "D", "9" * 30]),
    st.text(st.characters(exclude_characters="\0"), max_size=12),
)


def written(folder: Path, *rows: list[str], header: list[str] = HEADER) -> Path:
    out = StringIO()
    csv.writer(out).writerows([header, *rows])
    path = folder / "survey.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    return path


def test_an_answer_is_read_whole(tmp_path: Path) -> None:
    assert list(read_answers(written(tmp_path, GOOD))) == [
        Answer(Group("Pilot", "senior", 2023, "full_time", "DE", "yes", "large"), 100_000)
    ]


def test_what_an_answer_leaves_out_is_none(tmp_path: Path) -> None:
    (answer,) = read_answers(written(tmp_path, ["2023", "SE", "Pilot", "1", "", "", "", ""]))
    assert answer == Answer(Group("Pilot", "senior", 2023), 1)
    (answer,) = read_answers(written(tmp_path, GOOD[:4], header=list(REQUIRED)))
    assert answer == Answer(Group("Pilot", "senior", 2023), 100_000)


def test_columns_may_stand_in_any_order_among_others(tmp_path: Path) -> None:
    mixed = written(tmp_path, ["x", *reversed(GOOD)], header=["note", *reversed(HEADER)])
    assert list(read_answers(mixed)) == list(read_answers(written(tmp_path, GOOD)))


@pytest.mark.parametrize(
    ("place", "cell", "reason"),
    [
        (0, "lately", "work_year is 'lately'"),
        (0, "1023", "work_year is 1023, not between"),
        (1, "XX", "experience_level is 'XX', not one of EN, MI, SE, EX"),
        (1, "", "experience_level is ''"),
        (2, " ", "job_title is empty"),
        (2, "x" * 500, "no title of a job"),
        (2, "a\x07b", "no title of a job"),
        (3, "many", "salary_in_usd is 'many'"),
        (3, "-5", "salary_in_usd is '-5'"),
        (3, "1" * 40, "salary_in_usd is '1111"),
        (4, "YY", "employment_type is 'YY'"),
        (5, "Germany", "company_location is 'Germany'"),
        (6, "33", "remote_ratio is '33', not one of 0, 50, 100"),
        (7, "XL", "company_size is 'XL'"),
    ],
)
def test_a_broken_line_is_refused_and_the_others_are_read(tmp_path: Path, place: int, cell: str, reason: str) -> None:
    broken = [cell if i == place else good for i, good in enumerate(GOOD)]
    first, refused, last = read_answers(written(tmp_path, GOOD, broken, GOOD))
    assert isinstance(first, Answer)
    assert isinstance(refused, RefusedLine)
    assert (refused.line, reason in refused.reason) == (3, True)
    assert last == first


@given(rows=st.lists(st.lists(cells, min_size=0, max_size=10), max_size=8))
@quickly
def test_every_line_is_an_answer_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    path = written(tmp_path, *rows)
    try:
        read = list(read_answers(path))
    except SourceRefused:
        return
    assert len(read) <= len(rows)
    for one in read:
        assert isinstance(one, RefusedLine) or (0 <= one.pay < 10**9 and one.group.title.strip())


@given(st.binary(max_size=400))
@quickly
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes((",".join(HEADER) + "\n").encode() + content)
    with suppress(SourceRefused):
        for one in read_answers(path):
            assert isinstance(one, (Answer, RefusedLine))


@given(st.binary(max_size=200))
@quickly
def test_any_file_is_recognised_or_not(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    assert is_survey(path) in (True, False)


def test_a_survey_is_recognised_by_its_columns(tmp_path: Path) -> None:
    assert is_survey(written(tmp_path, GOOD))
    assert not is_survey(written(tmp_path, GOOD, header=["title", "level"]))
    assert not is_survey(tmp_path / "nowhere.csv")
    assert not is_survey(tmp_path)


def test_an_open_quote_is_refused_and_does_not_swallow_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(",".join(HEADER) + "\n" + '2023,SE,"Pilot,100000,FT,DE,100,L\n' * 20_001, encoding="utf-8")
    with pytest.raises(SourceRefused, match="cannot be read as CSV"):
        list(read_answers(path))
