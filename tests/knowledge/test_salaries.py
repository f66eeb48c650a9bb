"""Pay is read by role, level and year, and ranked only where enough people answered."""

from __future__ import annotations

from sqlalchemy.orm import Session

from knowledge.roles import all_roles
from knowledge.salaries import best_paid, salary_levels, salary_of, salary_years


def test_is_found_by_any_name_of_the_role(session: Session) -> None:
    whole = salary_of(session, "Machine Learning Engineer")
    assert whole is not None
    assert whole == salary_of(session, "ml engineer")
    assert (whole.level, whole.year) == (None, None)
    assert whole.p25 < whole.median < whole.p75
    assert whole.source.licence == "CC0"


def test_parts_add_up_to_the_whole(session: Session) -> None:
    for role in all_roles(session):
        whole = salary_of(session, role.name)
        if whole:
            assert sum(part.count for part in salary_levels(session, role.name)) == whole.count == role.answers
            assert sum(part.count for part in salary_years(session, role.name)) == whole.count


def test_levels_ascend_and_years_too(session: Session) -> None:
    assert [s.level for s in salary_levels(session, "MLE")] == ["entry", "mid", "senior", "executive"]
    years = [s.year for s in salary_years(session, "MLE")]
    assert years == sorted(years)  # type: ignore[type-var]
    senior = salary_of(session, "MLE", level="senior", year=2023)
    assert senior is not None
    assert (senior.level, senior.year) == ("senior", 2023)


def test_no_figure_is_none(session: Session) -> None:
    assert salary_of(session, "Software Engineer") is None
    assert salary_of(session, "Lion Tamer") is None
    assert salary_of(session, "MLE", year=1999) is None


def test_best_paid_is_ranked_by_median(session: Session) -> None:
    best = best_paid(session, 5)
    medians = [s.median for s in best]
    assert medians == sorted(medians, reverse=True)
    assert len({s.role for s in best}) == 5
    assert all(s.count >= 10 for s in best)
