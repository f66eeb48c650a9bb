"""The assistant in one process: conversations apart, each in order, at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from actions.plain_text import plain_text
from bot.assistant import Assistant

Run = Callable[[Awaitable[Any]], Any]


def test_conversations_at_the_same_time_stay_apart(assistant: Assistant, run: Run) -> None:
    async def one(number: int, role: str, pay: str) -> None:
        name = f"apart-{number}"
        await assistant.ask(f"Tell me about a {role}", name)
        (answer,) = await assistant.ask("what do they earn?", name)
        assert pay in plain_text(answer)

    async def all_of_them() -> None:
        pairs = [("data science manager", "189,750"), ("machine learning engineer", "184,750")]
        await asyncio.gather(*(one(i, *pairs[i % 2]) for i in range(20)))

    run(all_of_them())


def test_quick_messages_of_one_conversation_are_answered_in_order_and_soon(assistant: Assistant, run: Run) -> None:
    """Rasa's own lock lets the second of two wait for a second."""
    questions = ["What does a data science manager earn?", "and the tools?", "what about education", "and the outlook?"]

    async def all_at_once() -> list[str]:
        return [plain_text(a) for (a,) in await asyncio.gather(*(assistant.ask(q, "quick") for q in questions))]

    started = time.perf_counter()
    answers = run(all_at_once())
    assert time.perf_counter() - started < 1
    for answer, part in zip(answers, ("189,750", "Jira", "Business Administration", "Bureau of Labor")):
        assert part in answer


def test_a_turn_is_answered_by_one_action_of_one_rule(talk: Callable[[str], Any]) -> None:
    trace = talk("What does a data analyst earn?").trace
    assert (trace.intent, trace.action, trace.policy) == ("ask_salary", "action_salary", "RulePolicy")
    assert ("role", "Data Analyst") in trace.entities
    assert trace.slots["roles"] == ["Data Analyst"]
    assert 0 < trace.confidence <= 1
    assert trace.milliseconds > 0
