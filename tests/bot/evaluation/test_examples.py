"""What is measured on is not what was trained on."""

from __future__ import annotations

from bot.evaluation.examples import Example, fold_of, not_among, split

EXAMPLES = [Example("greet", f"hello number {n}", frozenset()) for n in range(200)]


def test_an_example_stays_in_its_fold_whatever_its_case_and_spaces() -> None:
    assert fold_of("Hello  number 7") == fold_of("hello number 7")


def test_the_fixed_split_keeps_about_a_fifth_out_and_shares_nothing() -> None:
    trained_on, kept_out = split(EXAMPLES)
    assert 20 <= len(kept_out) <= 60
    assert not set(trained_on) & set(kept_out)
    assert len(trained_on) + len(kept_out) == len(EXAMPLES)


def test_what_stands_in_a_held_out_set_too_is_left_out() -> None:
    left = not_among(EXAMPLES, ["Hello, number 3!", "something else"])
    assert [e.text for e in EXAMPLES if e not in left] == ["hello number 3"]
