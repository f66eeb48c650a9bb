"""What a conversation carries on: slots, typed."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from actions.context import Context
from bot.settings import ROOT
from knowledge.listings import ListingFilter
from knowledge.survey_answers import PayFilter

names = st.lists(st.text(min_size=1, max_size=8), max_size=3).map(tuple)
optional = st.none() | st.text(min_size=1, max_size=8)
filters = st.builds(
    ListingFilter,
    role=optional,
    company=optional,
    place=optional,
    level=optional,
    employment_type=optional,
    remote=st.none() | st.booleans(),
    pay_at_least=st.none() | st.integers(0, 10**6),
    pay_at_most=st.none() | st.integers(0, 10**6),
)
contexts = st.builds(
    Context,
    topic=optional,
    roles=names,
    things=names,
    known=names,
    salary_filter=st.builds(PayFilter, level=optional, since=st.none() | st.integers(2000, 2030), country=optional),
    listing_filter=filters,
    listing_sort=st.sampled_from(["relevance", "pay_high", "pay_low"]),
    listing_offset=st.integers(0, 100),
    shown=st.lists(st.integers(1, 99), max_size=5).map(tuple),
)


@given(contexts)
def test_a_context_survives_the_slots_as_json(context: Context) -> None:
    assert Context.from_slots(json.loads(json.dumps(context.as_slots()))) == context


def test_every_field_is_a_slot_of_the_domain_and_the_other_way_round() -> None:
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text("utf8"))
    assert set(Context().as_slots()) == set(domain["slots"])


def test_a_new_conversation_carries_nothing() -> None:
    assert Context.from_slots({}) == Context.from_slots(dict.fromkeys(Context().as_slots())) == Context()


def test_slots_of_others_are_left_alone() -> None:
    assert Context.from_slots({"session_started_metadata": {}, "topic": "ask_role"}) == Context(topic="ask_role")


def test_a_filter_of_an_older_version_loses_what_is_no_longer_known() -> None:
    read = Context.from_slots({"listing_filter": {"company": "x", "colour": "red"}})
    assert read.listing_filter == ListingFilter(company="x")


def test_a_question_leaves_its_topic_and_changes_nothing_else() -> None:
    before = Context(topic="ask_role", roles=("x",), salary_filter=PayFilter(since=2023))
    assert before.about("ask_salary", salary_filter=PayFilter()) == Context(topic="ask_salary", roles=("x",))
