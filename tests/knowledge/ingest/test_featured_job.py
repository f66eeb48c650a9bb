"""Job postings are read line by line, and none is guessed."""

from __future__ import annotations

import pytest

from knowledge.document import EmploymentType, Level, ListingEntry
from knowledge.ingest.featured_job import FeaturedJobs, featured_jobs
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.repair import lines


def read(text: str, lexicon: Lexicon) -> FeaturedJobs:
    return featured_jobs(list(lines(text)), lexicon)


@pytest.mark.parametrize(
    ("terms", "employment_type", "level", "currency", "pay_min", "pay_max"),
    [
        ("Full Time Mid-level / Intermediate EUR 10K - 13K", "full_time", "mid", "EUR", 10_000, 13_000),
        ("Full Time Senior-level / Expert CHF 10K - 13K", "full_time", "senior", "CHF", 10_000, 13_000),
        ("Full-time EUR 10,000 - 13,000", "full_time", None, "EUR", 10_000, 13_000),
        ("Part Time Entry-level", "part_time", "entry", None, None, None),
        ("Senior level, contract, £50K+", "contract", "senior", "GBP", 50_000, None),
        ("USD 10K", None, None, "USD", 10_000, 10_000),
    ],
)
def test_each_part_of_the_terms_may_be_missing(
    lexicon: Lexicon,
    terms: str,
    employment_type: str | None,
    level: str | None,
    currency: str | None,
    pay_min: int | None,
    pay_max: int | None,
) -> None:
    jobs = read(f"Featured Job 👀\nBaker\n\n@ Bread & Co | Ghent, Belgium\n\n{terms}\nNext line", lexicon)

    assert jobs.listings == [
        ListingEntry(
            title="Baker",
            company="Bread & Co",
            place="Ghent, Belgium",
            employment_type=EmploymentType(employment_type) if employment_type else None,
            level=Level(level) if level else None,
            currency=currency,
            pay_min=pay_min,
            pay_max=pay_max,
        )
    ]
    assert [line.text for line in jobs.rest] == ["Next line"]
    assert not jobs.unplaced


def test_a_posting_may_have_no_terms(lexicon: Lexicon) -> None:
    jobs = read("Featured Job\nBaker\n@ Bread | Ghent\nFeatured Job\nCook\n@ Soup | Bruges", lexicon)
    assert [(job.title, job.pay_min) for job in jobs.listings] == [("Baker", None), ("Cook", None)]


@pytest.mark.parametrize(
    ("text", "line_no", "reason"),
    [
        ("Featured Job\n", 1, "no job title"),
        ("Featured Job\n@ Bread | Ghent", 1, "no job title"),
        ("Featured Job\nBaker\nsomewhere", 2, "without '@ company | place'"),
        ("Featured Job\nBaker\n@ Bread", 2, "are not written '@ company | place'"),
        ("Featured Job\nBaker\n@ | Ghent", 2, "are not written '@ company | place'"),
        ("Featured Job\nBaker\n@ Bread | Ghent\nUSD 13K - 10K", 2, "pay_max 10000 lies below pay_min 13000"),
    ],
)
def test_a_broken_posting_is_reported(lexicon: Lexicon, text: str, line_no: int, reason: str) -> None:
    jobs = read(text, lexicon)
    assert not jobs.listings
    assert jobs.unplaced[0].line_no == line_no
    assert reason in jobs.unplaced[0].reason


def test_terms_that_are_not_understood_are_reported_and_the_rest_is_kept(lexicon: Lexicon) -> None:
    jobs = read("Featured Job\nBaker\n@ Bread | Ghent\nFull Time USD 20 an hour", lexicon)
    assert jobs.listings[0].employment_type is EmploymentType.FULL_TIME
    assert jobs.listings[0].pay_min is None
    assert "'USD 20 an hour'" in jobs.unplaced[0].reason


@pytest.mark.parametrize("opening", ["Featured Job", "FEATURED JOB:", "Featured Job 👀", "Featured Job πŸ'€"])
def test_whatever_is_left_of_an_emoji_a_posting_opens(lexicon: Lexicon, opening: str) -> None:
    assert len(read(f"{opening}\nBaker\n@ Bread | Ghent", lexicon).listings) == 1
