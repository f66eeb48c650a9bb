"""Answers in memory are chosen and told apart as rows of a table would be."""

from __future__ import annotations

from collections import Counter
from functools import partial
from operator import eq

from hypothesis import given
from hypothesis import strategies as st

from knowledge.pay_sample import stored_pays
from knowledge.survey_columns import Kinds, SurveyColumns

kinds = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from((None, 1, 2)), st.lists(st.integers(0, 9))))


def held(rows: list[tuple[str, int | None, list[int]]]) -> SurveyColumns:
    return SurveyColumns(("letter", "number"), [(*kind, stored_pays(pays)) for *kind, pays in rows])


def pays(columns: SurveyColumns, chosen: Kinds) -> Counter[int]:
    return Counter(int(pay) for piece in columns.pays(chosen) for pay in piece)


@given(kinds, st.sampled_from("abc"), st.sampled_from((None, 1, 2, 3)))
def test_conditions_choose_the_pays_that_meet_them_all(
    rows: list[tuple[str, int | None, list[int]]], letter: str, number: int | None
) -> None:
    columns = held(rows)
    chosen = columns.choose(("letter", partial(eq, letter)), ("number", partial(eq, number)))
    assert pays(columns, chosen) == Counter(p for a, n, own in rows if (a, n) == (letter, number) for p in own)


@given(kinds)
def test_values_of_a_column_tell_all_pays_apart(rows: list[tuple[str, int | None, list[int]]]) -> None:
    columns = held(rows)
    parted = {value: pays(columns, its) for value, its in columns.apart(columns.choose(), "number")}
    assert parted == {n: Counter(p for _, other, own in rows if other == n for p in own) for _, n, _ in rows}
