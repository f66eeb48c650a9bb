"""Pictures of replies, drawn beside the event loop and one at a time: each takes a good part of a second."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from typing import Any

from actions.answer import Answer, Table
from bot.channels import picture
from bot.channels.telegram import table_picture

_AT_HAND = 64


class Drawing:
    """Keeps the last pictures at hand: many people ask the same."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._one = asyncio.Lock()

    async def png(self, block: dict[str, Any]) -> bytes:
        """The picture of a chart or a table, given as the block of an answer."""
        key = json.dumps(block, sort_keys=True)
        async with self._one:
            if key not in self._drawn:
                self._drawn[key] = await asyncio.to_thread(draw, block)
            self._drawn.move_to_end(key)
            if len(self._drawn) > _AT_HAND:
                self._drawn.popitem(last=False)
            return self._drawn[key]


def draw(block: dict[str, Any]) -> bytes:
    """The PNG of a chart or a table, given as the block of an answer."""
    (shown,) = Answer.from_dict({"kind": "answer", "blocks": [block], "buttons": [], "sources": []}).blocks
    if isinstance(shown, Table):
        return table_picture.png(shown)
    return picture.png(shown)  # type: ignore[arg-type]
