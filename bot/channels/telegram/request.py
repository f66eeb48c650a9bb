"""Answers of a Bot API server, made as exact as python-telegram-bot expects them: self-hosted ones are not always so."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

from telegram import Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

logger = logging.getLogger(__name__)
_RETRY_AFTER = re.compile(r"retry after (\d+)", re.I)
_BROKEN = 400


class Request(HTTPXRequest):
    """Refusals have the status that they name and the time to wait, and every update can be read."""

    async def do_request(self, url: str, *arguments: Any, **named: Any) -> tuple[int, bytes]:
        """See HTTPXRequest.

        Raises:
            NetworkError: the answer is cut off, so nobody knows what became of the call.
        """
        status, payload = await super().do_request(url, *arguments, **named)
        try:
            body = json.loads(payload)
        except ValueError as error:
            if status >= _BROKEN:  # of a proxy, say
                return status, b'{"ok": false}'
            raise NetworkError("The answer cannot be read.") from error
        if not isinstance(body, dict):
            raise NetworkError("The answer cannot be read.")
        if body.get("ok") is False:
            return _refusal(status, body)
        if url.endswith("/getUpdates") and isinstance(body.get("result"), list):
            body["result"] = [update for update in map(readable, body["result"]) if update]
            return status, json.dumps(body).encode()
        return status, payload


def readable(update: Any) -> dict[str, Any] | None:
    """The update, or only its number where its form is not known: it must not keep those behind it from coming.

    None where it is no update at all.
    """
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int):
        return None
    try:
        Update.de_json(update, None)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        logger.error("update %d cannot be read, and is left out: %r", number, error)
        return {"update_id": number}
    return dict(update)


def _refusal(status: int, body: dict[str, Any]) -> tuple[int, bytes]:
    code = status if status >= _BROKEN else int(body.get("error_code") or 500)
    parameters = dict(body.get("parameters") or {})
    said = _RETRY_AFTER.search(str(body.get("description", "")))
    if code == 429 and not parameters.get("retry_after"):
        parameters["retry_after"] = body.get("retry_after") or (int(said[1]) if said else None)
    return code, json.dumps({**body, "parameters": {k: v for k, v in parameters.items() if v}}).encode()
