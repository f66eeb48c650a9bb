"""Every source tells where it comes from."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from knowledge.origins import all_sources


def test_article_and_survey_are_named(session: Session) -> None:
    article, survey = all_sources(session)
    assert (article.published, article.publisher) == (date(2024, 10, 30), None)
    assert (survey.publisher, survey.licence) == ("aijobs.net", "CC0")
    assert survey.attribution
