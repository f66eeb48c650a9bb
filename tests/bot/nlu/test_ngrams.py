"""N-grams are counted and weighed as scikit-learn does it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.ngrams import NGrams, of_characters, of_words

TOKENS = r"(?u)[\w'+#]+|[?]"
TEXTS = [
    "What does a _role_ earn?",
    "tools of the _role_",
    "what tools? what tools?",
    "C++ and c#",
    "o'reilly",
    "Ünïcode  x",
]
PEERS = {
    "words": (of_words(TOKENS, 1, 3), {"token_pattern": TOKENS, "ngram_range": (1, 3)}),
    "characters": (of_characters(3, 5), {"analyzer": "char_wb", "ngram_range": (3, 5)}),
}


@pytest.mark.parametrize("kind", PEERS)
@given(texts=st.lists(st.one_of(st.sampled_from(TEXTS), st.text(alphabet="ab cé?'\n\t_İ", max_size=30)), max_size=4))
@settings(max_examples=150)
def test_the_same_numbers_as_scikit_learn(kind: str, texts: list[str]) -> None:
    analyzer, options = PEERS[kind]
    peer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options).fit([*TEXTS, "a b c", "abc ab?"])
    ours = NGrams(analyzer, peer.vocabulary_, peer.idf_).transform(texts)
    assert ours.shape == (len(texts), len(peer.vocabulary_))
    assert ours.dtype == np.float32
    if texts:
        np.testing.assert_allclose(ours.toarray(), peer.transform(texts).toarray(), atol=1e-6)
