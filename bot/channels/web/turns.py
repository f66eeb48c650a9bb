"""One message, one answer: however often it is sent, to whichever process, and whoever hangs up meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

from bot.channels.web.bell import Bell
from bot.channels.web.ledger import Ask, Ledger, Sent
from bot.channels.web.message import Message, bodies, message_event

_LOOK = 0.1


class Turns:
    """`patience`: a message that another process took that many seconds ago was lost with it; a turn takes milliseconds."""

    def __init__(self, ledger: Ledger, ask: Ask, bell: Bell, patience: float) -> None:
        self._ledger = ledger
        self._ask = ask
        self._bell = bell
        self._patience = patience
        self._running: dict[tuple[str, str], asyncio.Task[Sequence[Sent]]] = {}

    async def take(self, conversation: str, message: Message) -> Sequence[Sent]:
        """Return the replies; those kept, where the message was answered before."""
        key = (conversation, message.id)
        content = message.content()
        if key not in self._running:
            if await self._ledger.accept(conversation, message.id, content):
                self._bell.ring(conversation, message_event(message.id, content))
            else:
                kept = await self._elsewhere(conversation, message.id)
                if kept is not None:
                    return kept
        if key not in self._running:
            self._running[key] = asyncio.create_task(self._answer(conversation, message, content))
            self._running[key].add_done_callback(lambda _: self._running.pop(key, None))
        # The answer is kept even where the browser hangs up before it is there.
        return await asyncio.shield(self._running[key])

    async def _elsewhere(self, conversation: str, message_id: str) -> Sequence[Sent] | None:
        """The replies that another process gives; None where it is this one's turn to answer."""
        accepted = await self._ledger.accepted_at(conversation, message_id)
        age = (datetime.now(timezone.utc) - accepted).total_seconds() if accepted else self._patience
        for _ in range(1 + round(max(0.0, self._patience - max(0.0, age)) / _LOOK)):
            kept = await self._ledger.replies_to(conversation, message_id)
            if kept is not None or (conversation, message_id) in self._running:
                return kept
            await asyncio.sleep(_LOOK)
        return None

    async def _answer(self, conversation: str, message: Message, content: dict[str, Any]) -> Sequence[Sent]:
        answers = await self._ask(message.text, conversation, message.id)
        sent = await self._ledger.answered(conversation, message.id, bodies(answers, content))
        self._bell.ring(conversation)
        return sent
