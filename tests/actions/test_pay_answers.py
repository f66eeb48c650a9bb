"""Every figure that an answer about pay shows is found again in the survey's file, by other means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from actions.answer import Answer, Paragraph, Table
from actions.chart import Chart
from actions.context import Context
from actions.dispatch import answer
from actions.question import Entity, Question
from knowledge.build import build
from knowledge.ingest.files import ingest
from knowledge.store import Store
from tests.knowledge.surveys import SHARED, Row, drawn, quartiles, read, write

LEVELS = {"Entry-level": "EN", "Mid-level": "MI", "Senior-level": "SE", "Executive-level": "EX"}
COUNTRIES = {"US": "United States", "DE": "Germany", "FR": "France"}
TOLD = re.compile(r"median:? USD ([\d,]+) a year\. The middle half earn USD ([\d,]+) to ([\d,]+) \(([\d,]+) answer")


def number(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.fixture(scope="module", params=["made up", "real"])
def surveyed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Any]]:
    """A store that holds a survey, and the survey's rows."""
    folder = tmp_path_factory.mktemp("survey")
    if request.param == "real" and not SHARED.exists():
        pytest.skip("the survey's raw answers are not here")
    path = SHARED if request.param == "real" else write(drawn(6_000), folder / "kites.csv")
    url = f"sqlite:///{folder / 'knowledge.db'}"
    build(url)
    store = Store.open(url)
    ingest(store, [Path(path)])
    with store.session() as session:
        yield session, read(path)
    store.close()


def asked(session: Session, intent: str, text: str, **named: Any) -> Answer:
    entities = tuple(
        Entity(kind, value, str(value), text.find(str(value)), text.find(str(value)) + len(str(value)))
        for kind, values in named.items()
        for value in (values if isinstance(values, list) else [values])
    )
    return answer(Question(intent, text, entities, Context(), text), session).answer


def pays(rows: list[Row], **wanted: str) -> list[int]:
    return sorted(int(row["salary_in_usd"]) for row in rows if all(row[c] == v for c, v in wanted.items()))


def told(reply: Answer) -> list[tuple[int, ...]]:
    """Count and quartiles of each sentence that tells them."""
    found = [TOLD.search(block.text) for block in reply.blocks if isinstance(block, Paragraph)]
    return [(number(m[4]), number(m[2]), number(m[1]), number(m[3])) for m in found if m]


def tabled(reply: Answer) -> dict[str, tuple[int, ...]]:
    """Count and quartiles of each row of the tables."""
    found = {}
    for table in (block for block in reply.blocks if isinstance(block, Table)):
        for name, median, middle, count in table.rows:
            low, high = map(number, middle.split(" – "))
            found[name] = (number(count), low, number(median), high)
    return found


def chart(reply: Answer) -> Chart:
    (found,) = (block for block in reply.blocks if isinstance(block, Chart))
    return found


def figure(values: list[int]) -> tuple[int, ...]:
    return (len(values), *quartiles(values))


def test_a_role_and_its_level_ladder(surveyed: tuple[Session, list[Row]]) -> None:
    session, rows = surveyed
    reply = asked(session, "ask_salary", "what does a Data Engineer earn", role="Data Engineer")
    own = pays(rows, job_title="Data Engineer")
    assert told(reply) == [figure(own)]
    expected = {n: pays(rows, job_title="Data Engineer", experience_level=code) for n, code in LEVELS.items()}
    assert tabled(reply) == {name: figure(values) for name, values in expected.items() if values}
    assert chart(reply).series[0].values == tuple(quartiles(values)[1] for values in expected.values() if values)
    assert f"{len(own):,} answers" in chart(reply).note


def test_a_mix_of_conditions_and_its_distribution(surveyed: tuple[Session, list[Row]]) -> None:
    session, rows = surveyed
    text = "senior Data Engineer in US, yes, since 2022"
    reply = asked(
        session, "ask_salary", text, role="Data Engineer", level="senior", place="US", remote="yes", year=2022
    )
    own = pays(
        [row for row in rows if int(row["work_year"]) >= 2022],
        job_title="Data Engineer", experience_level="SE", company_location="US", remote_ratio="100",
    )  # fmt: skip
    assert told(reply) == [figure(own)]
    drawing = chart(reply)
    assert sum(value or 0 for value in drawing.series[0].values) == len(own)
    for name, value in zip(drawing.categories[1:-1], drawing.series[0].values[1:-1]):
        low, high = (int(edge) * 1000 for edge in name.removesuffix("k").split("–"))
        assert value == bisect_left(own, high) - bisect_left(own, low)


