"""The classifier: n-grams first, the encoder where these leave a doubt; the same again when stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.nlu.encoder import Encoder
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.shared import words

EXAMPLES = {
    "ask_salary": ["what does a _role_ earn", "how much is the pay", "salary of a _role_", "what is the income like"],
    "ask_education": ["which degree is needed", "what must one study", "is college a must", "degree of a _role_"],
    FOREIGN: ["will it rain tomorrow", "who won the match", "tell me a joke", "how do i bake bread"],
}


class Counting(Encoder):
    """Knows which texts it was asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return super().embed(texts)


@pytest.fixture(scope="module")
def encoder() -> Counting:
    return Counting()


@pytest.fixture(scope="module")
def model(encoder: Counting) -> IntentModel:
    # Each as often as its like would be among the real examples: regularisation is chosen for so many.
    texts = [text for examples in EXAMPLES.values() for text in examples] * 200
    intents = [intent for intent, examples in EXAMPLES.items() for _ in examples] * 200
    return IntentModel.fit(words(), encoder, texts, intents)


def test_words_that_no_example_has_are_read_by_the_encoder(model: IntentModel, encoder: Counting) -> None:
    encoder.asked.clear()
    assert model.ranking("paycheck of a _role_")[0][0] == "ask_salary"
    assert model.ranking("diploma of a _role_")[0][0] == "ask_education"
    assert encoder.asked == ["paycheck of a _role_", "diploma of a _role_"]


def test_what_an_example_says_needs_no_encoder(model: IntentModel, encoder: Counting) -> None:
    encoder.asked.clear()
    assert model.ranking("what does a _role_ earn?")[0][0] == "ask_salary"
    assert not encoder.asked


def test_probabilities_sum_to_one_and_do_not_lean_on_their_neighbours(model: IntentModel) -> None:
    texts = ["what does a _role_ earn", "university?", "my cat", "", "the dough of a _role_ and a diploma"]
    together = model.probabilities(texts)

    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    for text, row in zip(texts, together):
        # The encoder's 8-bit numbers are scaled by the largest of all that is read together.
        assert np.allclose(model.probabilities([text])[0], row, atol=0.1)


def test_a_stored_model_reads_the_same(model: IntentModel, encoder: Counting, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = IntentModel.load(words(), encoder, tmp_path)
    texts = ["salary?", "which diploma does a _role_ need", "football"]

    assert again.intents == model.intents
    assert np.allclose(again.probabilities(texts), model.probabilities(texts), atol=1e-5)
