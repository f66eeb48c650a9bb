"""A message as it was meant: slips put right outside of what was recognised, and recognised once more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.mention import Mention
from bot.nlu.recognizer import KEPT, Recognizer
from bot.nlu.spelling import Slip, Spelling, replaced


@dataclass(frozen=True)
class Respelling:
    """`text` is what was meant, `mentions` what is named there, `slips` what stood in the `typed` text instead."""

    typed: str
    text: str
    mentions: list[Mention]
    slips: tuple[Slip, ...] = ()

    def typed_at(self, start: int, end: int) -> tuple[int, int]:
        """Where the part of `text` from `start` to `end` stands in what was typed; a corrected word is taken whole."""
        return self._typed_place(start, at_end=False), self._typed_place(end, at_end=True)

    def _typed_place(self, place: int, at_end: bool) -> int:
        moved = 0
        for start, end, word in self.slips:
            if place <= start + moved:
                break
            if place < start + moved + len(word):
                return end if at_end else start
            moved += len(word) - (end - start)
        return place - moved


def respelt(text: str, mentions: list[Mention], spelling: Spelling, recognizer: Recognizer) -> Respelling:
    """Put right the slips in `text`, in which `mentions` were recognised."""
    named = [(m.start, m.end, m.kind) for m in mentions if m.kind not in KEPT]
    # "Resp?" is a facet as it is written, and no slip for "rest".
    known = [m for m in mentions if m.kind in KEPT and m.confidence == 1.0]
    slips = tuple(s for s in spelling.slips_in(text, named) if not any(m.start <= s[0] < m.end for m in known))
    if not slips:
        return Respelling(text, text, mentions)
    meant = replaced(text, slips)
    return Respelling(text, meant, recognizer.mentions(meant), slips)
