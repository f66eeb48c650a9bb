"""Telegram joined to the assistant: token, bridge, alerts, and how updates come in."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sanic import Sanic
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from actions.answer import Answer
from bot.alert_wording import alerts as list_of_alerts
from bot.alert_wording import cancelled
from bot.alerts import Alerts
from bot.assistant import Assistant
from bot.channels.telegram import webhook
from bot.channels.telegram.addresses import PREFIX
from bot.channels.telegram.bridge import Bridge
from bot.channels.telegram.insist import seconds
from bot.channels.telegram.pace import Limits
from bot.channels.telegram.polling import poll
from bot.channels.telegram.ports import Turn
from bot.channels.telegram.request import Request
from bot.settings import Settings
from bot.telegram_ledger import TelegramLedger
from bot.telegram_token import TokenRefused, checked
from knowledge.store import Store

logger = logging.getLogger(__name__)
_CONNECTIONS = 128
_LONGEST_PAUSE = 60.0
_PATIENCE = 10.0  # seconds


class Answering:
    """The assistant as Telegram's channel sees it: it can write first, so alerts are kept."""

    def __init__(self, assistant: Assistant, alerts: Alerts) -> None:
        self._assistant = assistant
        self._alerts = alerts

    async def ask(self, text: str, conversation: str, message_id: str, context: dict[str, Any] | None) -> Turn:
        turn = await self._assistant.turn(text, conversation, "telegram", True, message_id, context)
        return Turn([await self._heeded(answer, conversation) for answer in turn.answers], turn.context)

    async def alerts(self, conversation: str) -> Answer:
        return list_of_alerts([(s.id, s.title) for s in await self._alerts.of(conversation)])

    async def cancel_alert(self, conversation: str, number: str) -> Answer:
        number = number.strip()
        if number != "all" and not number.isdecimal():
            return await self.alerts(conversation)
        found = await self._alerts.cancel(conversation, None if number == "all" else int(number))
        return cancelled([s.title for s in found])

    async def forget(self, conversation: str) -> None:
        await self._alerts.forget(conversation)
        await self._assistant.forget(conversation, messages=False)

    async def gone(self, conversation: str) -> None:
        await self._alerts.forget(conversation)

    async def _heeded(self, answer: Answer, conversation: str) -> Answer:
        """Do what the answer says of alerts."""
        if answer.alert is None:
            return answer
        if answer.alert.what == "list":
            return await self.alerts(conversation)
        await self._alerts.subscribe(conversation, answer.alert)
        return answer


