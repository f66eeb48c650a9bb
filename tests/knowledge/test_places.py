"""Places are read as far as they are certain, and no further."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.places import Place, parse_place
from knowledge.vocabulary_file import Vocabulary


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Remote (anywhere in the U.S.)", Place(True, None, None, "US")),
        ("Rochester, NY", Place(False, "Rochester", "NY", "US")),
        ("USA - NY - Headquarters", Place(False, None, "NY", "US")),
        ("9629 Herndon VA Non-specific Customer Site", Place(False, "Herndon", "VA", "US")),
        ("New York, NY", Place(False, "New York", "NY", "US")),
        ("New York", Place(False, None, "NY", "US")),
        ("Washington, DC", Place(False, "Washington", "DC", "US")),
        ("San Francisco, CA, USA", Place(False, "San Francisco", "CA", "US")),
        ("San Francisco, California", Place(False, "San Francisco", "CA", "US")),
        ("US-TX", Place(False, None, "TX", "US")),
        ("Austin TX 78701", Place(False, "Austin", "TX", "US")),
        ("London, UK", Place(False, "London", None, "GB")),
        ("Berlin, Germany", Place(False, "Berlin", None, "DE")),
        ("Toronto, ON, Canada", Place(False, None, None, "CA")),
        ("Remote", Place(True)),
        ("Remote - Germany", Place(True, None, None, "DE")),
        ("123 Main Street Herndon VA", Place(False, None, "VA", "US")),
        ("Berlin, DE", Place()),
        ("Berlin", Place()),
        ("NY or TX / VA", Place(False, None, None, "US")),
        ("Germany or France", Place()),
        ("Join us", Place()),
        ("", Place()),
    ],
)
def test_reads(vocabulary: Vocabulary, text: str, place: Place) -> None:
    assert parse_place(text, vocabulary) == place


@given(st.text(max_size=80))
@example("- , - / (")
def test_reads_any_text_without_failing(vocabulary: Vocabulary, text: str) -> None:
    place = parse_place(text, vocabulary)
    assert place.country is not None or (place.region is None and place.city is None)
    assert place.city is None or place.city in text


@given(st.data())
def test_city_with_the_code_of_any_certain_state(vocabulary: Vocabulary, data: st.DataObject) -> None:
    states = sorted(set(vocabulary.places["US"].regions) - set(vocabulary.ambiguous_regions))
    state = data.draw(st.sampled_from(states))
    assert parse_place(f"Springfield, {state}", vocabulary) == Place(False, "Springfield", state, "US")


def test_all_states_are_known(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.places["US"].regions) == 51
