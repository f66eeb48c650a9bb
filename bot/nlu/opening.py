"""What opens a message and asks nothing: "damn.", "interesting! and", "ok so", "not the pay,"."""

from __future__ import annotations

import re

_WORDS = (
    r"and|but|so|or|then|now|also|ok|okay|k|well|hm+|uh+|oh|ah+|aha|alright|all right|right|great|cool|nice|neat|wow|good|fine|"
    r"perfect|interesting|impressive|thanks?(?: you| a lot)?|thx|ty|lol|haha+|damn|omg|jeez|yes|yeah|yep|no|nope|i see|got it|"
    r"gotcha|sure|understood|makes sense|sounds good|good to know|please|pls|btw|by the way|wait|one more(?: thing)?|hey|hi|hello"
)
_LEFT_OUT = r"not (?:(?:the|about|on|their|its) )*[\w-]+(?:\s*[,;:.–-]+\s*|\s+but\s+)"
_OPENING = re.compile(rf"\W*(?:(?:{_WORDS})\b[\W_]*|{_LEFT_OUT})+", re.I)


def without_opening(text: str) -> str | None:
    """What follows the opening of `text`, or None where it has none or is nothing else."""
    found = _OPENING.match(text)
    rest = text[found.end() :] if found else ""
    return rest if rest.strip() else None