class Telegram:
    """One bot; all of it runs in one event loop."""

    def __init__(self, assistant: Assistant) -> None:
        settings = assistant.settings
        self.settings = settings
        database = assistant.database
        database.create_tables()
        store = Store.open(settings.database_url)
        self._alerts = Alerts(database, store, timedelta(minutes=settings.alerts_minutes))
        limits = Limits(settings.telegram_chat_rate, settings.telegram_group_rate, settings.telegram_overall_rate)
        self.bridge = Bridge(
            make_bot(settings), Answering(assistant, self._alerts), assistant.inbox, TelegramLedger(database), limits
        )
        self.running = False

    async def run(self, started: Callable[[str], Any] = lambda name: None) -> None:
        """Work until cancelled: poll, or wait for the webhook's updates. `started` is told the bot's name.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        try:
            await self._insist(self.bridge.start)
            if self.settings.telegram_webhook_url:
                url, secret = self.settings.telegram_webhook_url, webhook_secret(self.settings)
                await self._insist(lambda: webhook.register(self.bridge, url, secret))
            self.running = True
            started(f"@{self.bridge.bot.username}")
            watch = asyncio.create_task(self._watch())
            try:
                if self.settings.telegram_webhook_url:
                    await watch
                else:
                    await poll(self.bridge)
            finally:
                watch.cancel()
                await asyncio.gather(watch, return_exceptions=True)
        except InvalidToken as error:
            raise TokenRefused from error
        finally:
            self.running = False
            await self.bridge.close()

    async def _insist(self, step: Callable[[], Any]) -> None:
        """Repeat a step of the start until Telegram can be reached."""
        failures = 0
        while True:
            try:
                return await step()  # type: ignore[no-any-return]
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except TelegramError as error:
                failures += 1
                if failures in (1, 10):
                    what = "refuses" if isinstance(error, BadRequest) else "cannot be reached yet"
                    logger.warning("Telegram %s, trying again: %s", what, error)
                await asyncio.sleep(min(_LONGEST_PAUSE, 0.25 * 2.0 ** min(failures, 9)))

    async def _watch(self) -> None:
        """Look for new listings from time to time."""
        while True:
            try:
                for digest in await self._alerts.due():
                    if digest.conversation.startswith(PREFIX):
                        self.bridge.take(digest)
            except Exception:
                # A store that is being replaced, say: the next look may go better.
                logger.exception("new listings could not be looked for")
            await asyncio.sleep(self.settings.alerts_check_seconds)


def make_bot(settings: Settings) -> Bot:
    """A client of the Bot API; nothing is sent before it is initialised.

    Raises:
        TokenRefused: there is no token, or it cannot be one.
    """
    token = checked(settings.telegram_token)
    # Their lines at level INFO hold the address, and with it the token.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)

    def request() -> Request:
        return Request(
            connection_pool_size=_CONNECTIONS, read_timeout=settings.telegram_timeout,
            write_timeout=settings.telegram_timeout, connect_timeout=10.0, pool_timeout=60.0,
        )  # fmt: skip

    base = settings.telegram_api_url.rstrip("/")
    return Bot(
        token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot",
        request=request(), get_updates_request=request(),
    )  # fmt: skip


def webhook_secret(settings: Settings) -> str:
    return settings.telegram_webhook_secret or webhook.secret_of(settings.telegram_token)


async def check_token(settings: Settings) -> None:
    """Ask Telegram once whether it knows the token; if it cannot be reached soon, that is left for later.

    Raises:
        TokenRefused: there is no token, or Telegram does not know it.
    """
    bot = make_bot(settings)
    try:
        await asyncio.wait_for(bot.initialize(), _PATIENCE)
    except InvalidToken as error:
        raise TokenRefused from error
    except (TelegramError, asyncio.TimeoutError):
        return
    finally:
        with contextlib.suppress(TelegramError, RuntimeError):
            await bot.shutdown()


async def run_until_stopped(assistant: Assistant, started: Callable[[str], Any]) -> None:
    """Run without a web server until Ctrl-C or a signal to end; what is being sent is brought to its end.

    Raises:
        TokenRefused: Telegram does not know the token.
    """
    task = asyncio.ensure_future(Telegram(assistant).run(started))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


def add_telegram(app: Sanic, assistant: Assistant) -> None:
    """Run Telegram beside the web, on the same model; if it fails, the web goes on."""
    settings = assistant.settings
    running: dict[str, Any] = {}

    def ready() -> Bridge | None:
        telegram = running.get("telegram")
        return telegram.bridge if telegram is not None and telegram.running else None

    if settings.telegram_webhook_url:
        app.blueprint(webhook.route(settings.telegram_webhook_url, webhook_secret(settings), ready))

    @app.after_server_start
    async def start(app: Sanic, loop: Any) -> None:
        running["telegram"] = Telegram(assistant)
        running["task"] = asyncio.create_task(_guarded(running["telegram"]))

    @app.before_server_stop
    async def stop(app: Sanic, loop: Any) -> None:
        task = running.get("task")
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _guarded(telegram: Telegram) -> None:
    try:
        await telegram.run(lambda name: logger.info("Telegram: %s", name))
    except TokenRefused as error:
        logger.error("%s", error)
    except Exception:
        logger.exception("Telegram ended; the web goes on")
