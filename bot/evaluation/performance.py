"""How well a reader does on the fixed split, and on utterances that were written apart from all examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.evaluation.examples import Example
from bot.evaluation.reader import Reader
from bot.evaluation.scores import Evaluation, entity_scores
from bot.nlu.intent_model import FOREIGN


@dataclass(frozen=True)
class HeldOut:
    """Shares over `foreign` utterances and `asked` questions, and how foreign each of them seemed (0..1)."""

    foreign: int
    refused: float
    asked: int
    right: float
    wrongly_refused: float
    foreignness: Sequence[float] = field(default=(), repr=False)
    foreignness_of_asked: Sequence[float] = field(default=(), repr=False)


@dataclass(frozen=True)
class Performance:
    """Of one reader, which has not seen any of it."""

    name: str
    split: Evaluation
    held_out: HeldOut


def score_held_out(reader: Reader, foreign: Sequence[str], in_domain: Sequence[str]) -> HeldOut:
    """Read `foreign` lines, and `in_domain` lines of the form intent, tab, text."""
    strange = reader.read(foreign)
    pairs = [line.split("\t", 1) for line in in_domain]
    asked = reader.read([text for _, text in pairs])
    return HeldOut(
        len(foreign),
        sum(u.intent == FOREIGN for u in strange) / max(1, len(foreign)),
        len(pairs),
        sum(u.intent == intent for (intent, _), u in zip(pairs, asked)) / max(1, len(pairs)),
        sum(u.intent == FOREIGN for u in asked) / max(1, len(pairs)),
        [u.foreignness for u in strange],
        [u.foreignness for u in asked],
    )


def perform(
    name: str, reader: Reader, kept_out: Sequence[Example], foreign: Sequence[str], in_domain: Sequence[str]
) -> Performance:
    """Let a reader read the examples that were kept out of its training, and the rest."""
    understood = reader.read([e.text for e in kept_out])
    split = Evaluation(
        kept_out,
        [e.intent for e in kept_out],
        [u.intent for u in understood],
        entity_scores(kept_out, [u.spans for u in understood]),
        sum(u.asked_back for u in understood),
    )
    return Performance(name, split, score_held_out(reader, foreign, in_domain))
