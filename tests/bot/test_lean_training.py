"""Training data are merged and cleaned as by Rasa, without copying each example and hashing it anew."""

from __future__ import annotations

from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.lean_training import lean


def data(*texts: str, intent: str = "greet") -> TrainingData:
    return TrainingData([Message.build(text, intent) for text in texts])


def said(merged: TrainingData) -> list[tuple[str, str]]:
    return [(example.get("text"), example.get("intent")) for example in merged.training_examples]


def test_merging_gives_what_rasa_gives() -> None:
    first, second = data("hi", "hello"), data("hello", "bye", intent=" greet ")
    theirs = first.merge(second)
    with lean():
        merged = first.merge(second)
    assert said(merged) == said(theirs) == [("hi", "greet"), ("hello", "greet"), ("bye", "greet")]
    assert len(first.training_examples) == 2, "what was merged stays as it was"


def test_no_example_is_copied_or_hashed_anew() -> None:
    first = data("hi")
    (example,) = first.training_examples
    example.fingerprint()
    with lean():
        merged = first.merge(data("bye"))
    assert merged.training_examples[0] is example
    assert example._cached_fingerprint is not None


def test_afterwards_rasa_is_as_it_was() -> None:
    first = data("hi")
    with lean():
        pass
    assert first.merge(data("bye")).training_examples[0] is not first.training_examples[0]
