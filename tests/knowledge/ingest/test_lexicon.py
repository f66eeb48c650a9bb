"""Known names are found in any of their spellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.document import RoleEntry, TermKind
from knowledge.errors import SourceRefused
from knowledge.ingest.grammar import read_grammar
from knowledge.ingest.lexicon import Lexicon, read_lexicon
from knowledge.ingest.naming import key

WORKING = (TermKind.SKILL, TermKind.TOOL, TermKind.PLATFORM)


@pytest.mark.parametrize("spelling", ["Problem-Solving", "problem solving", "Problem–solving", "PROBLEM  SOLVING"])
def test_spellings_share_a_key(spelling: str) -> None:
    assert key(spelling) == "problem solving"


def test_terms_are_found_by_name_alias_and_kind(lexicon: Lexicon) -> None:
    found = lexicon.term("sklearn", WORKING)
    assert found
    assert found.name == "scikit-learn"
    assert lexicon.term("sklearn", (TermKind.DEGREE,)) is None


def test_short_names_need_their_case(lexicon: Lexicon) -> None:
    assert lexicon.term("R", WORKING)
    assert lexicon.term("r", WORKING) is None


def test_the_longest_term_in_a_text_is_meant(lexicon: Lexicon) -> None:
    assert [term.name for term in lexicon.terms_in("Deploys to AWS SageMaker, and R.", WORKING)] == [
        "AWS SageMaker",
        "R",
    ]


def test_roles_are_known_in_the_plural() -> None:
    lexicon = read_lexicon(roles=[RoleEntry(name="Head of Bread", aliases=("HoB",))])
    assert lexicon.role("heads of bread") == "Head of Bread"
    assert lexicon.role("HoB") == "Head of Bread"
    assert lexicon.role("Baker") is None


def test_a_broken_grammar_is_refused_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "reading.yaml"
    path.write_text("tips: 3\n", encoding="utf-8")
    with pytest.raises(SourceRefused, match="reading.yaml"):
        read_grammar(path)
