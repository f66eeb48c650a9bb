"""Title and date stand at an article's head."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.ingest.front_matter import FrontMatter, date_in, front_matter
from knowledge.ingest.repair import lines


@pytest.mark.parametrize(
    "text",
    [
        "4 min read · Oct. 30, 2024",
        "October 30, 2024",
        "30 October 2024",
        "30th Oct 2024",
        "on 2024-10-30",
        "2024-10-30T08:00",
    ],
)
def test_dates(text: str) -> None:
    assert date_in(text) == date(2024, 10, 30)


@pytest.mark.parametrize("text", ["", "Oct. 2024", "2024-13-01", "February 30, 2024", "version 10-30-2024"])
def test_what_is_no_date(text: str) -> None:
    assert date_in(text) is None


def test_a_title_said_again_is_no_new_line() -> None:
    found = front_matter(list(lines("Cook vs. Baker\n\nCook vs. Baker: Compared\nMay 2, 2025\nCook vs. Bakery")))
    assert found == FrontMatter("Cook vs. Baker", date(2025, 5, 2), frozenset({1, 3, 4}))


def test_dates_below_the_first_heading_are_the_articles_matter() -> None:
    assert front_matter(list(lines("Title\nHeading\n2025-05-02")), before=2).published is None
