"""The one thing that actions return, and its form as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.answer import Answer, Bullets, Button, Heading, Paragraph, Table
from actions.chart import KINDS, Chart, Marker, Series
from actions.plain_text import plain_text

text = st.text(max_size=12)
cells = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        columns=st.tuples(*[text] * width),
        rows=st.lists(st.tuples(*[text] * width), max_size=3).map(tuple),
        caption=text,
        numeric=st.lists(st.integers(0, width - 1), unique=True).map(tuple),
    )
)
charts = st.builds(
    Chart,
    title=text,
    unit=text,
    categories=st.lists(text, max_size=3).map(tuple),
    series=st.lists(
        st.builds(Series, text, st.lists(st.none() | st.integers(0, 10**9), max_size=3).map(tuple)), max_size=2
    ).map(tuple),
    alternative=text,
    kind=st.sampled_from(KINDS),
    marker=st.none() | st.builds(Marker, text, st.floats(0, 3)),
)
blocks = st.one_of(
    st.builds(Heading, text),
    st.builds(Paragraph, text),
    st.builds(Bullets, st.lists(text, max_size=3).map(tuple)),
    cells,
    charts,
)
answers = st.builds(
    Answer,
    kind=st.sampled_from(["answer", "question", "unknown", "refusal", "chat"]),
    blocks=st.lists(blocks, max_size=4).map(tuple),
    buttons=st.lists(st.builds(Button, text, text), max_size=3).map(tuple),
    sources=st.lists(text, max_size=3).map(tuple),
)


@given(answers)
def test_an_answer_survives_json(answer: Answer) -> None:
    assert Answer.from_dict(json.loads(json.dumps(answer.as_dict()))) == answer


@given(answers)
def test_every_answer_can_be_said_in_plain_text(answer: Answer) -> None:
    said = plain_text(answer)
    for block in answer.blocks:
        if isinstance(block, (Heading, Paragraph)):
            assert block.text in said


def test_its_json_has_the_documented_shape() -> None:
    answer = Answer.of(
        Heading("Pay"),
        Table(("Role", "Median"), (("A", "1"),), numeric=(1,)),
        buttons=[Button("More", "show more")],
        sources=["Survey"],
    )
    assert answer.as_dict() == {
        "kind": "answer",
        "blocks": [
            {"type": "heading", "text": "Pay"},
            {"type": "table", "columns": ["Role", "Median"], "rows": [["A", "1"]], "caption": "", "numeric": [1]},
        ],
        "buttons": [{"title": "More", "payload": "show more"}],
        "sources": ["Survey"],
    }


@pytest.mark.parametrize(
    "data", [{}, {"kind": "answer"}, {"kind": "answer", "blocks": [{"type": "video"}], "buttons": [], "sources": []}]
)
def test_what_is_no_answer_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        Answer.from_dict(data)


def test_building_leaves_out_missing_blocks_and_repeated_sources() -> None:
    answer = Answer.of(None, Paragraph("x"), None, sources=["a", "b", "a"])
    assert answer.blocks == (Paragraph("x"),)
    assert answer.sources == ("a", "b")


@given(answers, answers)
def test_two_answers_as_one_lose_no_block_and_no_source(first: Answer, second: Answer) -> None:
    both = first.then(second)
    assert both.blocks == first.blocks + second.blocks
    assert set(both.sources) == set(first.sources) | set(second.sources)
    assert len(both.buttons) <= 6
    assert set(both.buttons) <= set(first.buttons) | set(second.buttons)


def test_two_answers_as_one_keep_a_kind_that_they_share() -> None:
    unknown, chat = Answer.of(kind="unknown"), Answer.of(kind="chat")
    assert unknown.then(unknown).kind == "unknown"
    assert unknown.then(chat).kind == "answer"
