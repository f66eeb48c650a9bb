"""A message as it was meant, and what it asks."""

from __future__ import annotations

import re

from bot.nlu.clauses import UNSURE
from bot.nlu.intent_model import FOREIGN, IntentModel
from bot.nlu.mention import Mention
from bot.nlu.questions import GREETINGS, Reading, read
from bot.nlu.recognizer import Recognizer
from bot.nlu.respelling import Respelling, respelt

_ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|but|then|now)\W+)*(?:what|which|who|whose|how|where|when|why|is|are|does?|did|can|could|will)\b",
    re.I,
)
_TELLS = re.compile(r"\W*(?:i|i['’]\w+|my|we|you|it|that|this|they|he|she)\b", re.I)
# "Great tips, thank you"
_THANKS = re.compile(r"\b(?:thanks|thank (?:you|u)|thx|ty|cheers)\W*$", re.I)
_SMALL_TALK = GREETINGS | {"help"}


def understood(
    text: str, mentions: list[Mention], model: IntentModel, recognizer: Recognizer, threshold: float
) -> tuple[Respelling, Reading]:
    """Read `text`, in which `mentions` were recognised; `threshold` as in `read`.

    What is said out of courtesy is left out, unless nothing is understood, or nothing asked, without it: "thanks, you made
    my day".
    """
    meant = respelt(text, mentions, model.spelling, recognizer)
    reading = read(meant.text, meant.mentions, model, threshold)
    if not meant.courteous:
        return meant, reading
    refused = reading.intent in (FOREIGN, UNSURE)
    asks = bool(meant.mentions or _ASKS.search(meant.text))
    thanks = (
        bool(_THANKS.search(text)) and not _ASKS.search(meant.text) and {m.kind for m in meant.mentions} <= {"facet"}
    )
    asks = asks and not thanks
    if refused or (not asks and (thanks or _TELLS.match(meant.text))):
        whole = respelt(text, mentions, model.spelling, recognizer, courteous=True)
        as_said = read(whole.text, whole.mentions, model, threshold)
        talks = as_said.intent in _SMALL_TALK
        if (talks and not asks) or (refused and not talks and as_said.intent not in (FOREIGN, UNSURE)):
            return whole, as_said
    return meant, reading
