"""How a message that looks foreign by itself reads where its conversation speaks of a role, or of listings.

"How much bread do they make" is foreign; "how much bread do engineers make" is not, and "do engineers like football"
still is.
"""

from __future__ import annotations

import re

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
    # Read together: each run of the encoder has a cost of its own.
    chances = iter(model.probabilities([text for texts in found.values() for text in texts]))
    return {spoken_of: _likeliest([next(chances) for _ in texts], model) for spoken_of, texts in found.items()}


def _likeliest(chances: list[np.ndarray], model: IntentModel) -> list[tuple[str, float]]:
    """The likeliest intents by the mean of several readings."""
    mean = np.mean(chances, axis=0)
    return [(model.intents[i], round(float(mean[i]), 3)) for i in np.argsort(-mean)[:_LENGTH]]
