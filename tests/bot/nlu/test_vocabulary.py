"""What the store knows, recognised as people type it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.nlu.recognizer import Recognizer, mask
from bot.nlu.words import Words
from bot.settings import Settings
from knowledge.document import Document, ListingEntry, RoleEntry, SourceEntry
from knowledge.load import load
from knowledge.store import Store
from knowledge.vocabulary_file import read_vocabulary
from tests.store_copy import copy_store


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.fixture(scope="module")
def recognizer(settings: Settings, words: Words) -> Recognizer:
    return Recognizer(Store.open(settings.database_url), words)


def found(recognizer: Recognizer, text: str) -> list[tuple[str, object]]:
    return [(mention.kind, mention.value) for mention in recognizer.mentions(text)]


ENGINEER = ("role", "Machine Learning Engineer")
MANAGER = ("role", "Data Science Manager")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Machine Learning Engineer", ENGINEER),
        ("machine learning engineers", ENGINEER),
        ("MACHINE LEARNING ENGINEER", ENGINEER),
        ("ML engineer", ENGINEER),
        ("mle", ENGINEER),
        ("machine learning engeneer", ENGINEER),
        ("data sciense manager", MANAGER),
        ("data science mangers", MANAGER),
        ("machine-learning engineer", ENGINEER),
        ("ML-Engineer", ENGINEER),
        ("data-science-manager", MANAGER),
        ("eductn", ("facet", "education")),
        ("DSM", MANAGER),
        ("PyTorch", ("tool", "PyTorch")),
        ("pytorch", ("tool", "PyTorch")),
        ("pytroch", ("tool", "PyTorch")),
        ("tensor flow", ("tool", "TensorFlow")),
        ("sklearn", ("tool", "scikit-learn")),
        ("power bi", ("tool", "Power BI")),
        ("tablaeu", ("tool", "Tableau")),
        ("c++", ("tool", "C++")),
        ("R", ("tool", "R")),
        ("aws sagemaker", ("platform", "AWS SageMaker")),
        ("leadership", ("skill", "Leadership")),
        ("comunication", ("skill", "Communication")),
        ("PhD", ("degree", "PhD")),
        ("computer science", ("degree", "Computer Science")),
        ("telecommunications", ("industry", "Telecommunications")),
        ("version control", ("category", "Version control")),
        ("versioncontrol", ("category", "Version control")),
        ("datascience mgr", MANAGER),
        ("murmurashun", ("company", "murmuration")),
        ("software development lead", ("role", "Platform Software Development Lead")),
        ("pfizer", ("company", "Pfizer")),
        ("RIT", ("company", "Rochester Institute of Technology")),
        ("New York", ("place", "US-NY")),
        ("Virginia", ("place", "US-VA")),
        ("Rochester, NY", ("place", "US-NY/Rochester")),
        ("US-wide", ("place", "US")),
        ("senior", ("level", "senior")),
        ("junior", ("level", "entry")),
        ("full time", ("employment_type", "full_time")),
        ("work from home", ("remote", "yes")),
        ("on-site", ("remote", "no")),
        ("salary", ("facet", "salary")),
        ("job openings", ("facet", "listings")),
    ],
)
def test_a_name_is_recognised(text: str, expected: tuple[str, str], recognizer: Recognizer) -> None:
    assert found(recognizer, text) == [expected]


def test_the_place_of_a_mention_is_that_of_its_words(recognizer: Recognizer) -> None:
    text = "does an ML engineer need PyTorch?"
    assert [text[m.start : m.end] for m in recognizer.mentions(text)] == ["ML engineer", "PyTorch"]


def test_the_longest_name_wins(recognizer: Recognizer) -> None:
    assert found(recognizer, "senior machine learning engineer") == [("level", "senior"), ENGINEER]
    assert found(recognizer, "data science manager") == [MANAGER]


@pytest.mark.parametrize(
    "text", ["tanks", "is it ok", "or else", "the weather is fine", "hi", "me too", "r u there", ""]
)
def test_ordinary_words_are_no_names(text: str, recognizer: Recognizer) -> None:
    assert found(recognizer, text) == []


def test_the_state_is_no_slip_for_the_states(recognizer: Recognizer) -> None:
    assert found(recognizer, "openings in the state of New York") == [("facet", "listings"), ("place", "US-NY")]


def test_who_leads_scientists_is_no_lead_scientist(recognizer: Recognizer) -> None:
    assert found(recognizer, "who leads data scientists") == [("role", "Data Scientist")]


@pytest.mark.parametrize("who", ["manager", "managers"])
@pytest.mark.parametrize("joint", ["of", "in"])
def test_a_manager_may_be_one_of_a_field(who: str, joint: str, recognizer: Recognizer) -> None:
    assert found(recognizer, f"{who} {joint} data science") == [("role", "Data Science Manager")]


def test_now_is_no_slip_for_not(recognizer: Recognizer) -> None:
    assert found(recognizer, "now remote") == [("remote", "yes")]


def test_a_state_of_two_letters_stands_behind_a_comma_in_capitals(recognizer: Recognizer) -> None:
    assert ("place", "US-OK") in found(recognizer, "jobs in Tulsa, OK")
    assert found(recognizer, "I like it, ok?") == []


@pytest.mark.parametrize(("text", "facet"), [("industrys", "industries"), ("dutys", "responsibilities")])
def test_a_plural_may_be_spelt_by_ear(text: str, facet: str, recognizer: Recognizer) -> None:
    assert found(recognizer, f"teh {text} of an MLE") == [("facet", facet), ENGINEER]


def test_a_letter_before_a_full_stop_is_still_a_name(recognizer: Recognizer) -> None:
    assert ("tool", "R") in found(recognizer, "I know Python and R. Which role suits me?")


def test_a_misspelling_is_less_sure_than_the_name(recognizer: Recognizer) -> None:
    (exact,), (misspelt,) = recognizer.mentions("Tableau"), recognizer.mentions("Tablaeu")
    assert misspelt.value == exact.value
    assert misspelt.confidence < exact.confidence == 1.0


def test_the_classifier_sees_kinds_for_names(recognizer: Recognizer) -> None:
    text = "Does an ML engineer need PyTorch in New York for 120k?"
    assert mask(text, recognizer.mentions(text)) == "does an _role_ need _tool_ in _place_ for _amount_ ?"


def test_a_role_added_to_the_store_is_recognised_at_once(settings: Settings, words: Words, tmp_path: Path) -> None:
    store = Store.open(copy_store(settings.database_url, tmp_path / "knowledge.db"))
    recognizer = Recognizer(store, words)
    text = "what does a quantum basket weaver do?"
    assert not any(kind == "role" for kind, _ in found(recognizer, text))

    role = RoleEntry(name="Quantum Basket Weaver", aliases=("QB Weaver",))
    source = SourceEntry(slug="weaving", title="On weaving", published=date(2025, 1, 1))
    with store.transaction() as session:
        load(session, Document(source=source, roles=(role,)), read_vocabulary())

    for name in ("quantum basket weaver", "Quantum Basket Weavers", "qb weaver", "quantum baskett weaver"):
        assert ("role", "Quantum Basket Weaver") in found(recognizer, f"what does a {name} do?"), name


def test_a_short_name_of_a_city_is_no_misspelling(settings: Settings, words: Words, tmp_path: Path) -> None:
    store = Store.open(copy_store(settings.database_url, tmp_path / "knowledge.db"))
    source = SourceEntry(slug="jobs", title="Jobs", published=date(2025, 1, 1))
    listing = ListingEntry(title="Weaver", company="Looms", place="Leeds, UK")
    with store.transaction() as session:
        load(session, Document(source=source, listings=(listing,)), read_vocabulary())
    recognizer = Recognizer(store, words)

    assert ("place", "GB/Leeds") in found(recognizer, "jobs in leeds")
    assert ("place", "GB/Leeds") not in found(recognizer, "who leads the team?")
