"""Titles that share their last word."""

from __future__ import annotations

import pytest
import spacy

from bot.nlu.mention import Mention
from bot.nlu.shared_head import sharing_a_head

ROLES = {
    "mlops engineers": "MLOps Engineer",
    "computer vision engineers": "Computer Vision Engineer",
    "nlp engineers": "NLP Engineer",
    "head of data": "Head of Data",
    "director of data science": "Director of Data Science",
    "head of data science": "Head of Data Science",
}


def found(text: str, role: str) -> list[tuple[str, str]]:
    """What is found beside `role`, as (words, value)."""
    doc = spacy.blank("en").make_doc(text)
    start = text.lower().index(role)
    named = Mention("role", ROLES[role], start, start + len(role))
    more = sharing_a_head(doc, [named], lambda words: ROLES.get(" ".join(words)))
    return [(text[m.start : m.end], str(m.value)) for m in more]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MLOps or NLP engineers", [("MLOps", "MLOps Engineer")]),
        (
            "who earns more, MLOps, computer vision or NLP engineers?",
            [("computer vision", "Computer Vision Engineer"), ("MLOps", "MLOps Engineer")],
        ),
        ("MLOps, computer vision, or NLP engineers", [("computer vision", "Computer Vision Engineer"), ("MLOps", "MLOps Engineer")]),
        ("MLOps / NLP engineers", [("MLOps", "MLOps Engineer")]),
        ("I know MLOps, NLP engineers do not", []),
        ("plumbers or NLP engineers", []),
    ],
)  # fmt: skip
def test_words_before_a_role_name_one_with_its_last_word(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "nlp engineers") == expected


def test_words_that_name_a_role_by_themselves_take_no_other_ones_last_word() -> None:
    assert found("head of data or director of data science", "director of data science") == []
