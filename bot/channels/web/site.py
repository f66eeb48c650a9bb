"""What a browser is given: the widget at `/widget.js`, and a page that shows it at `/`."""

from __future__ import annotations

from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.asset import Asset
from bot.channels.web.headers import PAGE, secure, share
from bot.channels.web.widget import script

_SCRIPT = "text/javascript; charset=utf-8"


def site(folder: Path) -> Blueprint:
    """Serve the widget from the sources in `folder`, and the demo page from `folder/demo`."""
    assets = {
        "/widget.js": Asset(script(folder), _SCRIPT),
        "/demo.css": _asset(folder, "demo.css", "text/css; charset=utf-8"),
        "/demo.js": _asset(folder, "demo.js", _SCRIPT),
        "/icon.svg": _asset(folder, "icon.svg", "image/svg+xml"),
    }
    page = (folder / "demo" / "index.html").read_text("utf8")
    for path, asset in assets.items():
        page = page.replace(f'"{path}"', f'"{path}?v={asset.version}"')
    index = Asset(page, "text/html; charset=utf-8")
    routes = Blueprint("site")

    async def file(request: Request) -> HTTPResponse:
        return assets[request.path].reply(request)

    # What a page that has loaded the widget may then ask is another matter.
    async def finish(_: Request, reply: HTTPResponse) -> None:
        share(reply)

    routes.middleware("response")(finish)  # type: ignore[no-untyped-call]
    for path in assets:
        routes.add_route(file, path, methods=["GET", "HEAD"], name=path.lstrip("/").replace(".", "_"))

    async def demo_page(request: Request) -> HTTPResponse | None:
        # Rasa has a route of its own at `/`, so the page is given before routes are looked at.
        if request.path != "/" or request.method not in ("GET", "HEAD"):
            return None
        reply = index.reply(request)
        secure(reply, PAGE)
        reply.headers["Cache-Control"] = "no-cache"
        return reply

    routes.ctx.demo_page = demo_page
    return routes


def _asset(folder: Path, name: str, content_type: str) -> Asset:
    return Asset((folder / "demo" / name).read_text("utf8"), content_type)
