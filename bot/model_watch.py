"""A running server takes a new model as soon as it lies in its folder, between two turns."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from bot.assistant import Assistant
from bot.model import ModelMissing, ModelVersion, newest, versions

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 2.0


class ModelWatch:
    """Looks at the folder of models now and then, and at once when `look` is called."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._folder = assistant.settings.models
        self._seen: frozenset[ModelVersion] = frozenset()
        self._wake = asyncio.Event()

    def look(self) -> None:
        self._wake.set()

    async def run(self) -> None:
        """For as long as the server runs."""
        while True:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._wake.wait(), SECONDS_BETWEEN_LOOKS)
            self._wake.clear()
            await self._swap_if_new()

    async def _swap_if_new(self) -> None:
        present = await asyncio.to_thread(versions, self._folder)
        if present == self._seen:
            return
        self._seen = present
        try:
            found = await asyncio.to_thread(newest, self._folder)
            if self._assistant.model in present and self._assistant.model.path == found:
                return
            await self._assistant.swap(found)
        except ModelMissing as error:
            logger.error("the model in use stays: %s", error)
        else:
            logger.warning("now answering with %s", found.name)
