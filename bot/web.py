"""The web channel and its widget, put together for the server."""

from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.assistant import Assistant
from bot.channels.web.channel import WebChannel
from bot.channels.web.headers import secure
from bot.channels.web.site import site
from bot.settings import ROOT, Settings
from bot.web_secret import web_secret

_WIDGET = ROOT / "bot" / "widget"
_SECRET = ROOT / "var" / "web-secret"


def secret_of(settings: Settings) -> bytes:
    """The secret that signs web conversations.

    Raises:
        SettingsRefused: it cannot be used.
    """
    return web_secret(settings, _SECRET)


def add_web(app: Sanic, assistant: Assistant) -> None:
    """Serve the widget, its demo page, and the channel by which it talks.

    Raises:
        SettingsRefused: the secret that signs conversations cannot be used.
    """
    settings = assistant.settings
    app.config.PROXIES_COUNT = settings.proxies or None
    channel = WebChannel(
        ask=lambda text, conversation, key: assistant.ask(text, conversation, "web", message_id=key),
        forget=assistant.forget,
        judge=assistant.feedback.judge,
        ledger=assistant.inbox,
        secret=secret_of(settings),
        origins=settings.web_origins,
        messages_a_minute=settings.web_messages_a_minute,
        requests_a_minute=settings.web_requests_a_minute,
        longest=settings.max_message_chars,
    )
    mount(app, channel)


def mount(app: Sanic, channel: WebChannel) -> None:
    """Serve `channel`, the widget and its page, and make every reply of the server a guarded one."""
    app.blueprint(channel.blueprint())
    pages = site(_WIDGET)
    app.blueprint(pages)
    app.register_middleware(pages.ctx.demo_page, "request")
    app.register_middleware(_secure, "response")


async def _secure(_: Request, reply: BaseHTTPResponse) -> None:
    secure(reply)
