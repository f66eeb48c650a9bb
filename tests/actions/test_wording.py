"""Small pieces of English."""

from __future__ import annotations

from datetime import date

import pytest

from actions.wording import a, cited, counted, listed, money, money_range
from knowledge.origins import Source


@pytest.mark.parametrize(
    ("items", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_in_a_sentence(items: list[str], joined: str) -> None:
    assert listed(items) == joined


def test_a_list_of_choices() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_counting() -> None:
    assert counted(1, "answer") == "1 answer"
    assert counted(0, "answer") == "0 answers"
    assert counted(1550, "answer") == "1,550 answers"
    assert counted(2, "company", "companies") == "2 companies"


@pytest.mark.parametrize(
    ("noun", "with_article"),
    [
        ("Machine Learning Engineer", "a Machine Learning Engineer"),
        ("Data Scientist", "a Data Scientist"),
        ("AI Architect", "an AI Architect"),
        ("ML Engineer", "an ML Engineer"),
        ("BI Analyst", "a BI Analyst"),
        ("NLP Engineer", "an NLP Engineer"),
        ("Analytics Engineer", "an Analytics Engineer"),
        ("ETL Developer", "an ETL Developer"),
        ("University Lecturer", "a University Lecturer"),
        ("Underwriter", "an Underwriter"),
        ("MLOps Engineer", "an MLOps Engineer"),
    ],
)
def test_the_article_goes_by_sound(noun: str, with_article: str) -> None:
    assert a(noun) == with_article


def test_money() -> None:
    assert money(184750) == "USD 184,750"
    assert money(90000, "EUR") == "EUR 90,000"


@pytest.mark.parametrize(
    ("low", "high", "currency", "said"),
    [
        (100_000, 130_000, "USD", "USD 100,000 – 130,000"),
        (100_000, 100_000, "USD", "USD 100,000"),
        (None, 130_000, "EUR", "up to EUR 130,000"),
        (100_000, None, None, "from USD 100,000"),
        (None, None, "USD", "pay not stated"),
    ],
)
def test_a_range_of_pay_as_far_as_it_is_known(
    low: int | None, high: int | None, currency: str | None, said: str
) -> None:
    assert money_range(low, high, currency) == said


def source(**fields: object) -> Source:
    values = dict.fromkeys(Source.__dataclass_fields__)
    return Source(**{**values, **fields})


def test_a_source_is_cited_by_title_publisher_date_and_licence() -> None:
    cite = cited(source(title="Two roles", publisher="A Press", published=date(2024, 10, 3), licence="CC0"))
    assert cite == "Two roles, A Press, October 3, 2024, CC0"


def test_a_publisher_named_in_the_title_is_not_named_twice() -> None:
    assert cited(source(title="aijobs.net survey", publisher="aijobs.net")) == "aijobs.net survey"
