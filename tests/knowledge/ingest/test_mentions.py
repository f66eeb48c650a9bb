"""Lines name skills, tools, platforms, degrees and industries."""

from __future__ import annotations

import pytest

from knowledge.document import Facet, TermKind
from knowledge.ingest.lexicon import Lexicon
from knowledge.ingest.mentions import MentionReader, Mentions
from knowledge.ingest.term_list import TermList

TOOL, PLATFORM, SKILL = TermKind.TOOL, TermKind.PLATFORM, TermKind.SKILL
DEGREE, INDUSTRY = TermKind.DEGREE, TermKind.INDUSTRY


def read(lexicon: Lexicon, facet: Facet, text: str) -> tuple[Mentions, dict[str, tuple[TermKind, str | None]]]:
    terms = TermList(lexicon)
    mentions = MentionReader(lexicon, terms).read(facet, text)
    return mentions, {term.name: (term.kind, term.category) for term in terms.entries}


@pytest.mark.parametrize(
    ("text", "category", "terms"),
    [
        ("Databases: Redis, DuckDB", "Databases", {"Redis": TOOL, "DuckDB": TOOL}),
        ("Version Control: Mercurial", "Version control", {"Mercurial": TOOL}),
        ("Cloud Tools: Azure, Fly", "Cloud services", {"Azure": PLATFORM, "Fly": PLATFORM}),
        ("Feature stores: Feast and Tecton", "Feature stores", {"Feast": TOOL, "Tecton": TOOL}),
        ("Clouds: AWS (S3, Glue), Azure", "Cloud services", dict.fromkeys(("AWS", "S3", "Glue", "Azure"), PLATFORM)),
    ],
)
def test_a_tool_line_names_its_category(lexicon: Lexicon, text: str, category: str, terms: dict[str, TermKind]) -> None:
    mentions, found = read(lexicon, Facet.TOOLS, text)
    assert mentions.category == category
    assert mentions.terms == tuple(terms)
    assert {name: kind for name, (kind, _) in found.items()} == terms


def test_known_terms_keep_name_kind_and_category(lexicon: Lexicon) -> None:
    _, found = read(lexicon, Facet.TOOLS, "Libraries: sklearn, polars")
    assert found["scikit-learn"] == (TOOL, "Machine learning frameworks")
    assert found["polars"] == (TOOL, "Machine learning frameworks")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Excellent negotiation and conflict resolution skills", ("Negotiation", "Conflict resolution")),
        ("Experience with A/B testing and causal inference.", ("A/B testing", "Causal inference")),
        ("Strong grasp of data governance to keep auditors happy", ("Data governance",)),
        ("Familiarity with Bayesian methods", ("Bayesian",)),
        ("Proficiency in SQL, Python, or Scala", ("SQL", "Python", "Scala")),
        ("Knowledge of messaging systems (e.g., Kafka, Pulsar)", ("Kafka", "Pulsar")),
        ("Critical thinking", ("Critical thinking",)),
        ("Attention to detail.", ("Attention to detail",)),
        ("Proficiency in programming languages (Scala, R)", ("Scala", "R")),
        ("Understanding of data vaults and databases (e.g., DuckDB)", ("Data vaults", "DuckDB")),
        ("Sound mathematical foundation in algebra, calculus, and logic", ("Algebra", "Calculus", "Logic")),
        ("Deep understanding of neural networks (NNs)", ("Neural networks",)),
        ("Ability to explain findings to anyone", ()),
        ("Problem solving abilities", ("Problem-solving",)),
        ("Enjoys long walks through other people's spreadsheets every single morning", ()),
    ],
)
def test_skills(lexicon: Lexicon, text: str, terms: tuple[str, ...]) -> None:
    mentions, _ = read(lexicon, Facet.SKILLS, text)
    assert mentions.terms == terms
    assert mentions.text == text


def test_examples_take_kind_and_category_from_their_head(lexicon: Lexicon) -> None:
    _, found = read(lexicon, Facet.SKILLS, "Familiarity with cloud platforms (e.g., Hetzner) for model deployment")
    assert found == {"Model deployment": (SKILL, None), "Hetzner": (PLATFORM, "Cloud services")}
    _, found = read(lexicon, Facet.SKILLS, "Experience with statistical tests such as bootstrap and ANOVA")
    assert found == {
        "Statistical tests": (SKILL, None),
        "Bootstrap": (SKILL, None),
        "ANOVA": (SKILL, None),
    }


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("A degree in Physics, Geology, or a related field.", ("Physics", "Geology")),
        ("Bachelor's or Master's degree in Statistics", ("Statistics", "Bachelor's", "Master's")),
        ("Ph.D. preferred.", ("PhD",)),
        ("A degree in a field such as Geology or Law", ("Geology", "Law")),
        ("Master's or Ph.D. in Electrical Engineering", ("Electrical Engineering", "Master's", "PhD")),
        ("A background in Linguistics is welcome", ("Linguistics",)),
        ("Nobody asks for a certificate.", ()),
    ],
)
def test_education(lexicon: Lexicon, text: str, terms: tuple[str, ...]) -> None:
    mentions, found = read(lexicon, Facet.EDUCATION, text)
    assert mentions.terms == terms
    assert {kind for kind, _ in found.values()} <= {DEGREE}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Mining and Quarrying", ("Mining and Quarrying",)),
        ("Media, Gaming", ("Media", "Gaming")),
        ("Aerospace (e.g., satellites)", ("Aerospace",)),
        ("Aviation (airports)", ("Aviation",)),
        ("Telecoms", ("Telecommunications",)),
        ("Anywhere that people still print out their spreadsheets and file them", ()),
    ],
)
def test_industries(lexicon: Lexicon, text: str, terms: tuple[str, ...]) -> None:
    mentions, _ = read(lexicon, Facet.INDUSTRIES, text)
    assert mentions.terms == terms


def test_an_industrys_examples_are_its_aliases(lexicon: Lexicon) -> None:
    terms = TermList(lexicon)
    MentionReader(lexicon, terms).read(Facet.INDUSTRIES, "Aerospace (e.g., satellites, rockets)")
    assert terms.entries[0].aliases == ("satellites", "rockets")


def test_responsibilities_name_no_terms(lexicon: Lexicon) -> None:
    mentions, found = read(lexicon, Facet.RESPONSIBILITIES, "Write Python and SQL")
    assert (mentions.terms, found) == ((), {})


def test_words_that_are_also_products_are_not_taken_for_them(lexicon: Lexicon) -> None:
    mentions, _ = read(lexicon, Facet.SKILLS, "Ability to lead teams that go far, spark ideas and never slack off")
    assert not {"Microsoft Teams", "Go", "Spark", "Slack"} & set(mentions.terms)
