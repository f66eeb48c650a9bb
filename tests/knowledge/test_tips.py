"""Tips are read in the order of their source."""

from __future__ import annotations

from sqlalchemy.orm import Session

from knowledge.tips import all_tips


def test_all_six_of_the_article_are_there_with_their_source(session: Session) -> None:
    tips = all_tips(session)
    assert [tip.title.split()[0] for tip in tips] == ["Identify", "Build", "Gain", "Network", "Stay", "Consider"]
    assert {tip.source.title for tip in tips} == {"Machine Learning Engineer vs. Data Science Manager"}
