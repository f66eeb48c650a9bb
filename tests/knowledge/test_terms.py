"""Terms are things of their own, with a kind, a category and aliases."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from knowledge.document import TermKind
from knowledge.terms import TermName, all_categories, all_terms, find_term, mentions, terms_in, terms_of


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("sklearn", "scikit-learn"),
        ("AMAZON web services", "AWS"),
        ("ph.d.", "PhD"),
        ("master’s", "Master's"),
        ("c++", "C++"),
    ],
)
def test_is_found_by_name_and_alias(session: Session, name: str, term: str) -> None:
    found = find_term(session, name)
    assert found is not None
    assert found.name == term


def test_what_no_source_names_is_no_term(session: Session) -> None:
    assert find_term(session, "Kubernetes") is None


def test_category_is_the_first_under_which_a_source_lists_it(session: Session) -> None:
    python = find_term(session, "Python")
    assert python is not None
    assert (python.kind, python.category) == ("tool", "Programming languages")


def test_mentions_go_by_link_not_by_text(session: Session) -> None:
    assert {(s.role, s.facet) for s in mentions(session, "Python")} == {
        ("Machine Learning Engineer", "skills"),
        ("Machine Learning Engineer", "tools"),
        ("Data Science Manager", "tools"),
    }
    assert {s.role for s in mentions(session, "R")} == {"Machine Learning Engineer", "Data Science Manager"}
    assert mentions(session, "Java")[0].role == "Machine Learning Engineer"
    assert mentions(session, "nothing of the sort") == []


def test_terms_of_a_role_by_kind_and_facet(session: Session) -> None:
    assert [t.name for t in terms_of(session, "DSM", [TermKind.INDUSTRY.value])][
        0
    ] == "Consulting and Professional Services"
    assert len(terms_of(session, "DSM", ["industry"])) == 5
    assert TermName("PhD", "degree", "Advanced degrees") in terms_of(session, "MLE", facet="education")
    names = [t.name for t in terms_of(session, "MLE")]
    assert len(names) == len(set(names))


def test_category_is_found_by_alias_and_holds_what_is_listed_under_it(session: Session) -> None:
    assert [t.name for t in terms_in(session, "versioning")] == ["Git"]
    assert {t.name for t in terms_in(session, "data analysis tools")} == {"R", "Python", "SQL"}
    assert [t.name for t in terms_in(session, "Data visualisation", role="Data Science Manager")][:2] == [
        "Tableau",
        "Power BI",
    ]
    assert terms_in(session, "Data visualisation", role="Machine Learning Engineer") == []
    assert terms_in(session, "Juggling") == []


def test_lists_terms_by_kind_and_category(session: Session) -> None:
    assert {t.name for t in all_terms(session, kind="platform")} == {
        "AWS",
        "Google Cloud",
        "AWS SageMaker",
        "Google AI Platform",
    }
    assert {t.name for t in all_terms(session, "tool", "Project management")} == {"Jira", "Trello", "Asana"}
    assert {t.kind for t in all_terms(session)} == {kind.value for kind in TermKind}


def test_lists_categories_with_what_else_they_are_called(session: Session) -> None:
    aliases = {category.name: category.aliases for category in all_categories(session)}
    assert "source control" in aliases["Version control"]
    assert "Version control" not in aliases["Version control"]