def test_a_trend(surveyed: tuple[Session, list[Row]]) -> None:
    session, rows = surveyed
    reply = asked(session, "ask_salary", "Data Engineer pay by year in US", role="Data Engineer", place="US")
    years = sorted({row["work_year"] for row in rows})
    expected = {y: pays(rows, job_title="Data Engineer", company_location="US", work_year=y) for y in years}
    assert tabled(reply) == {year: figure(values) for year, values in expected.items() if values}
    assert chart(reply).kind == "line"
    assert dict(zip(chart(reply).categories, chart(reply).series[0].values)) == {
        year: quartiles(values)[1] for year, values in expected.items() if values
    }


@pytest.mark.parametrize("amount", [60_000, 140_000, 200_000])
def test_a_percentile(surveyed: tuple[Session, list[Row]], amount: int) -> None:
    session, rows = surveyed
    money = {"low": amount, "high": amount, "currency": None}
    text = f"what percentile is {amount} for a senior Data Scientist"
    reply = asked(session, "ask_percentile", text, role="Data Scientist", level="senior", amount=[money])
    own = pays(rows, job_title="Data Scientist", experience_level="SE")
    below, same = bisect_left(own, amount), bisect_right(own, amount) - bisect_left(own, amount)
    (said,) = (block.text for block in reply.blocks if isinstance(block, Paragraph))
    rank = round(100 * (below + same / 2) / len(own))
    assert re.search(rf"at the {rank}(?:st|nd|rd|th) percentile: of {len(own):,} answers, {below:,} \(", said)
    assert f"{same:,} ({same / len(own):.0%}) the same and {len(own) - below - same:,} (" in said
    marker = chart(reply).marker
    assert marker
    assert f"{below / len(own):.0%} of answers are below" in marker.label


def test_two_roles_and_two_countries(surveyed: tuple[Session, list[Row]]) -> None:
    session, rows = surveyed
    titles = ["Data Engineer", "Data Scientist"]
    reply = asked(session, "compare_salaries", "Data Engineer or Data Scientist", role=titles)
    assert tabled(reply) == {title: figure(pays(rows, job_title=title)) for title in titles}
    reply = asked(session, "compare_salaries", "Data Engineer in DE or FR", role="Data Engineer", place=["DE", "FR"])
    expected = {
        f"Data Engineer in {COUNTRIES[code]}": pays(rows, job_title="Data Engineer", company_location=code)
        for code in ("DE", "FR")
    }
    assert tabled(reply) == {name: figure(values) for name, values in expected.items()}
    assert {s.name: s.values for s in chart(reply).series} == {n: quartiles(v) for n, v in expected.items()}
    first, second = sorted(expected.items(), key=lambda item: -quartiles(item[1])[1])
    gap = quartiles(first[1])[1] - quartiles(second[1])[1]
    assert any(f"USD {gap:,} a year" in b.text for b in reply.blocks if isinstance(b, Paragraph))


def test_the_best_paid_roles_of_a_country(surveyed: tuple[Session, list[Row]]) -> None:
    session, rows = surveyed
    reply = asked(session, "compare_salaries", "which role earns the most in US", place="US")
    titles = {row["job_title"] for row in rows}
    medians = sorted(
        (quartiles(own)[1] for title in titles if len(own := pays(rows, job_title=title, company_location="US")) >= 10),
        reverse=True,
    )
    assert [row[2] for row in tabled(reply).values()][0] == pytest.approx(medians[0])


def test_few_answers_are_said_to_be_few(surveyed: tuple[Session, list[Row]]) -> None:
    session, rows = surveyed
    for year in (2021, 2022):
        text = f"freelance Data Scientist {year}"
        reply = asked(session, "ask_salary", text, role="Data Scientist", employment_type="freelance", level="executive", year=year)  # fmt: skip
        own = pays(rows, job_title="Data Scientist", employment_type="FL", experience_level="EX", work_year=str(year))
        warned = any(block.text.startswith("Caution: only") for block in reply.blocks if isinstance(block, Paragraph))
        if own:
            assert told(reply) == [figure(own)]
            assert warned == (len(own) < 10)
