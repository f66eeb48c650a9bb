"""The network beside the logistic regression: what it finds, that it learns, and that it is the same when stored."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.convolution import TAPS, Convolution
from bot.nlu.convolution_training import begun, strongest
from bot.nlu.shared import words

EARNS = ["what does one earn", "how much is the pay", "tell me the salary", "what is the income like"]
STUDIES = ["which degree is needed", "what must one study", "is college a must", "which diploma do they ask for"]


@pytest.fixture(scope="module")
def network() -> Convolution:
    return begun(words(), [*EARNS, *STUDIES] * 8, np.array(([0] * 4 + [1] * 4) * 8))()


def test_a_filter_counts_where_it_answers_most_strongly() -> None:
    projected = np.zeros((3, TAPS, 1), dtype=np.float32)  # the blank, and two pieces
    projected[2, 0] = 5  # the filter of one piece likes the second
    projected[1, 1], projected[2, 2] = 3, 4  # that of two likes the second after the first
    greatest, where = strongest(projected, np.array([[0, 1, 2, 0]]), np.zeros((1, 2), dtype=bool))

    assert greatest[0, :2].ravel().tolist() == [5, 7]
    assert where[0, :2].ravel().tolist() == [1, 1]


def test_blanks_after_a_shorter_text_never_answer() -> None:
    projected = np.full((2, TAPS, 1), -1, dtype=np.float32)
    projected[0] = 9  # the blank would win
    places, blank = np.array([[0, 1, 0, 0]]), np.array([[False, True]])

    assert strongest(projected, places, blank)[1].ravel().tolist() == [0, 0, 0]


def test_learns_what_it_is_shown(network: Convolution) -> None:
    chances = network.probabilities([*EARNS, *STUDIES])

    assert chances.argmax(axis=1).tolist() == [0] * 4 + [1] * 4
    assert chances.sum(axis=1) == pytest.approx(np.ones(8), abs=1e-5)


def test_an_unseen_word_is_read_by_its_kin(network: Convolution) -> None:
    assert network.probabilities(["what are the wages"]).argmax() == 0


def test_says_the_same_when_stored(network: Convolution) -> None:
    pieces, arrays = network.to_arrays()
    again = Convolution(words(), pieces, arrays)

    assert arrays["vectors"].dtype == np.float16
    assert again.probabilities(EARNS) == pytest.approx(network.probabilities(EARNS), abs=0.01)


@pytest.mark.parametrize("text", ["", "?", "a"])
def test_the_shortest_texts_have_chances_too(network: Convolution, text: str) -> None:
    assert np.isfinite(network.probabilities([text])).all()
