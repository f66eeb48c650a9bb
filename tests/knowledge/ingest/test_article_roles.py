"""An article's roles are those it shows to be roles."""

from __future__ import annotations

import pytest

from knowledge.ingest.article_roles import ArticleRoles, Heading, article_roles
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.repair import lines


def found(title: str, text: str, lexicon: Lexicon) -> tuple[str, ...]:
    return article_roles(title, list(lines(text)), lexicon).names


@pytest.mark.parametrize(
    ("title", "text", "roles"),
    [
        ("Pastry Cook vs. Baker", "Duties\nPastry Cook\n- x\nBaker\n- y", ("Pastry Cook", "Baker")),
        ("Bakeries", "Definitions\nBaker: Bakes bread.\nMiller: Grinds flour.", ("Baker", "Miller")),
        ("Bakeries", "Duties\nBaker\n- x\n\nSkills\nBaker\n- y", ("Baker",)),
        ("Python vs. R", "Duties\n- x", ()),
        ("Bakeries", "Duties\nOpening hours\n- x", ()),
    ],
)
def test_article_roles(lexicon: Lexicon, title: str, text: str, roles: tuple[str, ...]) -> None:
    assert found(title, text, lexicon) == roles


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Responsibilities", Heading("responsibilities", None)),
        ("Required Skills:", Heading("skills", None)),
        ("Machine Learning Wizards", Heading(None, "Machine Learning Wizard")),
        ("ML Wizard", Heading(None, "Machine Learning Wizard")),
        ("For a Machine Learning Wizard", Heading(None, "Machine Learning Wizard")),
        ("Duties of a Machine Learning Wizard", Heading("responsibilities", "Machine Learning Wizard")),
        ("Machine Learning Wizard's Education", Heading("education", "Machine Learning Wizard")),
        ("What is a Machine Learning Wizard?", Heading("definition", "Machine Learning Wizard")),
        ("Practical Tips for Getting Started", Heading("tips", None)),
        ("A Machine Learning Wizard casts models", None),
        ("Something else", None),
    ],
)
def test_headings(lexicon: Lexicon, text: str, heading: Heading | None) -> None:
    (line,) = lines(text)
    assert ArticleRoles(["Machine Learning Wizard"], lexicon).heading(line) == heading


def test_roles_named_in_a_sentence(lexicon: Lexicon) -> None:
    roles = ArticleRoles(["Baker", "Pastry Cook"], lexicon)
    assert roles.named_in("Pastry cooks and bakers alike") == ("Baker", "Pastry Cook")
    assert roles.named_in("Bakeries and cooks") == ()
    assert roles.labelled("Baker: bakes bread") == ("Baker", "bakes bread")
    assert roles.subject("A pastry cook decorates cakes") == "Pastry Cook"
    assert roles.subject("Cakes need a pastry cook") is None
