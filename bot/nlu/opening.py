"""What opens a message and asks nothing: "damn.", "interesting! and", "ok so", "not the pay,"."""

from __future__ import annotations

import re

_TAKEN_IN = (
    r"ok|okay|k|kk|well|hm+|uh+|oh|ah+|aha|alright|all right|right|great|cool|nice|neat|wow|good|fine|perfect|interesting|"
    r"impressive|thanks?(?: you| a lot)?|thx|ty|lol|haha+|damn|omg|jeez|i see|got it|gotcha|understood|makes sense|"
    r"phew|sweet|dang|aww*|lovely|bet|not bad|holy \w+|that['’]?s (?:(?:quite )?a (?:big |huge )?(?:difference|gap)|a lot|quite a lot|crazy|insane|nice|good|great|interesting|cool|awesome|sad|fine|"
    r"ok(?:ay)?|wild|mad|not (?:much|bad|a lot))(?: of)?(?: money)?|"
    r"sounds good|good to know|ugh|argh|meh|noted|fair enough|too bad|(?:what a )?(?:shame|pity)"
)
_LEADING_ON = r"ouch|oof|and|but|so|or|then|now|also|yes|yeah|yep|no|nope|sure|please|pls|btw|by the way|wait|one more(?: thing)?|br[ou]+h?|dude|yo|fam|mate|hey|hi|hello|on (?:second thoughts?|reflection)|come to think of it"
_LEFT_OUT = r"not (?:(?:the|about|on|their|its) )*[\w-]+(?:\s*[,;:.–-]+\s*|\s+but\s+)"
_OPENING = re.compile(rf"\W*(?:(?:{_TAKEN_IN}|{_LEADING_ON})\b[\W_]*|{_LEFT_OUT})+", re.I)
_ONLY_TAKEN_IN = re.compile(rf"\W*(?:(?:{_TAKEN_IN})\b[\W_]*)+", re.I)


_PAUSE = re.compile(
    r"\W*(?:wait|hold on|hang on|(?:one|just a|a) (?:sec|second|moment|minute))(?: please| pls)?\W*", re.I
)


def only_pauses(text: str) -> bool:
    """Whether the message asks for patience and nothing else: "wait"."""
    return bool(_PAUSE.fullmatch(text))


def without_opening(text: str) -> str | None:
    """What follows the opening of `text`, or None where it has none or is nothing else."""
    found = _OPENING.match(text)
    rest = text[found.end() :] if found else ""
    return rest if rest.strip() else None


def only_acknowledges(text: str) -> bool:
    """Whether the message says no more than that the answer was taken in: "lol ok", "hm, I see"."""
    return bool(_ONLY_TAKEN_IN.fullmatch(text))
