"""Rasa's REST channel, which trusts a client with nothing but its text and the name of its own conversation."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.collector import AnswerCollector

_NAME = re.compile(r"[\w.:@+-]{1,128}")


class Reply(Protocol):
    @property
    def body(self) -> dict[str, Any]: ...


class Inbox(Protocol):
    """Keeps messages and replies, so that a message that is sent again is answered once."""

    async def accept(self, conversation: str, message_id: str, content: dict[str, Any]) -> bool: ...
    async def replies_to(self, conversation: str, message_id: str) -> Sequence[Reply] | None: ...
    async def answered(
        self, conversation: str, message_id: str, replies: Sequence[dict[str, Any]]
    ) -> Sequence[Reply]: ...


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook` with `{"sender", "message"}`; channel and metadata of the client are ignored.

    Conversations of this channel have a prefix of their own, so that no sender reaches those of another channel.
    With a `message_id` the same request may be sent again, after a broken connection, and gets the same reply.
    """

    def __init__(self, max_message_chars: int, inbox: Inbox) -> None:
        self._max_message_chars = max_message_chars
        self._inbox = inbox

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
            conversation, message_id = f"rest:{sender}", body.get("message_id")

            async def answer() -> list[dict[str, Any]]:
                collector = AnswerCollector(self.name())
                message = UserMessage(
                    body["message"], collector, conversation, input_channel=self.name(), message_id=message_id
                )
                await on_new_message(message)
                return [{**message, "recipient_id": sender} for message in collector.messages]

            if message_id is None:
                return response.json(await answer())
            return response.json(await self._once(conversation, message_id, body["message"], answer))

        return routes

    async def _once(
        self, conversation: str, message_id: str, text: str, answer: Callable[[], Awaitable[list[dict[str, Any]]]]
    ) -> list[dict[str, Any]]:
        """The replies that were kept, or new ones, which are then kept."""
        replies: Sequence[Reply] | None = None
        if not await self._inbox.accept(conversation, message_id, {"text": text}):
            replies = await self._inbox.replies_to(conversation, message_id)
        if replies is None:
            replies = await self._inbox.answered(conversation, message_id, await answer())
        return [reply.body for reply in replies]

    def _problem(self, body: object) -> tuple[int, str] | None:
        if not isinstance(body, dict):
            return 400, 'The body must be an object: {"sender": "…", "message": "…"}.'
        message, sender, message_id = body.get("message"), body.get("sender"), body.get("message_id")
        if not isinstance(message, str):
            return 400, "`message` must be a text."
        if len(message) > self._max_message_chars:
            return 413, f"`message` is longer than {self._max_message_chars:,} characters."
        if sender is not None and not (isinstance(sender, str) and (sender == "" or _NAME.fullmatch(sender))):
            return 400, "`sender` must be a text of 1 to 128 letters, digits or . : @ + - _ ."
        if message_id is not None and not (isinstance(message_id, str) and _NAME.fullmatch(message_id)):
            return 400, "`message_id` must be a text of 1 to 128 letters, digits or . : @ + - _ ."
        if message_id is not None and not sender:
            return 400, "`message_id` needs a `sender`: it names a message of one conversation."
        return None


def _refused(status: int, reason: str) -> HTTPResponse:
    return response.json({"error": reason}, status=status)
