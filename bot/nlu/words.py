"""Static word embeddings, and the common words of English.

The weights (256 numbers a word piece) and the tokenizer come inside the wordllama package. Only its files are
read: the package's own code asks for a newer numpy than Rasa can have.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer

from bot.nlu.lexicon import english_frequencies

DIMENSIONS = 256
# Word pieces whose vectors stay in memory, 1 KiB each: reading one takes longer than all else about it.
_KEPT = 2_000
# Words of their own, yet far more often what somebody meant to write otherwise.
MISSPELLINGS = frozenset(
    [
        "manger",
        "mangers",
        "engineerin",
        "analist",
        "analisys",
        "salery",
        "eran",
        "erans",
        "dose",
        "wich",
        "adn",
        "nad",
        "teh",
        "hte",
        "ahve",
        "thier",
        "waht",
        "whta",
        "whcih",
        "wiht",
        "taht",
        "tolls",
        "sills",
        "profesor",
        "senor",
        "ned",
        "boht",
    ]
)
# Written so on purpose.
CHAT = frozenset(
    "sry fr ngl tho alr aight bet smh lmao n2 nah thx ty pls plz ur rn lol btw tbh idk imo ppl cuz yo em whatcha gotcha nah yep nope hm hmm um uhm uh ah oh eh er omg asap wch dey dem dat dis wud cud shud hw bw btwn coz bcuz bcz wot wut upto".split()
)


class WordsMissing(Exception):
    """The package that ships the embeddings is not installed, or not whole."""


class Words:
    """Embeds texts as the mean of their word pieces' vectors."""

    def __init__(self) -> None:
        spec = find_spec("wordllama")
        if spec is None or not spec.submodule_search_locations:
            raise WordsMissing("the package wordllama is not installed: run `make install`")
        folder = Path(spec.submodule_search_locations[0])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
        self._tokenizer.no_padding()
        # Read from the file as needed: a message has a dozen word pieces, and all 32,000 take 16 MiB.
        weights = folder / "weights" / "l2_supercat_256.safetensors"
        self._weights = cast(Any, safe_open)(weights, framework="numpy")
        (name,) = self._weights.keys()
        self._vectors = self._weights.get_slice(name)
        self._read: dict[int, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of shape (len(texts), 256); an empty text is all zeros."""
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, pieces in zip(rows, self.pieces(texts)):
            if pieces:
                row[:] = sum(map(self.vector, pieces)) / np.float32(len(pieces))
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        result: NDArray[np.float32] = rows / np.where(norms == 0, 1, norms)
        return result

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of each text's word pieces."""
        if len(texts) == 1:  # a batch is handed to other threads, which takes longer than to read one text
            return [self._tokenizer.encode(texts[0], add_special_tokens=False).ids]
        return [encoding.ids for encoding in self._tokenizer.encode_batch(texts, add_special_tokens=False)]

    def vector(self, piece: int) -> NDArray[np.float32]:
        """Return a word piece's vector, of shape (256,)."""
        vector = self._read.get(piece)
        if vector is None:
            vector = self._vectors[piece : piece + 1][0].astype(np.float32)
            if len(self._read) < _KEPT:
                self._read[piece] = vector
        return vector

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that are no misspellings: of English, and those that the tokenizer knows as one piece, names among them."""
        pieces = self._tokenizer.get_vocab()
        whole = (p[1:].lower() for p in pieces if p.startswith("▁") and len(p) > 3 and p[1:].isalpha())
        return frozenset(word for word in self.frequencies if len(word) >= 4).union(whole) - MISSPELLINGS

    @cached_property
    def frequencies(self) -> dict[str, float]:
        """The share that a word of English has of all that is written."""
        return english_frequencies()
