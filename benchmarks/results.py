"""What one run of the comparison found."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field


@dataclass
class Side:
    """One bot's figures; times of turns in milliseconds."""

    name: str
    install_mib: float = 0.0
    train_seconds: float = 0.0
    start_seconds: list[float] = field(default_factory=list)
    resident_mib: float = 0.0
    new: list[float] = field(default_factory=list)
    alternating: list[float] = field(default_factory=list)
    long: list[float] = field(default_factory=list)
    turns_a_second: dict[int, list[float]] = field(default_factory=dict)
    under_load: dict[int, list[float]] = field(default_factory=dict)
    right: int = 0

    def rate(self, conversations: int) -> float:
        return statistics.median(self.turns_a_second[conversations])


@dataclass
class Results:
    stock: Side
    rolewise: Side
    two_workers: Side
    floor: list[float]
    questions: int
    stock_epochs: int
    stock_trained: str
    parts: dict[str, float]
    long_turns: dict[str, list[float]]
    quick: bool


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of `values` lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
