"""How a message that looks foreign by itself reads where its conversation speaks of a role, or of listings.

"How much bread do they make" is foreign; "how much bread do engineers make" is not, and "do engineers like football"
still is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from bot.nlu.intent_model import TRAILING, IntentModel

_IT = re.compile(
    r"\b(?:it|he|she|they|one|(?:that|this|the) (?:role|job|one|guy|person|position)|them|those|these|that|this)\b",
    re.I,
)
_LENGTH = 4


def readings(masked: str, model: IntentModel) -> dict[str, list[tuple[str, float]]]:
    """The likeliest intents of a masked text by what is spoken of: "role" (or "it", where the text says that) and "listings"."""
    bare = masked.rstrip(TRAILING)
    found = {"listings": [f"{bare} jobs"]}
    if "_role" not in masked:
        found["role"] = [f"{bare} for a _role_"]
        if _IT.search(masked):
            found["it"] = [_IT.sub("_role_", masked, count=1), *found.pop("role")]
    return {spoken_of: _ranking(texts, model) for spoken_of, texts in found.items()}


def _ranking(texts: Sequence[str], model: IntentModel) -> list[tuple[str, float]]:
    """The likeliest intents by the mean of what each of `texts` is given."""
    chances = model.probabilities(texts).mean(axis=0)
    return [(model.intents[i], round(float(chances[i]), 3)) for i in np.argsort(-chances)[:_LENGTH]]
