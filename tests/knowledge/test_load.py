"""A document comes in whole, in place of the same source, and leaves nothing behind when it is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from knowledge.document import Document
from knowledge.errors import DocumentRefused
from knowledge.listings import ListingFilter, search_listings
from knowledge.load import load
from knowledge.origins import all_sources
from knowledge.roles import all_roles, find_role
from knowledge.statements import statements_of
from knowledge.store import Store
from knowledge.terms import all_terms, find_term, mentions
from knowledge.vocabulary_file import Vocabulary


def document(**changes: Any) -> Document:
    content: dict[str, Any] = {
        "source": {"slug": "gardens", "title": "Data gardens", "published": "2025-01-02"},
        "roles": [{"name": "Data Gardener", "aliases": ["Gardener of Data"]}],
        "terms": [{"name": "Spade", "kind": "tool", "category": "Digging"}, {"name": "sklearn", "kind": "tool"}],
        "statements": [
            {"role": "data gardener", "facet": "tools", "text": "Spade", "category": "Digging", "terms": ["Spade"]},
            {"role": "Data Gardener", "facet": "skills", "text": "Digs.", "terms": ["sklearn", "Python", "Kubernetes"]},
        ],
        "tips": [{"title": "Dig", "text": "Dig deep."}],
        "listings": [
            {"title": "Sr. Data Gardener", "company": "Eden", "place": "Austin, TX", "pay_min": 1, "pay_max": 2}
        ],
    }
    return Document.parse_obj(content | changes)


@pytest.fixture
def changing(built_url: str) -> Iterator[Session]:
    with Store.open(built_url).session() as session:
        yield session


def test_says_what_was_added(changing: Session, vocabulary: Vocabulary) -> None:
    report = load(changing, document(), vocabulary)
    assert not report.replaced
    assert report.added == {"roles": 1, "terms": 2, "categories": 1, "statements": 2, "tips": 1, "listings": 1}


def test_joins_what_is_known(changing: Session, vocabulary: Vocabulary) -> None:
    load(changing, document(), vocabulary)
    assert "Data Gardener" in {s.role for s in mentions(changing, "scikit-learn")} & {
        s.role for s in mentions(changing, "Python")
    }
    kubernetes = find_term(changing, "k8s")
    assert kubernetes is not None
    assert kubernetes.category == "Containers and orchestration"


def test_listing_names_the_role_without_its_level(changing: Session, vocabulary: Vocabulary) -> None:
    load(changing, document(), vocabulary)
    (listing,) = search_listings(changing, ListingFilter(role="gardener of data"))
    assert (listing.title, listing.role, listing.region) == ("Sr. Data Gardener", "Data Gardener", "TX")


def test_listing_makes_a_role_that_is_not_known(changing: Session, vocabulary: Vocabulary) -> None:
    load(
        changing,
        document(listings=[{"title": "Junior Lion Tamer II", "company": "Circus", "place": "Moon"}]),
        vocabulary,
    )
    role = find_role(changing, "Lion Tamer")
    assert role is not None
    assert (role.has_profile, role.listings) == (False, 1)


def test_the_same_again_changes_nothing(changing: Session, vocabulary: Vocabulary) -> None:
    load(changing, document(), vocabulary)
    again = load(changing, document(), vocabulary)
    assert again.unchanged
    assert not again.added


def test_replaces_the_source_of_the_same_title_and_date_wholly(changing: Session, vocabulary: Vocabulary) -> None:
    before = {role.name for role in all_roles(changing)}, all_terms(changing)
    load(changing, document(), vocabulary)
    sources = len(all_sources(changing))
    bare = document(roles=[], terms=[], statements=[], tips=[], listings=[])
    assert load(changing, bare, vocabulary).replaced
    assert len(all_sources(changing)) == sources
    assert ({role.name for role in all_roles(changing)}, all_terms(changing)) == before
    assert statements_of(changing, "Data Gardener") == []


def test_another_date_is_another_source(changing: Session, vocabulary: Vocabulary) -> None:
    load(changing, document(), vocabulary)
    load(changing, document(source={"slug": "gardens", "title": "Data gardens", "published": "2026-01-02"}), vocabulary)
    assert [s.slug for s in all_sources(changing)][-2:] == ["gardens", "gardens-2"]
    assert len(statements_of(changing, "Data Gardener")) == 4


@pytest.mark.parametrize(
    ("statement", "where"),
    [({"role": "Nobody"}, "statements.0.role"), ({"terms": ["Spade", "Nothing"]}, "statements.0.terms.1")],
)
def test_refuses_names_that_are_nowhere_defined(
    changing: Session, vocabulary: Vocabulary, statement: dict[str, Any], where: str
) -> None:
    whole = {"role": "Data Gardener", "facet": "tools", "text": "Spade"} | statement
    with pytest.raises(DocumentRefused, match=where):
        load(changing, document(statements=[whole]), vocabulary)
