"""The assistant in one process: conversations apart, each in order, at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from actions.plain_text import plain_text
from bot.assistant import Assistant
from bot.inbox import Inbox
from bot.settings import Settings

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


def test_a_conversation_goes_on_after_a_restart(assistant: Assistant, settings: Settings, run: Run) -> None:
    async def dialogue() -> str:
        await assistant.ask("What does a data science manager earn?", "restarted")
        again = Assistant.load(settings)
        (answer,) = await again.ask("and the tools?", "restarted")
        await again.close()
        return plain_text(answer)

    assert "Jira" in run(dialogue())


def test_a_message_that_is_asked_again_by_its_id_is_not_handled_again(
    assistant: Assistant, settings: Settings, run: Run
) -> None:
    """A process may be killed after the turn and before the reply was sent; the next one has only the record."""

    async def dialogue() -> tuple[Any, ...]:
        await assistant.ask("What does a data science manager earn?", "again", message_id="1")
        first = await assistant.ask("and the tools?", "again", message_id="2")
        other = Assistant.load(settings)
        second = await other.ask("and the tools?", "again", message_id="2")
        rows = len((await other.agent.tracker_store.retrieve("again")).events)
        third = await assistant.ask("and the tools?", "again", message_id="2")
        assert len((await assistant.agent.tracker_store.retrieve("again")).events) == rows
        await other.close()
        return first, second, third

    first, second, third = run(dialogue())
    assert first == second == third
    assert "Jira" in plain_text(first[0])


def test_a_forgotten_conversation_is_a_new_one(assistant: Assistant, settings: Settings, run: Run) -> None:
    async def dialogue() -> None:
        await assistant.inbox.accept("forgotten", "1", {})
        await assistant.ask("What does a data science manager earn?", "forgotten")
        await assistant.forget("forgotten")
        (answer,) = await assistant.ask("and the tools?", "forgotten")
        assert answer.kind == "question"
        inbox = Inbox.open(settings.conversations_url)
        assert await inbox.history("forgotten") == []
        await inbox.close()

    run(dialogue())
