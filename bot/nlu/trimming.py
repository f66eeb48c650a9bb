"""A message without what its question does not need: "at least", "yes or no?", the reason why somebody asks."""

from __future__ import annotations

import re

from bot.nlu.intent_model import TRAILING
from bot.nlu.splitter import last_question

# "And the other way round: …" says how what follows is to the question before, and asks nothing.
_OTHER_WAY = re.compile(
    r"^\W*(?:(?:and|ok|so|now)\W+)*(?:the )?(?:other way (?:a)?round|vice versa)(?: now| then)?\s*[:,;-]\s*(?=\w)", re.I
)
# "At least the salary" asks for a salary; "at least 100k" for so much of it.
_AT_LEAST = re.compile(r"^\W*at least (?=(?:the|tell|what|which|how|their|its)\b)", re.I)
# "Greenhorns, I mean entry-level" says in the words behind it what is meant.
_PUT_OTHERWISE = re.compile(r"^\W*(?!no\b|nope\b|not\b|yes\b)[\w'’]+(?: [\w'’]+)?,? i mean,? (?=\w)", re.I)
# Said after a question this asks nothing: "is R needed, yes or no".
_YES_OR_NO = re.compile(r"\by(?:es)?\s?(?:/|or)\s?no?\W*$", re.I)
_REASON = re.compile(
    r"\s+(?:because|cuz|since|so (?:that )?(?=i can\b|we can\b))\s*(?:i|we|my|our|the|it|they|he|she|you)\b[^?.!]*$",
    re.I,
)
_AFTER_A_QUESTION = 4
# What goes on for longer tells a story.
_LONGEST_REASON = 15


def trimmed(text: str) -> str:
    """Return `text` without what asks nothing at its beginning and end; what is left stands where it stood."""
    for opening in (_OTHER_WAY, _AT_LEAST, _PUT_OTHERWISE):
        text = opening.sub(lambda found: " " * len(found[0]), text)
    text = text.rstrip(TRAILING)
    asked = _YES_OR_NO.sub("", text).rstrip(" ,")
    return _without_reason(asked or text)


def wants_yes_or_no(text: str) -> bool:
    """Whether a message ends in "yes or no?" """
    return bool(_YES_OR_NO.search(text))


def _without_reason(text: str) -> str:
    """A question without the reason behind it."""
    found = _REASON.search(text)
    if found is None or len(found[0].split()) > _LONGEST_REASON:
        return text
    if len(text[: found.start()].split()) < _AFTER_A_QUESTION or last_question(found[0]):
        return text
    return text[: found.start()]
