"""Calls that do no harm if made twice, and that are not worth more than a few tries."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

logger = logging.getLogger(__name__)
_TRIES = 5


async def insist(call: Callable[[], Awaitable[Any]]) -> bool:
    """Make a call until it succeeds, for a few times; whether it did."""
    for attempt in range(_TRIES):
        try:
            await call()
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
        except (BadRequest, Forbidden, InvalidToken) as error:
            logger.info("Telegram refused: %s", error)  # too old, not changed, or a method that it does not have
            return False
        except TelegramError as error:
            logger.info("a call failed: %s", error)
            await asyncio.sleep(0.2 * 2**attempt)
        else:
            return True
    return False


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
