"""The web channel: `/chat/…`, by which the widget talks with any process of the server."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from functools import partial
from ipaddress import ip_address, ip_network
from typing import Any

from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.bell import Bell
from bot.channels.web.conversation_id import ConversationIds, NotIssued
from bot.channels.web.headers import allow_origin
from bot.channels.web.ledger import Ask, Forget, Judge, Ledger
from bot.channels.web.message import Message, Refused, reply_event
from bot.channels.web.origins import Origins
from bot.channels.web.rate_limit import RateLimit
from bot.channels.web.stream import stream
from bot.channels.web.turns import Turns

_LARGEST_BODY = 64 * 1024
_MOST_STREAMS = 40
_VERDICTS = ("up", "down", "")


class WebChannel:
    """The browser keeps a signed token and sends it with each request; the server keeps no session.

    The rates are for each process: behind `n` processes a client may reach `n` times as much.
    """

    def __init__(
        self,
        ask: Ask,
        forget: Forget,
        judge: Judge,
        ledger: Ledger,
        secret: bytes,
        origins: str = "",
        messages_a_minute: int = 30,
        requests_a_minute: int = 240,
        longest: int = 2000,
        patience: float = 5.0,
    ) -> None:
        self._bell = Bell()
        self._turns = Turns(ledger, ask, self._bell, patience)
        self._forget, self._judge, self._ledger = forget, judge, ledger
        self._ids = ConversationIds(secret)
        self._origins = Origins(origins)
        self._messages = RateLimit(messages_a_minute, burst=max(1, messages_a_minute // 3))
        self._requests = RateLimit(requests_a_minute, burst=max(1, requests_a_minute // 3))
        self._streams: Counter[str] = Counter()
        self._longest = longest

    def blueprint(self) -> Blueprint:
        routes = Blueprint("web", url_prefix="/chat")
        routes.middleware("request")(self._admit)  # type: ignore[no-untyped-call]
        routes.middleware("response")(self._finish)  # type: ignore[no-untyped-call]
        routes.exception(Refused)(self._refuse)
        for path, method, handler in (
            ("/conversation", "POST", self._begin),
            ("/conversation", "DELETE", self._end),
            ("/messages", "POST", self._take),
            ("/events", "GET", self._follow),
            ("/feedback", "POST", self._feedback),
        ):
            # Sanic writes attributes on handlers, which methods do not have.
            routes.add_route(partial(handler), path, methods=[method], name=f"{method.lower()}{path.replace('/', '_')}")
        for path in ("/conversation", "/messages", "/events", "/feedback"):
            routes.add_route(_preflight, path, methods=["OPTIONS"], name=f"options{path.replace('/', '_')}")
        routes.listener("before_server_stop")(self._close)
        return routes

    async def _begin(self, _: Request) -> HTTPResponse:
        return response.json({"conversation": self._ids.issue()}, status=201)

    async def _end(self, request: Request) -> HTTPResponse:
        await self._forget(self._conversation(request))
        return response.empty()

    async def _take(self, request: Request) -> HTTPResponse:
        conversation = self._conversation(request)
        message = Message.read(_body(request), self._longest)
        self._limit(self._messages, conversation)
        sent = await self._turns.take(conversation, message)
        return response.json({"replies": [reply_event(reply) for reply in sent]}, ensure_ascii=False)

    async def _follow(self, request: Request) -> None:
        conversation, address = self._conversation(request), _address(request)
        seen = request.headers.get("Last-Event-ID", "0")
        if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
            raise Refused(400, "Last-Event-ID must be the number of a reply.")
        if self._streams[address] >= _MOST_STREAMS:
            raise Refused(429, "Too many streams are open from this address.", retry_after=30)
        self._streams[address] += 1
        # Else a browser keeps the connection when the stream has ended, and a server that stops waits for it.
        request.stream.keep_alive = False  # type: ignore[union-attr]
        try:
            # Nginx would otherwise keep events back until its buffer is full.
            reply = await request.respond(
                content_type="text/event-stream; charset=utf-8", headers={"X-Accel-Buffering": "no"}
            )
            await stream(self._ledger, self._bell, conversation, int(seen), reply.send)
            await reply.eof()
        finally:
            self._streams[address] -= 1
            if not self._streams[address]:
                del self._streams[address]

    async def _feedback(self, request: Request) -> HTTPResponse:
        conversation, body = self._conversation(request), _body(request)
        number, verdict = body.get("reply"), body.get("verdict")
        if type(number) is not int or not 0 < number < 2**31 or verdict not in _VERDICTS:
            raise Refused(
                400, "`reply` must be the number of a reply, and `verdict` one of up, down and an empty text."
            )
        reply = next((r for r in await self._ledger.replies(conversation, number - 1) if r.number == number), None)
        if reply is None:
            raise Refused(404, "There is no such reply in this conversation.")
        # The key lets a person change their mind, and tells nothing of the conversation, whose name cannot be guessed.
        key = hashlib.sha256(f"{conversation} {number}".encode()).hexdigest()
        await self._judge(key, reply.body["message"]["text"], reply.body["answer"]["kind"], verdict)
        return response.empty()

    def _conversation(self, request: Request) -> str:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refused(401, "The header Authorization must name the conversation: Bearer ….")
        try:
            return self._ids.read(token)
        except NotIssued as error:
            raise Refused(401, str(error)) from error

    def _limit(self, limit: RateLimit, key: str) -> None:
        wait = limit.wait(key)
        if wait:
            raise Refused(429, f"Too much at once. Try again in {math.ceil(wait)} s.", retry_after=wait)

    async def _admit(self, request: Request) -> None:
        origin = request.headers.get("Origin")
        if not self._origins.allow(origin, request.headers.get("Host", "")):
            raise Refused(403, f"Pages of {origin} may not use this server; ROLEWISE_WEB_ORIGINS lists those that may.")
        if request.method != "OPTIONS":
            self._limit(self._requests, _address(request))

    async def _finish(self, request: Request, reply: Any) -> None:
        origin = request.headers.get("Origin")
        allow_origin(reply, origin if self._origins.allow(origin, request.headers.get("Host", "")) else None)
        reply.headers["Cache-Control"] = "no-store"

    async def _refuse(self, _: Request, error: Refused) -> HTTPResponse:
        headers = {"Retry-After": str(math.ceil(error.retry_after))} if error.retry_after else {}
        return response.json({"error": str(error)}, status=error.status, headers=headers)

    async def _close(self, *_: Any) -> None:
        self._bell.close()


async def _preflight(_: Request) -> HTTPResponse:
    return response.empty()


def _body(request: Request) -> dict[str, Any]:
    if len(request.body) > _LARGEST_BODY:
        raise Refused(413, f"The body is larger than {_LARGEST_BODY:,} bytes.")
    try:
        body = request.json
    except SanicException as error:
        raise Refused(400, "The body is not JSON.") from error
    if not isinstance(body, dict):
        raise Refused(400, "The body must be an object.")
    return body


def _address(request: Request) -> str:
    # `remote_addr` is set only where the settings say that a proxy is to be trusted.
    address: str = (request.remote_addr or request.ip).strip("[]")
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    # Who has one address of IPv6 has a network of 2^64.
    return address if parsed.version == 4 else str(ip_network((parsed, 64), strict=False))
