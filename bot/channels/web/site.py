"""What a browser is given: the widget at `/widget.js`, and a page that shows it at `/`."""

from __future__ import annotations

from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.asset import Asset
from bot.channels.web.headers import PAGE, secure
from bot.channels.web.widget import script

_SCRIPT = "text/javascript; charset=utf-8"
_STYLE = "text/css; charset=utf-8"
_HTML = "text/html; charset=utf-8"


def site(folder: Path) -> Blueprint:
    """Serve the widget from the sources in `folder`, and the demo page from `folder/demo`."""
    demo = folder / "demo"
    widget = Asset(script(folder), _SCRIPT)
    look = Asset((demo / "demo.css").read_text("utf8"), _STYLE)
    behaviour = Asset((demo / "demo.js").read_text("utf8"), _SCRIPT)
    page = (demo / "index.html").read_text("utf8")
    for name, asset in (("widget.js", widget), ("demo.css", look), ("demo.js", behaviour)):
        page = page.replace(f'"/{name}"', f'"/{name}?v={asset.version}"')
    index = Asset(page, _HTML)
    routes = Blueprint("site")

    @routes.get("/widget.js")
    async def widget_script(request: Request) -> HTTPResponse:
        reply = widget.reply(request)
        secure(reply)
        # Any page may load it, also one that demands CORS or isolates itself; what it may then ask is another matter.
        reply.headers["Access-Control-Allow-Origin"] = "*"
        reply.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return reply

    @routes.get("/demo.css")
    async def demo_style(request: Request) -> HTTPResponse:
        return _secured(look.reply(request))

    @routes.get("/demo.js")
    async def demo_script(request: Request) -> HTTPResponse:
        return _secured(behaviour.reply(request))

    async def demo_page(request: Request) -> HTTPResponse | None:
        # Rasa has a route of its own at `/`, so the page is given before routes are looked at.
        if request.path != "/" or request.method not in ("GET", "HEAD"):
            return None
        reply = _secured(index.reply(request))
        reply.headers["Cache-Control"] = "no-cache"
        return reply

    routes.ctx.demo_page = demo_page
    return routes


def _secured(reply: HTTPResponse) -> HTTPResponse:
    secure(reply, PAGE)
    return reply
