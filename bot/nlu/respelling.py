"""A message as it was meant: slips put right outside of what was recognised, courtesies left out, and recognised once more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.courtesy import courtesies
from bot.nlu.mention import Mention
from bot.nlu.recognizer import KEPT, Recognizer
from bot.nlu.spelling import Slip, Spelling, replaced


@dataclass(frozen=True)
class Respelling:
    """`text` is what was meant, `mentions` what is named there, `slips` what stood in the `typed` text instead.

    What was left out is a slip too, for no word.
    """

    typed: str
    text: str
    mentions: list[Mention]
    slips: tuple[Slip, ...] = ()

    @property
    def courteous(self) -> bool:
        """Whether courtesies were left out."""
        return any(not word for _, _, word in self.slips)

    def typed_at(self, start: int, end: int) -> tuple[int, int]:
        """Where the part of `text` from `start` to `end` stands in what was typed; a corrected word is taken whole."""
        return self._typed_place(start, at_end=False), self._typed_place(end, at_end=True)

    def _typed_place(self, place: int, at_end: bool) -> int:
        moved = 0
        for start, end, word in self.slips:
            if place < start + moved or (place == start + moved and (word or at_end)):
                break
            if place < start + moved + len(word):
                return end if at_end else start
            moved += len(word) - (end - start)
        return place - moved


def respelt(
    text: str, mentions: list[Mention], spelling: Spelling, recognizer: Recognizer, courteous: bool = False
) -> Respelling:
    """Put right the slips in `text`, in which `mentions` were recognised, and leave out courtesies unless `courteous`."""
    named = [(m.start, m.end, m.kind) for m in mentions if m.kind not in KEPT]
    # "Resp?" is a facet as it is written, and no slip for "rest".
    known = [m for m in mentions if m.kind in KEPT and m.confidence == 1.0]
    left_out = [] if courteous else courtesies(text)
    slips = [
        (start, end, word)
        for start, end, word in spelling.slips_in(text, named)
        if not any(m.start <= start < m.end for m in known)
        and not any(first <= start < last for first, last in left_out)
    ]
    slips = sorted([*slips, *((start, end, "") for start, end in left_out)])
    if not slips:
        return Respelling(text, text, mentions)
    meant = replaced(text, slips)
    return Respelling(text, meant, recognizer.mentions(meant), tuple(slips))
