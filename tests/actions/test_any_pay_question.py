"""Whatever mix of conditions a question about pay has, each figure of its answer is found again in the survey's file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from actions.answer import Answer, Bullets, Heading, Paragraph
from actions.chart import Chart
from tests.actions.test_pay_answers import asked, figure, pays, surveyed, tabled, told
from tests.knowledge.surveys import Row, quartiles

__all__ = ["surveyed"]  # the fixture

# Each condition: the kind of entity, and for each of its values the column of the file with the code there.
CONDITIONS: dict[str, tuple[str, dict[str, str]]] = {
    "level": ("experience_level", {"entry": "EN", "mid": "MI", "senior": "SE", "executive": "EX"}),
    "place": ("company_location", {"US": "US", "DE": "DE", "FR": "FR"}),
    "remote": ("remote_ratio", {"yes": "100", "no": "0", "hybrid": "50"}),
    "company_size": ("company_size", {"small": "S", "medium": "M", "large": "L"}),
    "employment_type": ("employment_type", {"full_time": "FT", "freelance": "FL"}),
}
BY = {
    "year": ("by year", "work_year"),
    "level": ("by level", "experience_level"),
    "place": ("by country", "company_location"),
    "remote": ("by remote share", "remote_ratio"),
    "company_size": ("by company size", "company_size"),
    "employment_type": ("by employment type", "employment_type"),
}
# A bare "no" would leave out what comes after it.
_WORDS = {"yes": "remote", "no": "on-site"}
ROLES = ("Data Engineer", "Data Scientist")
MONEY = re.compile(r"USD ([\d,]+)")

conditions = st.fixed_dictionaries(
    {}, optional={kind: st.sampled_from(list(values)) for kind, (_, values) in CONDITIONS.items()}
)
years = st.none() | st.integers(2021, 2024)
checked = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def matching(rows: list[Row], role: str | None, named: dict[str, str], since: int | None) -> list[Row]:
    wanted = {CONDITIONS[kind][0]: CONDITIONS[kind][1][value] for kind, value in named.items()}
    wanted |= {"job_title": role} if role else {}
    found = [row for row in rows if all(row[column] == code for column, code in wanted.items())]
    return [row for row in found if since is None or int(row["work_year"]) >= since]


def question(
    session: Session, intent: str, words: str, title: str | None, named: dict[str, str], since: int | None, **more: Any
) -> Answer:
    said = [_WORDS.get(value, value) for value in named.values()]
    text = " ".join([words, title or "", *said, *([f"since {since}"] if since else [])])
    entities: dict[str, Any] = {
        **named,
        **more,
        **({"role": title} if title else {}),
        **({"year": since} if since else {}),
    }
    return asked(session, intent, text, **entities)


def numbers(reply: Answer) -> Iterator[int]:
    """Every amount of money that an answer names outside of listings."""
    for block in reply.blocks:
        text = block.text if isinstance(block, (Paragraph, Heading)) else ""
        yield from (int(found.replace(",", "")) for found in MONEY.findall(text))
    assert not any(isinstance(block, Bullets) and "Listings" in str(block) for block in reply.blocks[:1])


@checked
@given(role=st.none() | st.sampled_from(ROLES), named=conditions, since=years)
def test_median_quartiles_and_count(
    surveyed: tuple[Session, list[Row]], role: str | None, named: dict[str, str], since: int | None
) -> None:
    session, rows = surveyed
    if role is None and not named:
        named = {"place": "US"}
    reply = question(session, "ask_salary", "what do people earn", role, named, since)
    own = pays(matching(rows, role, named, since))
    if own:
        assert told(reply) == [figure(own)]
        assert any("Caution" in b.text for b in reply.blocks if isinstance(b, Paragraph)) >= (len(own) < 10)
        return
    # Nobody fits: then the figures are those of the same question with some of its conditions left out.
    wider = [
        pays(matching(rows, role, dict(some), year))
        for count in range(len(named) + 1)
        for some in itertools.combinations(named.items(), count)
        for year in {since, None}
    ]
    assert all(one in [figure(each) for each in wider if each] for one in told(reply))


@checked
@given(role=st.sampled_from(ROLES), named=conditions, since=years, kind=st.sampled_from(list(BY)))
def test_breakdowns(
    surveyed: tuple[Session, list[Row]], role: str, named: dict[str, str], since: int | None, kind: str
) -> None:
    session, rows = surveyed
    named = {name: value for name, value in named.items() if name != kind}
    words, column = BY[kind]
    reply = question(session, "ask_salary", words, role, named, since)
    found = matching(rows, role, named, since)
    groups = {value: pays(found, **{column: value}) for value in {row[column] for row in found}}
    expected = sorted(figure(values) for values in groups.values())
    shown = sorted(tabled(reply).values())
    if found:
        assert told(reply) == [figure(pays(found))]
        assert len(shown) in ((0, 1) if len(groups) == 1 else (min(len(groups), 12), len(groups)))
        assert set(shown) <= set(expected)
        for drawn in (block for block in reply.blocks if isinstance(block, Chart) and block.kind != "histogram"):
            medians = [quartiles(values)[1] for values in groups.values()]
            assert {value for value in drawn.series[0].values if value is not None} <= set(medians)


@checked
@given(
    named=conditions,
    since=years,
    pair=st.sampled_from(
        [("place", "US", "DE"), ("level", "entry", "senior"), ("remote", "yes", "no"), ("role", *ROLES)]
    ),
)
def test_comparisons(
    surveyed: tuple[Session, list[Row]], named: dict[str, str], since: int | None, pair: tuple[str, str, str]
) -> None:
    session, rows = surveyed
    kind, *values = pair
    role = None if kind == "role" else "Data Engineer"
    named = {name: value for name, value in named.items() if name != kind}
    more = {kind: values}
    words = " or ".join(_WORDS.get(value, value) for value in values)
    reply = question(session, "compare_salaries", words, role, named, since, **more)
    sides: list[list[int]] = [
        pays(
            matching(
                rows, value if kind == "role" else role, named if kind == "role" else {**named, kind: value}, since
            )
        )
        for value in values
    ]
    assert sorted(tabled(reply).values()) == sorted(figure(side) for side in sides if side)
    if all(sides):
        gap = abs(quartiles(sides[0])[1] - quartiles(sides[1])[1])
        assert set(numbers(reply)) <= {gap}


def _percentile(values: list[int], share: int) -> float:
    place = (len(values) - 1) * share / 100
    low = values[int(place)]
    return low + (values[min(int(place) + 1, len(values) - 1)] - low) * (place % 1)


@checked
@given(role=st.sampled_from(ROLES), named=conditions, since=years, share=st.integers(1, 99))
def test_percentiles(
    surveyed: tuple[Session, list[Row]], role: str, named: dict[str, str], since: int | None, share: int
) -> None:
    session, rows = surveyed
    reply = question(session, "ask_percentile", f"{share}th percentile of", role, named, since)
    own = pays(matching(rows, role, named, since))
    if own:
        (amount,) = set(numbers(reply))
        assert amount == pytest.approx(_percentile(own, share), abs=1)
        assert any(f"of {len(own):,} answer" in b.text for b in reply.blocks if isinstance(b, Paragraph))
    else:
        assert not list(numbers(reply))


@pytest.mark.parametrize(
    ("text", "column"),
    [("which country pays best", "company_location"), ("which company size pays best", "company_size")],
)
def test_what_pays_best(surveyed: tuple[Session, list[Row]], text: str, column: str) -> None:
    session, rows = surveyed
    reply = question(session, "compare_salaries", text, "Data Engineer", {}, 2022)
    found = matching(rows, "Data Engineer", {}, 2022)
    groups = [pays(found, **{column: value}) for value in {row[column] for row in found}]
    best = sorted((figure(values) for values in groups if len(values) >= 10), key=lambda one: -one[2])[:5]
    assert sorted(tabled(reply).values()) == sorted(best)


def test_the_widest_range(surveyed: tuple[Session, list[Row]]) -> None:
    session, rows = surveyed
    reply = question(session, "compare_salaries", "which title has the widest range of pay", None, {}, 2022)
    found = [row for row in rows if int(row["work_year"]) >= 2022]
    spread = max(
        quartiles(own)[2] - quartiles(own)[0]
        for title in {row["job_title"] for row in found}
        if len(own := pays(found, job_title=title)) >= 10
    )
    assert spread in set(numbers(reply)) or any(f"{spread:,}" in str(b) for b in reply.blocks)
