"""Every example, read by a model that has not seen it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.examples import Example, fold_of
from bot.evaluation.reader import Reader, Understood
from bot.evaluation.scores import Evaluation, entity_scores


def cross_validate(examples: Sequence[Example], readers: Sequence[Reader]) -> Evaluation:
    """`readers[n]` was trained on the examples of all folds but the n-th."""
    understood: dict[int, Understood] = {}
    for fold, reader in enumerate(readers):
        places = [place for place, example in enumerate(examples) if fold_of(example.text) == fold]
        understood.update(zip(places, reader.read([examples[place].text for place in places])))
    in_order = [understood[place] for place in range(len(examples))]
    return Evaluation(
        examples,
        [e.intent for e in examples],
        [u.intent for u in in_order],
        entity_scores(examples, [u.spans for u in in_order]),
        sum(u.asked_back for u in in_order),
    )
