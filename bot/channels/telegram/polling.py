"""Updates fetched by long polling, which needs no public address."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.bridge import Bridge
from bot.channels.telegram.incoming import ALLOWED
from bot.channels.telegram.insist import seconds

logger = logging.getLogger(__name__)
_WAIT = 25  # seconds that Telegram holds a request open
_LONGEST_PAUSE = 30.0
_STORE_PAUSE = 2.0
_TOO_SOON = 0.2


async def poll(bridge: Bridge) -> None:
    """Fetch updates until cancelled; each is stored before the next request acknowledges it.

    Raises:
        InvalidToken: the token is no longer known.
    """
    await _no_webhook(bridge)
    offset: int | None = None
    failures = 0
    loop = asyncio.get_running_loop()
    while True:
        asked = loop.time()
        try:
            updates = await bridge.bot.get_updates(offset, timeout=_WAIT, allowed_updates=ALLOWED)
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
            continue
        except TelegramError as error:
            if isinstance(error, InvalidToken):
                await _check_token(bridge)
            if isinstance(error, Conflict) and "webhook" in str(error).lower():
                await _no_webhook(bridge)
            failures += 1
            if failures in (3, 30):
                logger.warning("Telegram cannot be asked for updates, trying again: %s", error)
            await asyncio.sleep(min(_LONGEST_PAUSE, 0.25 * 2.0 ** min(failures, 8)))
            continue
        failures = 0
        try:
            await bridge.accept_all(updates)
        except Exception:
            # Not stored, so not acknowledged: they come again.
            logger.exception("updates could not be stored")
            await asyncio.sleep(_STORE_PAUSE)
            continue
        if updates:
            offset = max(update.update_id for update in updates) + 1
        elif loop.time() - asked < _TOO_SOON:
            await asyncio.sleep(_TOO_SOON)  # a server that does not hold requests open must not be flooded


async def _no_webhook(bridge: Bridge) -> None:
    """Take away a webhook: Telegram refuses polling while there is one, and then this is done again."""
    try:
        await bridge.bot.delete_webhook()
    except TelegramError as error:
        logger.info("the webhook could not be taken away: %s", error)


async def _check_token(bridge: Bridge) -> None:
    """Raise InvalidToken where the token is no longer known; other methods give that error for other reasons too."""
    try:
        await bridge.bot.get_me()
    except InvalidToken:
        raise
    except TelegramError as error:
        logger.info("the token could not be checked: %s", error)
