"""A load balancer for tests: each request goes to the next server, whatever it belongs to."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web


@dataclass
class Balancer:
    port: int
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each server got each path."""
    latest: dict[str, str] = field(default_factory=dict)
    """Which server got a path last."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def balancing(port: int, servers: Sequence[str]) -> Iterator[Balancer]:
    balancer = Balancer(port)
    turn = itertools.cycle(servers)

    session: list[aiohttp.ClientSession] = []

    async def forward(request: web.Request) -> web.StreamResponse:
        last: Exception | None = None
        for _ in servers:
            server = next(turn)
            balancer.asked[(server, request.path)] += 1
            balancer.latest[request.path] = server
            headers = {name: value for name, value in request.headers.items() if name != "Connection"}
            try:
                async with session[0].request(
                    request.method, server + request.path_qs, headers=headers, data=await request.read()
                ) as reply:
                    passed = web.StreamResponse(status=reply.status, headers=_passed(reply.headers))
                    await passed.prepare(request)
                    async for part in reply.content.iter_any():
                        await passed.write(part)
                    return passed
            except aiohttp.ClientConnectorError as error:
                last = error
        raise web.HTTPBadGateway(text=str(last))

    async def run(started: threading.Event, stop: asyncio.Event) -> None:
        app = web.Application()
        async with aiohttp.ClientSession(auto_decompress=False, timeout=aiohttp.ClientTimeout(None)) as client:
            session.append(client)
            app.router.add_route("*", "/{path:.*}", forward)
            runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", port).start()
            started.set()
            await stop.wait()
            await runner.cleanup()

    loop = asyncio.new_event_loop()
    started, stop = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(run(started, stop),), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield balancer
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


def _passed(headers: object) -> dict[str, str]:
    own = ("Transfer-Encoding", "Connection", "Keep-Alive", "Content-Length")
    return {name: value for name, value in headers.items() if name.title() not in own}  # type: ignore[attr-defined]
