"""The events of one conversation as they happen, whichever process makes them (server-sent events)."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.web.bell import Bell
from bot.channels.web.ledger import Ledger, Received, Sent
from bot.channels.web.message import message_event, reply_event

Send = Callable[[str], Awaitable[Any]]

# How often to look for what other processes have answered: soon while people talk, seldom while they do not.
_LOOK_SOON = 0.2
_LOOK_SELDOM = 2.0
_TALKING = 30.0
# Proxies cut connections that are silent for a minute; browsers then think that the server lives.
_HEARTBEAT = 15.0
_LONGEST_HISTORY = 400


async def stream(ledger: Ledger, bell: Bell, conversation: str, after: int, send: Send) -> None:
    """Send all that came after the reply numbered `after`, `ready`, and then what happens, until the client leaves."""
    with bell.listen(conversation) as queue:
        last = await _catch_up(ledger, conversation, after, send)
        talked = beat = time.monotonic()
        while not bell.closed:
            talking = time.monotonic() - talked < _TALKING
            try:
                event = await asyncio.wait_for(queue.get(), _LOOK_SOON if talking else _LOOK_SELDOM)
            except asyncio.TimeoutError:
                event = None
            if event is not None:
                await send(_event("message", event))
                talked = beat = time.monotonic()
            for reply in await ledger.replies(conversation, last):
                last = reply.number
                await send(_reply(reply))
                talked = beat = time.monotonic()
            if time.monotonic() - beat > _HEARTBEAT:
                await send(": still here\n\n")
                beat = time.monotonic()


async def _catch_up(ledger: Ledger, conversation: str, after: int, send: Send) -> int:
    """Send what the client lacks; return the number of the last reply."""
    if after:
        # From one before: whether the client's last reply is there tells whether it is still the same conversation.
        replies = list(await ledger.replies(conversation, after - 1))
        last = replies[-1].number if replies else 0
        for reply in replies:
            if reply.number > after:
                await send(_reply(reply))
    else:
        last = 0
        for item in (await ledger.history(conversation))[-_LONGEST_HISTORY:]:
            if isinstance(item, Sent):
                last = max(last, item.number)
                await send(_reply(item))
            elif isinstance(item, Received):
                await send(_event("message", message_event(item.message_id, item.content)))
    await send(_event("ready", {"last": last}))
    return last


def _reply(reply: Sent) -> str:
    return f"id: {reply.number}\n{_event('reply', reply_event(reply))}"


def _event(name: str, data: dict[str, Any]) -> str:
    # JSON without line breaks, which would end the event.
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
