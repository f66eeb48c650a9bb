"""Headers that keep a browser from doing more with our replies than it should."""

from __future__ import annotations

from sanic.response import BaseHTTPResponse

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def secure(response: BaseHTTPResponse, policy: str = NO_PAGE) -> None:
    """Set the headers that are not set yet; `policy` is the Content-Security-Policy."""
    for name, value in {**_EVERYWHERE, "Content-Security-Policy": policy}.items():
        response.headers.setdefault(name, value)


def allow_origin(response: BaseHTTPResponse, origin: str | None) -> None:
    """Let a page of `origin` read the response; None lets no other page read it.

    Credentials are not allowed: there are no cookies, so no page can act with what it does not hold.
    """
    _forbid(response)
    response.headers["Vary"] = "Origin"
    if origin is not None:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Last-Event-ID"
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        response.headers["Access-Control-Max-Age"] = "7200"


def share(response: BaseHTTPResponse) -> None:
    """Let any page load the response, also one that demands CORS or isolates itself."""
    _forbid(response)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _forbid(response: BaseHTTPResponse) -> None:
    # Rasa allows credentials and methods for every path.
    for name in [name for name in response.headers if name.lower().startswith("access-control-")]:
        del response.headers[name]
