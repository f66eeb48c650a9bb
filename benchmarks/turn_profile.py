"""Where the time of a turn goes, measured in this process by watching its parts."""

from __future__ import annotations

import asyncio
import functools
import inspect
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from bot import local_action
from bot.assistant import Assistant
from bot.settings import Settings


def parts_of_a_turn(settings: Settings, questions: Sequence[str], turns: int) -> dict[str, float]:
    """Mean milliseconds of each part; `everything else` is Rasa's bookkeeping and the hand-over between threads."""
    assistant = Assistant.load(settings)
    processor, store = assistant.agent.processor, assistant.agent.tracker_store
    spent: dict[str, float] = defaultdict(float)
    watched = [
        (processor, "_parse_message_with_graph", "understanding (NLU pipeline)"),
        (processor, "_predict_next_with_tracker", "policies"),
        (local_action, "_run", "the action: SQL on the knowledge store, the answer"),
        (store, "retrieve", "reading the conversation"),
        (store, "save", "saving the conversation"),
        (processor, "run_action_extract_slots", "slot extraction"),
    ]
    originals = [(owner, name, getattr(owner, name)) for owner, name, _ in watched]
    for (owner, name, part), (_, _, function) in zip(watched, originals):
        setattr(owner, name, _watched(function, part, spent))

    async def play() -> float:
        for number in range(20):
            await assistant.ask(questions[number % len(questions)], f"warm-{number}")
        spent.clear()
        started = time.perf_counter()
        for number in range(turns):
            await assistant.ask(questions[number % len(questions)], f"profile-{number // 10}")
        whole = time.perf_counter() - started
        await assistant.close()
        return whole

    whole = asyncio.run(play())
    for owner, name, function in originals:
        setattr(owner, name, function)
    parts = {part: seconds * 1000 / turns for part, seconds in spent.items()}
    parts["everything else"] = whole * 1000 / turns - sum(parts.values())
    return dict(sorted(parts.items(), key=lambda item: -item[1]))


def _watched(function: Callable[..., Any], part: str, spent: dict[str, float]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def waiting(*arguments: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return await function(*arguments, **options)
            finally:
                spent[part] += time.perf_counter() - started

        return waiting

    @functools.wraps(function)
    def calling(*arguments: Any, **options: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            spent[part] += time.perf_counter() - started

    return calling
