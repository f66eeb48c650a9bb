"""Answers as Telegram takes them: within its limits, in valid HTML, with nothing left out."""

from __future__ import annotations

import re
import struct

from hypothesis import given
from hypothesis import strategies as st

from actions.answer import Answer, Bullets, Button, Heading, Paragraph, Table
from actions.chart import Chart, Series
from bot.channels.telegram import table_picture
from bot.channels.telegram.keyboard import keyboard, new_token, read
from bot.channels.telegram.markup import Section, Span, as_html, length, line, units
from bot.channels.telegram.messages import messages
from bot.channels.telegram.split import CAPTION, TEXT, split
from tests.bot.channels.telegram.fake_api import visible

words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=400)
texts = st.one_of(words, st.builds(lambda word, n: (word + " ") * n, words, st.integers(1, 60)))
blocks = st.one_of(
    st.builds(Heading, words),
    st.builds(Paragraph, texts),
    st.builds(lambda items: Bullets(tuple(items)), st.lists(texts, min_size=1, max_size=12)),
    st.builds(lambda a, b: Table(("A", "B"), ((a, b), (b, a)), "caption", (1,)), words, words),
    st.builds(lambda a, b: Table(("#", "Title", "Place"), (("1", a, b), ("2", b, a))), words, words),
    st.builds(lambda a: Chart("Pay", "USD", ("2020",), (Series("median", (1,)),), a), texts),
)
answers = st.builds(
    lambda found, sources, titles: Answer.of(*found, sources=sources, buttons=[Button(t, t) for t in titles]),
    st.lists(blocks, min_size=1, max_size=8), st.lists(words, max_size=2), st.lists(words, max_size=20),
)  # fmt: skip


@given(answers)
def test_every_message_is_valid_and_within_the_limits(answer: Answer) -> None:
    for message in messages(answer):
        body = message.as_dict()
        assert units(visible(body["html"], "HTML")) <= (CAPTION if message.picture else TEXT)
        assert visible(body["html"], "HTML") == body["plain"]


def bare(text: str) -> str:
    return re.sub(r"\W", "", text)


@given(answers)
def test_no_word_of_an_answer_is_lost(answer: Answer) -> None:
    shown = bare("".join(message.as_dict()["plain"] for message in messages(answer)))
    for block in answer.blocks:
        if isinstance(block, (Heading, Paragraph)):
            assert bare(block.text) in shown
        elif isinstance(block, Bullets):
            assert all(bare(item) in shown for item in block.items)
        elif isinstance(block, Table):
            assert all(bare(cell) in shown for row in block.rows for cell in row[1:])


@given(st.lists(texts, min_size=1, max_size=30))
def test_sections_are_split_between_not_inside(paragraphs: list[str]) -> None:
    sections = [Section((line(text),)) for text in paragraphs if units(text) <= TEXT]
    assert [section for group in split([[section] for section in sections]) for section in group] == sections


@given(st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=12))
def test_a_block_stays_in_one_message_if_it_fits_into_one(written: list[list[str]]) -> None:
    blocks = [[Section((line(f"{i}"), line(text))) for text in block] for i, block in enumerate(written)]
    for i, block in enumerate(blocks):
        holding = [group for group in split(blocks) if any(s.lines[0][0].text == f"{i}" for s in group)]
        assert len(holding) == 1 or length(block) > TEXT


def test_length_is_counted_in_utf16() -> None:
    assert units("a") == 1
    assert units("🙂") == 2
    section = Section((line("🙂" * 3000),))
    assert [sum(s.length for s in group) for group in split([[section]])] == [4096, 1904]


def test_marks_are_escaped() -> None:
    assert as_html([Section(((Span("a<b & c>", "b"), Span(" </i>")),))]) == "<b>a&lt;b &amp; c&gt;</b> &lt;/i&gt;"


def test_a_narrow_table_is_aligned_and_a_wide_one_a_picture_with_its_words() -> None:
    narrow = Table(("Year", "Median"), (("2020", "74,130"), ("2021", "90,000")), numeric=(1,))
    (message,) = messages(Answer.of(Heading("Pay"), narrow, sources=["A survey"]))
    expected = "<b>Pay</b>\n\n<pre>Year  Median\n2020  74,130\n2021  90,000</pre>\n\n<i>Source: A survey</i>"
    assert as_html(message.sections) == expected
    wide = Table(("", "Both", "Only one"), (("Skills", "Python and a good deal else", "R and SAS and MATLAB"),))
    (message,) = messages(Answer.of(Heading("Compared"), wide, sources=["An article"]))
    assert message.picture == wide
    assert "Skills – Both: Python and a good deal else; Only one: R and SAS and MATLAB" in message.as_dict()["plain"]


def test_a_picture_has_a_caption_even_if_its_words_do_not_fit_there() -> None:
    wide = Table(("", "Both", "Only one"), (("Skills", "Python " * 100, "R " * 100), ("Tools", "", "Git " * 200)))
    picture, words = messages(Answer.of(Paragraph("a" * 900), wide, sources=["An article"]))[1:]
    assert picture.picture == wide
    assert as_html(picture.sections) == "<b>Both / Only one</b>"
    assert as_html(words.sections).startswith("<b>Skills</b>\nBoth: Python")
    assert "<b>Tools</b>\nOnly one: Git" in as_html(words.sections)


def test_numbered_rows_are_a_list_that_can_be_paged() -> None:
    jobs = Table(("#", "Title", "Company", "Place"), (("1", "Data Engineer", "Acme", "Remote"),), "1–1 of 9")
    (message,) = messages(Answer.of(Heading("Listings"), jobs, buttons=[Button("Show more", "more")]))
    assert message.columns == jobs.columns
    assert as_html(message.sections) == "<b>Listings</b>\n\n<b>1. Data Engineer</b>\nAcme · Remote\n\n<i>1–1 of 9</i>"


def test_a_heading_goes_with_what_it_heads() -> None:
    first, second = messages(Answer.of(Paragraph("a" * 4000), Heading("Next"), Paragraph("b" * 200)))
    assert first.as_dict()["plain"] == "a" * 4000
    assert second.as_dict()["plain"].startswith("Next")


@given(st.lists(words, max_size=40))
def test_keyboards_keep_within_the_limits(titles: list[str]) -> None:
    markup = keyboard(new_token(), titles, chosen=0)
    rows = markup.inline_keyboard if markup else ()
    assert len(rows) <= 8
    assert all(len(row) <= 8 for row in rows)
    for i, button in enumerate(button for row in rows for button in row):
        assert 1 <= len(str(button.callback_data).encode()) <= 64
        found = read(str(button.callback_data))
        assert found is not None
        assert found[1] == i


def test_foreign_callback_data_is_no_button() -> None:
    assert [read(data) for data in (None, "", "abc", ":1", "abc:", "abc:x", "abc:99999", "abc:²")] == [None] * 8


def test_a_table_is_drawn_whole() -> None:
    table = Table(
        ("", "Both", "Only"), (("Skills", "Python " * 30, "$R$ _and_ ^more^"), ("Tools", "Git", "dbt")), numeric=(2,)
    )
    drawn = table_picture.png(table)
    assert drawn.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", drawn[16:24])
    assert 300 < width < 5000
    assert 100 < height < 5000
    assert width + height <= 10_000
