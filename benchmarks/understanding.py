"""What it costs to understand a message, with 100, 10,000 and 100,000 terms in the store.

Run: python -m benchmarks.understanding [TERMS ...]
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date

from bot.assistant import Assistant
from bot.settings import Settings
from knowledge.build import build
from knowledge.document import Document, SourceEntry, TermEntry
from knowledge.load import load
from knowledge.store import Store
from knowledge.vocabulary_file import read_vocabulary

TERMS = (100, 10_000, 100_000)
MESSAGES = [
    "What does a data science manager earn?", "and the tools?", "hi there", "remote jobs over 120k in New York",
    "which role needs PyTorch and TensorFlow?", "what skils does a mashine lerning engineer need", "open the second one",
    "compare a data engineer with a data scientist", "who won the world cup in 1998", "is a PhD a must",
]  # fmt: skip
_ROUNDS = 60


def names(count: int, seed: int = 1) -> list[str]:
    """`count` made-up names of one to three words, each once."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ix", "os")]
    found: dict[str, None] = {}
    while len(found) < count:
        words = (
            "".join(chance.choices(syllables, k=chance.choice((2, 3, 4)))) for _ in range(chance.choice((1, 1, 2, 3)))
        )
        found[" ".join(words).capitalize()] = None
    return list(found)


async def measure(assistants: list[Assistant]) -> list[tuple[list[float], float]]:
    """For each assistant the milliseconds of every message, and the seconds of a first one, which reads the vocabulary.

    They take turns message by message: how busy the machine is besides is then the same for all.
    """
    from rasa.core.channels.channel import UserMessage

    async def seconds(assistant: Assistant, text: str) -> float:
        started = time.perf_counter()
        await assistant.agent.processor.parse_message(UserMessage(text))
        return time.perf_counter() - started

    firsts = [await seconds(assistant, "hello") for assistant in assistants]
    taken: list[list[float]] = [[] for _ in assistants]
    for number in range(_ROUNDS * len(MESSAGES)):
        for assistant, own in zip(assistants, taken):
            own.append(await seconds(assistant, MESSAGES[number % len(MESSAGES)]) * 1_000)
    for assistant in assistants:
        await assistant.close()
    return [(own[len(MESSAGES) :], first) for own, first in zip(taken, firsts)]


def with_terms(size: int, folder: str, settings: Settings) -> Settings:
    """Settings with a store in `folder` that has so many terms more."""
    url = f"sqlite:///{folder}/{size}.db"
    build(url, settings.sources)
    store, vocabulary = Store.open(url), read_vocabulary()
    source = SourceEntry(slug="made-up", title="Made-up terms", published=date(2026, 1, 1))
    with store.transaction() as session:
        terms = tuple(TermEntry(name=name, kind="tool") for name in names(size))
        load(session, Document(source=source, terms=terms), vocabulary)
    store.close()
    return settings.copy(update={"database_url": url, "conversations_url": "sqlite://"})


def main(sizes: list[int]) -> None:
    """Print the times at each number of terms, and as multiples of those at the smallest."""
    settings, smallest = Settings.read(os.environ), 0.0
    with tempfile.TemporaryDirectory() as folder:
        assistants = [Assistant.load(with_terms(size, folder, settings)) for size in sizes]
        for size, (taken, first) in zip(sizes, asyncio.run(measure(assistants))):
            median = statistics.median(taken)
            smallest = smallest or median
            print(
                f"{size:>7,} terms: median {median:.2f} ms ({median / smallest:.2f} times that at {sizes[0]:,}), "
                f"99% {statistics.quantiles(taken, n=100)[98]:.2f} ms; the vocabulary read in {first:.1f} s"
            )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(TERMS))
