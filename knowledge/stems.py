"""Words brought to their stems, so that "deploying" finds "deployment"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import snowballstemmer

# Said of much and asked for by nobody; their stem would be found by a misspelt Excel.
_PRAISE = frozenset({"excellent", "excellence", "excellently"})


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


def stems(texts: Iterable[str]) -> set[str]:
    """Snowball's English (Porter 2) stems of the words in `texts`; signs in names such as C++ are kept."""
    words = {word for text in texts for word in re.findall(r"\w[\w+#]*", text.lower())}
    return set(_stemmer().stemWords(sorted(words - _PRAISE)))
