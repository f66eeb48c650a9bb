"""Rasa's REST channel, which trusts a client with nothing but its text and the name of its own conversation."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.collector import AnswerCollector

_SENDER = re.compile(r"[\w.:@+-]{1,128}")


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook` with `{"sender", "message"}`; channel and metadata of the client are ignored.

    Conversations of this channel have a prefix of their own, so that no sender reaches those of another channel.
    """

    def __init__(self, max_message_chars: int) -> None:
        self._max_message_chars = max_message_chars

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("rest_webhook")

        @routes.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = request.json
            except SanicException:
                return _refused(400, "The body is not JSON.")
            problem = self._problem(body)
            if problem:
                return _refused(*problem)
            sender = body.get("sender") or secrets.token_hex(16)
            collector = AnswerCollector(self.name())
            await on_new_message(UserMessage(body["message"], collector, f"rest:{sender}", input_channel=self.name()))
            return response.json([{**message, "recipient_id": sender} for message in collector.messages])

        return routes

    def _problem(self, body: object) -> tuple[int, str] | None:
        if not isinstance(body, dict):
            return 400, 'The body must be an object: {"sender": "…", "message": "…"}.'
        message, sender = body.get("message"), body.get("sender")
        if not isinstance(message, str):
            return 400, "`message` must be a text."
        if len(message) > self._max_message_chars:
            return 413, f"`message` is longer than {self._max_message_chars:,} characters."
        if sender is not None and not (isinstance(sender, str) and (sender == "" or _SENDER.fullmatch(sender))):
            return 400, "`sender` must be a text of 1 to 128 letters, digits or . : @ + - _ ."
        return None


def _refused(status: int, reason: str) -> HTTPResponse:
    return response.json({"error": reason}, status=status)
