"""A raw article becomes a document, and each of its lines is accounted for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import Document, Facet
from knowledge.ingest.article import ParsedArticle, parse_article
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.repair import lines, repair
from knowledge.vocabulary_file import SOURCES
from knowledge.yaml_file import read_model

PIECES = [
    "Definitions", "Responsibilities", "Required Skills", "Tools", "Industries", "Outlook", "Tips", "Education",
    "Data Engineer", "Baker", "Data Engineer vs. Baker", "- ", "• ", "1. ", "Baker: bakes", "Databases: a, b (c, d)",
    "(e.g., X, Y)", " such as X, Y, or Z", "Proficiency in ", "Featured Job", "@ Bread | Ghent", "@ |", "Full Time",
    "USD 100K - 130K", "Oct. 30, 2024", "2024-10-30", "Table of contents", "both", "degree in ", ", or a related field",
    "\n", "\n\n", " ", ":", ".", "Related articles", "and", "# ", "**", "(", ")", "Ph.D.", "skills", "π", "Β·",
]  # fmt: skip
article_like = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join)


def accounted_for(text: str, article: ParsedArticle) -> bool:
    unplaced = {left.line_no for left in article.unplaced}
    numbers = {line.number for line in lines(repair(text))}
    return numbers <= article.placed | article.furniture | article.wrapped | unplaced


def counts(document: Document) -> Counter[tuple[str, Facet]]:
    return Counter((statement.role, statement.facet) for statement in document.statements)


def test_the_seed_article_says_what_the_curated_one_says(seed: Path, lexicon: Lexicon) -> None:
    parsed = parse_article(seed.read_text(encoding="utf-8"), lexicon).document
    curated = read_model(Document, SOURCES / "articles" / f"{seed.stem}.yaml")

    assert (parsed.source.slug, parsed.source.title, parsed.source.published) == (
        curated.source.slug,
        curated.source.title,
        curated.source.published,
    )
    assert [role.name for role in parsed.roles] == [role.name for role in curated.roles]
    assert {(term.name, term.kind, term.category) for term in parsed.terms} == {
        (term.name, term.kind, term.category) for term in curated.terms
    }
    assert counts(parsed) == counts(curated)
    assert parsed.listings == curated.listings
    assert len(parsed.tips) == len(curated.tips)


def test_the_seed_articles_statements_name_what_the_curated_ones_name(seed: Path, lexicon: Lexicon) -> None:
    parsed = parse_article(seed.read_text(encoding="utf-8"), lexicon).document
    curated = read_model(Document, SOURCES / "articles" / f"{seed.stem}.yaml")

    def named(document: Document) -> list[tuple[str, Facet, str | None, frozenset[str]]]:
        by_role = sorted(document.statements, key=lambda statement: (statement.role, statement.facet))
        return [(said.role, said.facet, said.category, frozenset(said.terms)) for said in by_role]

    assert named(parsed) == named(curated)


def test_only_the_seed_articles_opening_and_closing_words_are_left(seed: Path, lexicon: Lexicon) -> None:
    text = seed.read_text(encoding="utf-8")
    article = parse_article(text, lexicon)
    assert [left.line_no for left in article.unplaced] == [9, 118]
    assert accounted_for(text, article)


def test_an_article_laid_out_otherwise_is_read_whole(second_article: Path, lexicon: Lexicon) -> None:
    text = second_article.read_text(encoding="utf-8")
    article = parse_article(text, lexicon)
    document = article.document

    assert document.source.title == "Data Engineer vs. Analytics Engineer vs. Data Steward"
    assert document.source.published == date(2025, 3, 4)
    engineer, analytics, steward = (role.name for role in document.roles)
    assert (engineer, analytics, steward) == ("Data Engineer", "Analytics Engineer", "Data Steward")
    assert counts(document) == {
        (engineer, Facet.DEFINITION): 1,
        (engineer, Facet.RESPONSIBILITIES): 2,
        (engineer, Facet.SKILLS): 4,
        (engineer, Facet.EDUCATION): 2,
        (engineer, Facet.TOOLS): 3,
        (engineer, Facet.INDUSTRIES): 2,
        (engineer, Facet.OUTLOOK): 2,
        (analytics, Facet.DEFINITION): 1,
        (analytics, Facet.RESPONSIBILITIES): 2,
        (analytics, Facet.SKILLS): 3,
        (analytics, Facet.EDUCATION): 1,
        (analytics, Facet.TOOLS): 2,
        (analytics, Facet.INDUSTRIES): 1,
        (analytics, Facet.OUTLOOK): 2,
        (steward, Facet.DEFINITION): 1,
        (steward, Facet.RESPONSIBILITIES): 1,
        (steward, Facet.SKILLS): 2,
        (steward, Facet.EDUCATION): 1,
        (steward, Facet.TOOLS): 1,
        (steward, Facet.INDUSTRIES): 1,
        (steward, Facet.OUTLOOK): 2,
    }
    assert [tip.title for tip in document.tips] == ["Learn SQL first", "Build one pipeline", "Find a mentor"]
    assert [(job.title, job.currency, job.pay_min, job.pay_max) for job in document.listings] == [
        ("Junior Data Engineer", "GBP", 28_000, 34_500),
        ("Head of Data Stewardship", "EUR", 120_000, None),
        ("Analytics Engineer", None, None, None),
    ]
    assert article.unplaced == ()
    assert accounted_for(text, article)


def test_roles_may_hold_the_parts(lexicon: Lexicon) -> None:
    text = "Cook vs. Baker\n\nCook\n\nDuties\n- Cooks\n\nSkills\n- Patience\n\nBaker\n\nDuties\n- Bakes\n"
    document = parse_article(text, lexicon).document
    assert counts(document) == {
        ("Cook", Facet.RESPONSIBILITIES): 1,
        ("Cook", Facet.SKILLS): 1,
        ("Baker", Facet.RESPONSIBILITIES): 1,
    }


def test_a_wrapped_bullet_is_one_statement(lexicon: Lexicon) -> None:
    text = "Baker\n\nDefinition\nBaker: Bakes.\n\nDuties\nBaker\n- Rises early, before\n  the town does.\n- Sleeps"
    statements = parse_article(text, lexicon).document.statements
    assert [said.text for said in statements] == ["Bakes.", "Rises early, before the town does.", "Sleeps"]


def test_what_stands_under_an_unknown_heading_is_not_guessed(lexicon: Lexicon) -> None:
    text = "Cook vs. Baker\n\nDuties\nCook\n- Cooks\nBaker\n- Bakes\n\nFavourite Colours\n\n- Blue\n\nSalary\n- Low"
    article = parse_article(text, lexicon)
    assert len(article.document.statements) == 2
    assert [(left.line_no, left.text) for left in article.unplaced] == [
        (9, "Favourite Colours"),
        (11, "Blue"),
        (14, "Low"),
    ]


def test_a_statement_of_no_role_is_not_guessed(lexicon: Lexicon) -> None:
    article = parse_article("Cook vs. Baker\n\nDuties\n- Everything\n\nCook\n- Cooks\nBaker\n- Bakes", lexicon)
    assert [(left.line_no, left.reason) for left in article.unplaced] == [
        (4, "no role of the article is named in it or above it")
    ]


def test_an_empty_text_is_an_empty_article(lexicon: Lexicon) -> None:
    assert parse_article("", lexicon).is_empty


@settings(max_examples=300, deadline=2_000)
@given(article_like)
def test_no_text_like_an_article_makes_it_raise_or_loses_a_line(lexicon: Lexicon, text: str) -> None:
    article = parse_article(text, lexicon)
    known = {role.name for role in article.document.roles}
    assert {said.role for said in article.document.statements} == known
    names = {term.name for term in article.document.terms}
    assert all(set(said.terms) <= names for said in article.document.statements)
    assert accounted_for(text, article)


@settings(max_examples=200, deadline=2_000)
@given(st.text())
def test_no_text_makes_it_raise(lexicon: Lexicon, text: str) -> None:
    parse_article(text, lexicon)


@settings(max_examples=20, deadline=5_000)
@given(st.sampled_from(PIECES), st.integers(1, 3_000))
def test_no_repetition_makes_it_hang(lexicon: Lexicon, piece: str, times: int) -> None:
    parse_article(piece * times, lexicon)
    parse_article(f"{piece}\n" * times, lexicon)
