"""A file that is served as it is: compressed once, named by its content."""

from __future__ import annotations

import gzip
import hashlib

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

_SHORT = "public, max-age=300, stale-while-revalidate=86400"
_FOREVER = "public, max-age=31536000, immutable"


class Asset:
    """`version` is a digest of the content; asked for under it (`?v=…`), a browser need never ask again."""

    def __init__(self, content: str, content_type: str) -> None:
        self._plain = content.encode()
        # Without a time, the same content is the same bytes on every server.
        self._packed = gzip.compress(self._plain, 9, mtime=0)
        self._type = content_type
        self.version = hashlib.sha256(self._plain).hexdigest()[:16]

    @property
    def transferred(self) -> int:
        """Bytes on the way, compressed."""
        return len(self._packed)

    def reply(self, request: Request) -> HTTPResponse:
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        # Weak, since both encodings go by one tag.
        tag = f'W/"{self.version}"'
        headers = {
            "ETag": tag,
            "Vary": "Accept-Encoding",
            "Cache-Control": _FOREVER if request.args.get("v") == self.version else _SHORT,
        }
        asked = [known.strip() for known in request.headers.get("If-None-Match", "").split(",")]
        if tag in asked or "*" in asked:
            return response.empty(304, headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return response.raw(self._packed if packed else self._plain, content_type=self._type, headers=headers)
