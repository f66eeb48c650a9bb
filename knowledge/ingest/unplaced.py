"""What an article says that could not be placed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unplaced:
    """A line, or a sentence of it, that was left out, and why; `line_no` counts from 1."""

    line_no: int
    text: str
    reason: str
