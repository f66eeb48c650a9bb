"""Writes the examples that the encoder is fine-tuned on, one a line as intent, tab, masked text.

    .venv/bin/python encoder/examples.py FOLD > examples.tsv

Those of the fold are left out (0 to 4; 0 is the fixed split of `rolewise evaluate`), and what the tests read unseen.
"""

from __future__ import annotations

import sys

from bot.evaluation.examples import FOLDS, fold_of, held_out_sets, not_among, read_examples
from bot.model import DATA
from bot.nlu.questions import SEVERAL
from bot.nlu.recognizer import mask
from bot.nlu.shared import recognizer


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in map(str, range(FOLDS)):
        sys.exit(__doc__)
    foreign, asked = held_out_sets()
    unseen = [*foreign, *(line.split("\t", 1)[1] for line in asked)]
    for example in not_among(read_examples(DATA / "nlu"), unseen):
        if example.intent != SEVERAL and fold_of(example.text) != int(sys.argv[1]):
            print(example.intent, mask(example.text, recognizer().mentions(example.text)), sep="\t")


if __name__ == "__main__":
    main()
