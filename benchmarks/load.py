"""Conversations at once, as a client sees them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True)
class Load:
    """`milliseconds` of each turn, `seconds` of all of them together."""

    milliseconds: list[float]
    seconds: float

    @property
    def turns_a_second(self) -> float:
        return len(self.milliseconds) / self.seconds


def converse(url: str, conversations: int, turns: int, questions: Sequence[str], name: str) -> Load:
    """Let `conversations` persons say `turns` messages each, every one as soon as the one before is answered."""

    async def person(session: aiohttp.ClientSession, number: int, times: list[float]) -> None:
        for turn in range(turns):
            body = {"sender": f"{name}-{number}", "message": questions[(number + turn) % len(questions)]}
            started = time.perf_counter()
            async with session.post(url, json=body) as response:
                response.raise_for_status()
                await response.read()
            times.append((time.perf_counter() - started) * 1000)

    async def all_of_them() -> Load:
        times: list[float] = []
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=600)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            started = time.perf_counter()
            await asyncio.gather(*(person(session, number, times) for number in range(conversations)))
            return Load(times, time.perf_counter() - started)

    return asyncio.run(all_of_them())
