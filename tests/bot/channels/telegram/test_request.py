"""What loose Bot API servers answer is understood."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.channels.telegram.insist import seconds
from bot.channels.telegram.request import Request, readable

PERSON = {"id": 7, "is_bot": False, "first_name": "Ana"}


def answered(payload: str, status: int, ask: Callable[[Bot], Awaitable[Any]]) -> Any:
    """What `ask` gives where the server answers each call with this."""

    async def reply(_: web.Request) -> web.Response:
        return web.Response(text=payload, status=status, content_type="application/json")

    async def work() -> Any:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", reply)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        request, for_updates = Request(), Request()
        bot = Bot("1:a", base_url=f"http://127.0.0.1:{port}/bot", request=request, get_updates_request=for_updates)
        try:
            await asyncio.gather(request.initialize(), for_updates.initialize())
            return await ask(bot)
        finally:
            await asyncio.gather(request.shutdown(), for_updates.shutdown())
            await runner.cleanup()

    return asyncio.run(work())


def send(bot: Bot) -> Awaitable[Any]:
    return bot.send_message(1, "hello")


@pytest.mark.parametrize(("payload", "status"), [
    ('{"ok": false, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}', 429),
    ('{"ok": false, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}', 200),
    ('{"ok": false, "error_code": 429, "description": "Too Many Requests", "retry_after": 7}', 429),
    ('{"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 7"}', 429),
])  # fmt: skip
def test_the_time_to_wait_is_read_wherever_it_stands(payload: str, status: int) -> None:
    with pytest.raises(RetryAfter) as raised:
        answered(payload, status, send)
    assert seconds(raised.value) == 7


def test_a_refusal_counts_whatever_the_status_is() -> None:
    with pytest.raises(BadRequest, match="Empty"):
        answered('{"ok": false, "error_code": 400, "description": "Bad Request: empty"}', 200, send)


@pytest.mark.parametrize(("payload", "status"), [('{"ok": true, "resu', 200), ("[]", 200), ("<html>", 502)])
def test_an_answer_that_cannot_be_read_is_one_of_the_network(payload: str, status: int) -> None:
    with pytest.raises(NetworkError) as raised:
        answered(payload, status, send)
    assert not isinstance(raised.value, BadRequest)


def test_an_update_of_unknown_form_is_only_its_number() -> None:
    updates = '[{"update_id": 1, "message": {"text": "of no chat"}}, {"update_id": 2, "a_kind_to_come": {}}, {}, 3]'
    found = answered(f'{{"ok": true, "result": {updates}}}', 200, lambda bot: bot.get_updates())
    assert [(update.update_id, update.message) for update in found] == [(1, None), (2, None)]


def test_a_readable_update_is_left_as_it_is() -> None:
    update = {"update_id": 1, "chosen_inline_result": {"result_id": "1", "query": "", "from": PERSON}}
    assert readable(update) == update
    assert readable({"update_id": "x"}) is None
