"""Which pages may use the channel, by the origin that their browser names."""

from __future__ import annotations

from urllib.parse import urlsplit


class Origins:
    """`allowed` are origins such as `https://example.com`, comma-separated; `*` allows any; the server's own always may."""

    def __init__(self, allowed: str = "") -> None:
        self._allowed = {origin.strip().rstrip("/").lower() for origin in allowed.split(",") if origin.strip()}

    def allow(self, origin: str | None, host: str) -> bool:
        """Whether a request with this Origin header may be served by the server that it called `host`.

        Without the header it comes from no other page: browsers send it with every request across origins.
        """
        if origin is None or "*" in self._allowed or origin.lower() in self._allowed:
            return True
        # By host alone: behind a proxy that ends TLS, the server does not see the scheme.
        return bool(host) and urlsplit(origin).netloc.lower() == host.lower()
