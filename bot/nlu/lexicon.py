"""How often the words of English are used: what is one of them is hardly a misspelling of another.

The list comes inside the pyspellchecker package. Only its file is read: the package would keep all of its 160,000 words.
"""

from __future__ import annotations

import gzip
import re
from importlib.util import find_spec
from pathlib import Path

# Rarer words are as likely misspellings of frequent ones; the counts are those of the package.
_SELDOM = 400


class LexiconMissing(Exception):
    """The package that ships the words is not installed, or not whole."""


def english_frequencies() -> dict[str, float]:
    """Some 28,000 words of two and more letters that are used often, each with its share of all that is written.

    Raises:
        LexiconMissing: the package that ships them is not there.
    """
    spec = find_spec("spellchecker")
    if spec is None or not spec.submodule_search_locations:
        raise LexiconMissing("the package pyspellchecker is not installed: run `make install`")
    file = Path(spec.submodule_search_locations[0]) / "resources" / "en.json.gz"
    counted = re.finditer(r'"([a-z]{2,})": ?(\d+)', gzip.decompress(file.read_bytes()).decode("ascii", "ignore"))
    counts = {match[1]: int(match[2]) for match in counted}
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items() if count >= _SELDOM}
