"""Which of several is meant ("the second one", "number 3", "the last"), and years ("in 2023")."""

from __future__ import annotations

import re

from bot.nlu.mention import Mention

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACES = (
    {word: i for i, word in enumerate(ORDINALS, 1)}
    | {word: i for i, word in enumerate(_NUMBERS, 1)}
    | {"last": -1, "top": 1, "bottom": -1}
)

_THING = r"(?:ones?|job|listing|opening|position|posting|result|item|option|offer|post|vacancy|entry|role|tip|step|ad|advert|advertisement|alert|row|line|1)"
# "The top one" is the first.
_WHICH = rf"(?:top(?= one| listing| job| result)|bottom(?= one| listing| job| result)|{'|'.join(ORDINALS)}|last|\d{{1,2}}(?:st|nd|rd|th))"
# After "the second" nothing more than this may come: "the second half" is another thing.
_END = r"(?:\s*,?\s*(?:please|pls|plz|then|now|thanks?|thx|again|here|i mean(?:t)?|in (?:that|this) order|(?:in|of|on) (?:that|this|your) list|in (?:more |full )?detail|in full|(?:of|from|in) (?:them|(?:these|those|the)(?: (?:jobs?|listings?|ones|results?|list))?)))*\s*[?.!,]*\s*$"
# "How much does the second get?"
_VERB = r"(?:(?:that )?(?:i|we|you) (?:asked|askd|mentioned|named|said|showed|suggested)|gets?|earns?|makes?|pays?|offers?|needs?|uses?|requires?|starts?|do|does|is|has|have)"
_NAMED = re.compile(
    rf"(?:\b(?:the|that|da|teh|tha)\s+(?:very\s+)?(?P<named>{_WHICH})(?:\s+{_THING}\b|['’]s\b|(?=(?: again)?\s*[,:]\s|\s+(?:with|vs|versus|of (?:them|these|those)|and (?:the|what|which|how))\b)|(?=\s+{_VERB}\b)|(?={_END}))|"
    rf"\b(?P<bare>{_WHICH})\s+(?:one|listing|posting|result|item|option|entry|ad|advert|vacancy|alert)\b|^\s*(?P<alone>{_WHICH})(?={_END}))",
    re.I,
)
_COUNTED = re.compile(
    rf"(?:\b(?:(?:job|listing|ad|position|alert|option|item)\s+)?(?:number|no\.?|nr\.?|num\.?|option|item|job|listing|result|position|ad|alert)\s*#?\s*|#\s*)(?P<number>\d{{1,2}}\b|(?:{'|'.join(_NUMBERS)})\b)",
    re.I,
)
# A number alone chooses from a list: "2", "open 3 please".
_BARE = re.compile(
    r"\W*(?:(?:please|pls|and|ok|now|then)\W+)*(?:(?:open|view|read|pick|choose|back to|go to)\W+)?(\d{1,2})[.)]?\W*(?:please|pls)?\W*$",
    re.I,
)
# "Sorry, three"
_CORRECTED = re.compile(
    rf"\W*(?:(?:no|sorry|oops|wait|i me(?:an|ant)|rather)\W+)+(?:number )?({'|'.join(_NUMBERS)})\W*$", re.I
)
# "In 22"
_SHORT_YEAR = re.compile(r"(?:\b(?:in|since|from|until)\s+['’]?|['’])([12]\d)(?=\W*$)", re.I)
_YEAR = re.compile(r"(?<![\d$€£,.])(?:19|20)\d\d(?![\d,.]\d|\d|k\b)", re.I)


def find_ordinals(text: str) -> list[Mention]:
    """Mentions of kind `ordinal`; value counts from 1, and is -1 for the last."""
    found = [
        Mention("ordinal", _value(m["named"] or m["bare"] or m["alone"]), m.start(), m.end())
        for m in _NAMED.finditer(text)
    ]
    found += [Mention("ordinal", _value(m["number"]), m.start(), m.end()) for m in _COUNTED.finditer(text)]
    bare = _BARE.match(text) or _CORRECTED.match(text)
    if bare and not found:
        found.append(Mention("ordinal", _value(bare[1]), bare.start(1), bare.end(1)))
    return found


def find_years(text: str) -> list[Mention]:
    """Mentions of kind `year`, as numbers."""
    found = [Mention("year", int(m[0]), m.start(), m.end()) for m in _YEAR.finditer(text)]
    return found + [Mention("year", 2000 + int(m[1]), m.start(1), m.end(1)) for m in _SHORT_YEAR.finditer(text)]


def _value(word: str) -> int:
    word = word.lower()
    return _PLACES[word] if word in _PLACES else int(re.sub(r"\D", "", word))
