"""The HTTP server: channels, health and readiness, in one process with model and actions."""

from __future__ import annotations

import gc
import logging
import signal
import socket
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.core.run import close_resources, configure_app
from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.assistant import Assistant
from bot.channels.rest import RestChannel
from bot.conversations.errors import ConversationsUnusable
from bot.listening import BACKLOG
from bot.model_watch import ModelWatch
from bot.nlu.shared import recognizer
from bot.settings import Settings
from bot.web import add_web, secret_of
from bot.workers import Workers
from knowledge.errors import KnowledgeError
from knowledge.store import Store

logger = logging.getLogger(__name__)


def make_app(assistant: Assistant) -> Sanic:
    """Build the Sanic application; Rasa's management API is on only where a token is set."""
    settings = assistant.settings
    app: Sanic = configure_app(
        _channels(assistant),
        enable_api=bool(settings.api_token),
        auth_token=settings.api_token or None,
        port=settings.port,
    )
    app.ctx.agent = assistant.agent
    add_web(app, assistant)

    @app.get("/health", name="live")
    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "live"})

    @app.get("/ready", name="ready")
    async def ready(_: Request) -> HTTPResponse:
        problem = _not_ready(settings, app.ctx.agent)
        return response.json(
            {"status": "not ready", "error": problem} if problem else {"status": "ready"},
            status=503 if problem else 200,
        )

    @app.exception(Exception)  # type: ignore[no-untyped-call]
    async def failed(request: Request, error: Exception) -> HTTPResponse:
        if isinstance(error, SanicException):
            headers = getattr(error, "headers", None)  # which methods are allowed, for one
            return response.json({"error": str(error) or "Refused."}, status=error.status_code, headers=headers)
        if isinstance(error, ConversationsUnusable):
            logger.error("%s %s failed: %s", request.method, request.path, error)
            return response.json({"error": "I cannot keep our conversation now. Please try again soon."}, status=503)
        logger.error("%s %s failed", request.method, request.path, exc_info=error)
        return response.json({"error": "Something went wrong on our side. Please try again."}, status=500)

    @app.after_server_stop
    async def close(app: Sanic, loop: Any) -> None:
        await close_resources(app, loop)
        await assistant.close()

    return app


def _channels(assistant: Assistant) -> list[InputChannel]:
    channels: list[InputChannel] = [RestChannel(assistant.settings.max_message_chars, assistant.inbox)]
    if assistant.settings.socketio:
        # Socket.IO's server is of use to few, so it is imported only for them.
        from bot.channels.socketio import SocketIoChannel

        channels.append(SocketIoChannel())
    return channels


def _not_ready(settings: Settings, agent: Any) -> str | None:
    if not agent.is_ready():
        return "The model is not loaded."
    try:
        Store.open(settings.database_url).version()
    except KnowledgeError as error:
        return str(error)
    return None


def serve(assistant: Assistant, listening: socket.socket, workers: int = 1, telegram: bool = False) -> None:
    """Serve until interrupted, in this process or in several; with `telegram`, that too.

    Raises:
        SettingsRefused: the secret of web conversations cannot be used.
        WorkersFailed: workers end as soon as they start.
    """
    secret_of(assistant.settings)  # what is wrong with it is said here, once, not by every worker
    if workers == 1:
        _run(assistant, listening, telegram=telegram)
        return
    recognizer().mentions("")  # makes the vocabulary, which all workers then share
    recognizer().close()  # a connection must not be shared with the processes that are forked now
    Workers(workers, lambda ended: _run(assistant, listening, ended)).run()


def _stop(app: Sanic, loop: Any, ended: int) -> None:
    loop.remove_reader(ended)
    app.stop()  # type: ignore[no-untyped-call]


def _run(assistant: Assistant, listening: socket.socket, ended: int | None = None, telegram: bool = False) -> None:
    """Serve until interrupted, or until `ended` can be read."""
    gc.collect()
    gc.freeze()  # model and libraries stay; collections then go through what turns leave behind, and nothing else
    app = make_app(assistant)
    if telegram:
        from bot.telegram import add_telegram

        add_telegram(app, assistant)
    watch = ModelWatch(assistant)

    @app.after_server_start
    async def watch_models(app: Sanic, loop: Any) -> None:
        app.ctx.watching = loop.create_task(watch.run())
        loop.add_signal_handler(signal.SIGHUP, watch.look)
        if ended is not None:
            loop.add_reader(ended, _stop, app, loop, ended)

    @app.before_server_stop
    async def stop_watching(app: Sanic, _: Any) -> None:
        app.ctx.watching.cancel()

    app.run(sock=listening, workers=1, access_log=False, motd=False, backlog=BACKLOG)
