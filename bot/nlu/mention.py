"""A place in a message where something of a known kind is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mention:
    """`value` is what the store calls it; `also` holds other readings of the same words, as (kind, value)."""

    kind: str
    value: Any
    start: int
    end: int
    confidence: float = 1.0
    also: tuple[tuple[str, Any], ...] = ()

    def overlaps(self, other: Mention) -> bool:
        return self.start < other.end and other.start < self.end


def longest_first(mentions: list[Mention]) -> list[Mention]:
    """Keep of overlapping mentions the longest, of equal ones the first given; ordered by place."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start - m.end):
        if not any(mention.overlaps(other) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
