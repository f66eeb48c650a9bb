"""Updates that Telegram sends to a route of our own."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from telegram import Update

from bot.channels.telegram.bridge import Bridge
from bot.channels.telegram.incoming import ALLOWED
from bot.channels.telegram.request import readable

logger = logging.getLogger(__name__)
PATH = "/webhooks/telegram"
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_UPDATE_BYTES = 1_000_000


def public_url(url: str) -> str:
    """The address to register: `url`, with our own path where it has none."""
    return url.rstrip("/") + PATH if urlsplit(url).path in ("", "/") else url


def secret_of(token: str) -> str:
    """A secret that is the same after a restart, and tells nothing of the token."""
    return hmac.new(token.encode(), b"rolewise webhook", hashlib.sha256).hexdigest()


def route(url: str, secret: str, bridge: Callable[[], Bridge | None]) -> Blueprint:
    """`POST` of one update at the path of `url`: 200 once it is stored, so that Telegram sends it again otherwise."""
    routes = Blueprint("telegram_webhook")

    @routes.route(urlsplit(public_url(url)).path, methods=["POST"], name="update")
    async def receive(request: Request) -> HTTPResponse:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode("utf8", "surrogateescape"), secret.encode()):
            return response.json({"error": "The secret token is missing or wrong."}, status=403)
        ready = bridge()
        if ready is None:
            return response.json({"error": "Not ready yet."}, status=503)
        try:
            body = readable(request.json) if len(request.body) <= _UPDATE_BYTES else None
        except SanicException:
            body = None
        if body is None:
            return response.json({"error": "The body is no update."}, status=400)
        await ready.accept(Update.de_json(body, ready.bot))
        return response.json({})

    return routes


async def register(bridge: Bridge, url: str, secret: str) -> None:
    """Have Telegram send updates here, one after another: over several connections it does not keep their order.

    Raises:
        TelegramError: it refuses the address, or cannot be reached.
    """
    await bridge.bot.set_webhook(public_url(url), secret_token=secret, allowed_updates=ALLOWED, max_connections=1)
