"""Messages that hold names and nothing that is said of them: "the manager?", "and MLOps", "AWS?"."""

from __future__ import annotations

import re

from actions.question import Question

# What may stand around a bare role: "oops no, data analyst", "as data architect", "same for a data modeller?"
_AROUND = re.compile(
    r"(?:a|an|the|and|or|but|for|as|of|by|n|lol|4|tho|no|nope|not|oops|ops|sorry|wait|hm+|uh+|a+h+|oh|ok|okay|well|then|now|what|how|about|bout|"
    r"i|mean|meant|i'm|im|actually|rather|please|pls|plz|same|also|too|instead|with|at|in|like|say|maybe|perhaps|it|is|to|be|"
    r"included|plain|simple|regular|ordinary|normal|mere|counts?|enough|useful|needed|required|compulsory|obligatory|mandatory|necessary|thanks|thx|cheers|just|only|s|yes|yeah|yep|yea|position|role|job|title|one|ones|level|two|three|both|things?|questions?|qs?|numbers?|figures?|all|take)", re.I,
)  # fmt: skip
# "The same for the engineer, so I can decide"
_SO_THAT = re.compile(r"\s(?:so (?:that )?(?:i|we)|because|cuz)\b", re.I)
WORD = re.compile(r"[^\W_][\w'’+#-]*")


def only_names(question: Question, *kinds: str) -> bool:
    """Whether the message holds names of `kinds` and words that say nothing of them."""
    return not words_besides(question, *kinds)


def words_besides(question: Question, *kinds: str) -> list[str]:
    """The words of the message that neither are names of `kinds` nor say nothing of them."""
    named = [e for e in question.entities if e.kind in kinds]
    asked = _SO_THAT.split(question.source)[0]
    rest = "".join(c if not any(e.start <= i < e.end for e in named) else " " for i, c in enumerate(asked))
    return [word for word in WORD.findall(rest) if not _AROUND.fullmatch(word)]
