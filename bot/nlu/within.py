"""How a message that looks foreign by itself reads where its conversation speaks of a role, or of listings.

"How much bread do they make" is foreign; "how much bread do engineers make" is not, and "do engineers like football"
still is.
"""

from __future__ import annotations

import re

from bot.nlu.intent_model import TRAILING, IntentModel

_IT = re.compile(
    r"\b(?:it|he|she|they|one|(?:that|this|the) (?:role|job|one|guy|person|position)|them|those|these|that|this)\b",
    re.I,
)
_LENGTH = 4


def readings(masked: str, model: IntentModel) -> dict[str, list[tuple[str, float]]]:
    """The likeliest intents of a masked text by what is spoken of: "role" (or "it", where the text says that) and "listings"."""
    bare = masked.rstrip(TRAILING)
    pointed = _IT.search(masked)
    found = {"listings": f"{bare} jobs"}
    if "_role" not in masked:
        found["it" if pointed else "role"] = _IT.sub("_role_", masked, count=1) if pointed else f"{bare} for a _role_"
    return {spoken_of: model.ranking(text)[:_LENGTH] for spoken_of, text in found.items()}
