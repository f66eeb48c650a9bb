"""The HTTP server: channels, health and readiness, in one process with model and actions."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.channels.channel import InputChannel
from rasa.core.run import close_resources, configure_app
from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.assistant import Assistant
from bot.channels.rest import RestChannel
from bot.settings import Settings
from bot.web import add_web
from knowledge.errors import KnowledgeError
from knowledge.store import Store

logger = logging.getLogger(__name__)


def make_app(assistant: Assistant) -> Sanic:
    """Build the Sanic application; Rasa's management API is on only where a token is set."""
    settings = assistant.settings
    app: Sanic = configure_app(
        _channels(settings),
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
            return response.json({"error": str(error) or "Refused."}, status=error.status_code)
        logger.error("%s %s failed", request.method, request.path, exc_info=error)
        return response.json({"error": "Something went wrong on our side. Please try again."}, status=500)

    @app.after_server_stop
    async def close(app: Sanic, loop: Any) -> None:
        await close_resources(app, loop)

    return app


def _channels(settings: Settings) -> list[InputChannel]:
    channels: list[InputChannel] = [RestChannel(settings.max_message_chars)]
    if settings.socketio:
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


def serve(assistant: Assistant, telegram: bool = False) -> None:
    """Serve until interrupted; with `telegram`, that too."""
    app = make_app(assistant)
    if telegram:
        from bot.telegram import add_telegram

        add_telegram(app, assistant)
    app.run(host=assistant.settings.host, port=assistant.settings.port, workers=1, access_log=False, motd=False)
