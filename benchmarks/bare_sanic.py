"""The floor: a Sanic handler that reads JSON and returns JSON of the size of an answer. Usage: bare_sanic.py PORT"""

from __future__ import annotations

import sys

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

REPLY = [{"recipient_id": "x", "text": "x" * 600, "custom": {"blocks": ["x" * 60] * 20}}]


def main() -> None:
    app = Sanic("bare", configure_logging=False)

    @app.post("/webhooks/rest/webhook")
    async def answer(request: Request) -> HTTPResponse:
        assert request.json["message"]
        return response.json(REPLY)

    app.run(host="127.0.0.1", port=int(sys.argv[1]), workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    main()
