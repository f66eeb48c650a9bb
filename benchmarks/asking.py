"""Questions in ever other words of the same kind, answered by the actions and by pandas, and how long that takes."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.context import Context
from actions.dispatch import answer
from actions.question import Entity, Question
from knowledge.store import Store

_MARKED = re.compile(r"\[([^\]]+)\]\((\w+)\)")
_NUMBERS = ("year", "amount", "over")


@dataclass(frozen=True)
class Kind:
    """A kind of question: `words` makes one of it, with what is recognised marked as in training data, `[DE](place)`;
    `by_pandas` answers it from a frame and what is marked."""

    name: str
    intent: str
    words: Callable[[random.Random], str]
    by_pandas: Callable[[Any, dict[str, list[Any]]], Any]


@dataclass(frozen=True)
class Times:
    """Milliseconds that each question of a kind took: warm, with the store just opened, and by pandas."""

    warm: Sequence[float]
    cold: Sequence[float]
    pandas: Sequence[float]

    def row(self, name: str) -> str:
        slowest = statistics.quantiles(self.warm, n=100, method="inclusive")[98]
        warm, cold, peer = map(statistics.median, (self.warm, self.cold, self.pandas))
        return f"| {name} | {warm:.1f} | {slowest:.1f} | {cold:.1f} | {peer:.1f} | {warm / peer:.2f} |"


HEAD = (
    "| question | median, ms | 99th percentile | first, store just opened | pandas, median | ratio |\n"
    "|---|---|---|---|---|---|"
)


def marked(words: str) -> dict[str, list[Any]]:
    """What is marked, by its kind."""
    found: dict[str, list[Any]] = {}
    for text, kind in _MARKED.findall(words):
        found.setdefault(kind, []).append(int(text) if kind in _NUMBERS else text)
    return found


def question(intent: str, words: str) -> Question:
    """A message as it comes out of the NLU."""
    text, entities, at = "", [], 0
    for match in _MARKED.finditer(words):
        text += words[at : match.start()]
        kind, value = match[2], int(match[1]) if match[2] in _NUMBERS else match[1]
        if kind in ("amount", "over"):
            kind, value = "amount", {"low": value, "high": value if kind == "amount" else None, "currency": None}
        entities.append(Entity(kind, value, match[1], len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    text += words[at:]
    return Question(intent, text, tuple(entities), Context(), text)


def ask(url: str, frame: Any, kind: Kind, warm: int = 100, cold: int = 12) -> Times:
    """Ask different questions of a kind, each of the store and then of pandas, so that both find the machine alike."""
    chance = random.Random(kind.name)
    store = Store(url)
    # The survey's answers and what else all questions need is in memory from here on; what is asked for is not.
    _answered(store, kind, kind.words(chance))
    taken: list[list[float]] = [[], [], []]
    for _ in range(warm):
        words = kind.words(chance)
        taken[0].append(_timed(lambda words=words: _answered(store, kind, words)))  # type: ignore[misc]
        taken[2].append(_timed(lambda words=words: kind.by_pandas(frame, marked(words))))  # type: ignore[misc]
    store.close()
    for _ in range(cold):
        words, fresh = kind.words(chance), Store(url)
        taken[1].append(_timed(lambda words=words, fresh=fresh: _answered(fresh, kind, words)))  # type: ignore[misc]
        fresh.close()
    return Times(*taken)


def _answered(store: Store, kind: Kind, words: str) -> None:
    with store.session() as session:
        reply = answer(question(kind.intent, words), session)
    assert reply.answer.kind in ("answer", "unknown"), (words, reply.answer)


def _timed(run: Callable[[], Any]) -> float:
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000
