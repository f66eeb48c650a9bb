"""A Bot API server of our own: real HTTP, Telegram's limits, and failures on demand.

Limits and errors are those of https://core.telegram.org/bots/api and of what Telegram was seen to answer.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from aiohttp import ClientSession, web

TOKEN = "123456:the-token-of-the-tests"
BOT = {"id": 123456, "is_bot": True, "first_name": "Rolewise", "username": "rolewise_bot"}
_TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "blockquote", "a", "tg-spoiler"}
_MARK = re.compile(r"<(/?)([a-z-]+)(?: [^<>]*)?>|&(\w+|#\d+);|[<>]|[^<>&]+|&")


class Refused(Exception):
    """An answer that is not ok; `parameters` as Telegram gives them."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def visible(text: str, mode: str | None) -> str:
    """The text after entity parsing; Refused where the HTML is not Telegram's."""
    if mode is None:
        return text
    if mode != "HTML":
        raise Refused(400, "Bad Request: unsupported parse_mode")
    opened: list[str] = []
    shown = []
    for match in _MARK.finditer(text):
        piece = match[0]
        if match[2]:
            if match[2] not in _TAGS:
                raise Refused(400, f'Bad Request: can\'t parse entities: Unsupported start tag "{match[2]}"')
            if not match[1]:
                opened.append(match[2])
            elif not opened or opened.pop() != match[2]:
                raise Refused(400, "Bad Request: can't parse entities: Unmatched end tag")
        elif match[3]:
            if match[3] not in ("lt", "gt", "amp", "quot") and not match[3].startswith("#"):
                raise Refused(400, "Bad Request: can't parse entities: unknown entity")
            shown.append(unescape(piece))
        elif piece in ("<", ">"):
            raise Refused(400, "Bad Request: can't parse entities: Unsupported start tag")
        else:
            shown.append(piece)
    if opened:
        raise Refused(400, f"Bad Request: can't parse entities: Can't find end tag for {opened[-1]}")
    return "".join(shown)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Sent:
    """A message as it lies in a chat; `versions` are its texts, the last the one shown."""

    chat: int
    id: int
    text: str
    html: str
    photo: bytes | None = None
    markup: dict[str, Any] | None = None
    versions: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for row in (self.markup or {}).get("inline_keyboard", []) for button in row]

    def button(self, title: str) -> dict[str, str]:
        """The button whose title contains `title`."""
        return next(button for button in self.buttons if title in button["text"])


class FakeBotApi:
    """Runs in a thread of its own; all its methods may be called from any."""

    def __init__(self, per_chat: float = 0.0, overall: int = 0, seed: int = 1) -> None:
        """`per_chat` is the least time between two messages to a chat, in seconds, `overall` the most in a second.

        More get 429. Methods in `lacking` get 404, as those do that Telegram does not have.
        """
        self.per_chat = per_chat
        self.overall = overall
        self.lacking: set[str] = set()
        self.sent: dict[int, Sent] = {}
        self.order: list[Sent] = []
        self.calls: list[tuple[float, str, dict[str, Any]]] = []
        self.answered_queries: list[dict[str, Any]] = []
        self.commands: list[dict[str, str]] = []
        self.webhook: dict[str, Any] = {}
        self.blocked: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.failing: dict[str, deque[Any]] = defaultdict(deque)
        self.failure_rate = 0.0
        self.failures: Counter[str] = Counter()
        self.url = ""
        self._random = random.Random(seed)
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1000
        self._next_message = 1
        self._last: dict[int, float] = {}
        self._lately: deque[float] = deque()
        self._lock = threading.RLock()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    # What a person does

    def say(self, chat: int, text: str | None = None, **fields: Any) -> int:
        """A message of a person; returns the update's number."""
        with self._lock:
            message = {
                "message_id": self._new_id(),
                "date": int(time.time()),
                "chat": _chat(chat),
                "from": _person(chat),
            }
            if text is not None:
                message["text"] = text
                command = re.match(r"/\w+(@\w+)?", text)
                if command:
                    message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command[0])}]
            return self.update(message={**message, **fields})

    def press(self, message: Sent, title: str) -> int:
        """A press of the button whose title contains `title`."""
        return self.press_data(message, message.button(title)["callback_data"])

    def press_data(self, message: Sent, data: str) -> int:
        shown = {"message_id": message.id, "date": 1, "chat": _chat(message.chat), "text": message.text}
        query = {"id": str(self._random.random()), "from": _person(message.chat), "chat_instance": "1"}
        return self.update(callback_query={**query, "message": shown, "data": data})

    def update(self, **fields: Any) -> int:
        """Any update; it waits for getUpdates, or for `push`."""
        with self._lock:
            self._next_update += 1
            self._updates.append({"update_id": self._next_update, **fields})
            return self._next_update

    def push(self, secret: str | None = None) -> list[int]:
        """Send what waits to the webhook, as Telegram does; returns the status of each, and keeps what was not taken."""

        async def send() -> list[int]:
            given = self.webhook.get("secret_token", "") if secret is None else secret
            statuses = []
            async with ClientSession() as session:
                for update in list(self._updates):
                    headers = {"X-Telegram-Bot-Api-Secret-Token": given}
                    async with session.post(self.webhook["url"], json=update, headers=headers) as response:
                        statuses.append(response.status)
                        if response.status == 200:
                            self._updates.remove(update)
            return statuses

        return asyncio.run_coroutine_threadsafe(send(), self._loop).result(30)

    # What a person sees

    def chat(self, chat: int) -> list[Sent]:
        """Messages of the bot in a chat, in order."""
        with self._lock:
            return [sent for sent in self.order if sent.chat == chat]

    def wait(self, true: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait until something is true; AssertionError if it never is."""
        until = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < until, f"it did not happen; last calls: {[c[1:] for c in self.calls[-5:]]}"
            time.sleep(0.01)

    def wait_for(self, chat: int, count: int, seconds: float = 20.0) -> list[Sent]:
        """Wait until there are so many messages in a chat, and return them."""
        self.wait(lambda: len(self.chat(chat)) >= count, seconds)
        return self.chat(chat)

    def called(self, method: str) -> list[dict[str, Any]]:
        return [data for _, name, data in list(self.calls) if name == method]

    def fail(self, method: str, *how: Any) -> None:
        """Let the next calls of a method fail: `drop` (before it is done), `lose` (done, but not confirmed), `broken`
        (done, but said to have failed), `slow` (done, and confirmed too late), or a Refused."""
        self.failing[method].extend(how)

    # The server

    @contextmanager
    def running(self) -> Iterator[FakeBotApi]:
        self._thread.start()
        assert self._ready.wait(10)
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=20_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._receive)

        async def start() -> web.AppRunner:
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
            self.url = f"http://127.0.0.1:{port}"
            return runner

        runner = self._loop.run_until_complete(start())
        self._ready.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _reply({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        try:
            data = await _read(request)
        except ConnectionResetError:  # the bot was killed meanwhile
            return web.Response(status=400)
        with self._lock:
            self.calls.append((time.monotonic(), method, data))
            failure = self.failing[method].popleft() if self.failing[method] else None
            if failure is None and self.failure_rate and self._random.random() < self.failure_rate:
                failure = self._random.choice(["drop", "lose", "broken", Refused(500, "Internal Server Error"),
                                               Refused(429, "Too Many Requests: retry after 1", retry_after=1)])  # fmt: skip
            if failure is not None:
                self.failures[failure if isinstance(failure, str) else str(failure.code)] += 1
        if failure == "drop":
            _cut(request)
            return web.Response()
        if isinstance(failure, Refused):
            return _refusal(failure)
        try:
            result = await self._do(method, data)
        except Refused as refused:
            return _refusal(refused)
        if failure == "lose":
            _cut(request)
        if failure == "broken":
            return _refusal(Refused(500, "Internal Server Error"))
        if failure == "slow":
            await asyncio.sleep(30)
        return _reply({"ok": True, "result": result})

    async def _do(self, method: str, data: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return await self._get_updates(data)
        with self._lock:
            work = getattr(self, f"_{re.sub('(?<!^)(?=[A-Z])', '_', method).lower()}", None)
            if work is None or method in self.lacking:
                raise Refused(404, "Not Found")
            return work(data)

    async def _get_updates(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook.get("url"):
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, until = int(data.get("offset") or 0), time.monotonic() + float(data.get("timeout") or 0)
        allowed = json.loads(data["allowed_updates"]) if data.get("allowed_updates") else None
        while True:
            with self._lock:
                self._updates = [u for u in self._updates if u["update_id"] >= offset]
                wanted = [u for u in self._updates if allowed is None or set(u) & set(allowed)][:100]
            if wanted or time.monotonic() >= until:
                return wanted
            await asyncio.sleep(0.01)

    def _get_me(self, _: dict[str, Any]) -> dict[str, Any]:
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def _delete_webhook(self, _: dict[str, Any]) -> bool:
        self.webhook = {}
        return True

    def _set_webhook(self, data: dict[str, Any]) -> bool:
        secret = data.get("secret_token", "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = data
        return True

    def _set_my_commands(self, data: dict[str, Any]) -> bool:
        self.commands = json.loads(data["commands"])
        for command in self.commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    def _send_chat_action(self, data: dict[str, Any]) -> bool:
        self._there(data)
        return True

    def _answer_callback_query(self, data: dict[str, Any]) -> bool:
        if len(data.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self.answered_queries.append(data)
        return True

    def _send_message(self, data: dict[str, Any]) -> dict[str, Any]:
        chat = self._there(data)
        return self._keep(chat, self._text(data, "text", 4096), data)

    def _send_photo(self, data: dict[str, Any]) -> dict[str, Any]:
        chat = self._there(data)
        photo = next((value for value in data.values() if isinstance(value, bytes)), None)
        if photo is None or not photo.startswith(b"\x89PNG") or len(photo) > 10_000_000:
            raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
        text = self._text(data, "caption", 1024) if data.get("caption") else ""
        return self._keep(chat, text, data, photo)

    def _edit_message_text(self, data: dict[str, Any]) -> Any:
        sent = self._editable(data)
        text = self._text(data, "text", 4096)
        markup = _markup(data)
        if sent.photo is not None:
            raise Refused(400, "Bad Request: there is no text in the message to edit")
        if (text, markup) == (sent.text, sent.markup):
            raise Refused(
                400, "Bad Request: message is not modified: specified new message content is exactly the same"
            )
        self._paced(sent.chat)
        sent.text, sent.html, sent.markup = text, data["text"], markup
        sent.versions.append(text)
        return self._as_message(sent)

    def _edit_message_caption(self, data: dict[str, Any]) -> Any:
        sent = self._editable(data)
        text, markup = self._text(data, "caption", 1024), _markup(data)
        if sent.photo is None:
            raise Refused(400, "Bad Request: there is no caption in the message to edit")
        if (text, markup) == (sent.text, sent.markup):
            raise Refused(
                400, "Bad Request: message is not modified: specified new message content is exactly the same"
            )
        sent.text, sent.html, sent.markup = text, data["caption"], markup
        sent.versions.append(text)
        return self._as_message(sent)

    def _edit_message_reply_markup(self, data: dict[str, Any]) -> Any:
        sent = self._editable(data)
        markup = _markup(data)
        if markup == sent.markup:
            raise Refused(
                400, "Bad Request: message is not modified: specified new message content is exactly the same"
            )
        sent.markup = markup
        return self._as_message(sent)

    def _editable(self, data: dict[str, Any]) -> Sent:
        sent = self.sent.get(int(data["message_id"]))
        if sent is None or sent.chat != int(data["chat_id"]):
            raise Refused(400, "Bad Request: message to edit not found")
        return sent

    def _there(self, data: dict[str, Any]) -> int:
        chat = int(data["chat_id"])
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat in self.migrated:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated[chat],
            )
        return chat

    def _text(self, data: dict[str, Any], name: str, limit: int) -> str:
        text = visible(data.get(name, ""), data.get("parse_mode")).strip()
        if not text:
            raise Refused(400, "Bad Request: message text is empty")
        if units(text) > limit:
            raise Refused(400, f"Bad Request: message {'caption ' if name == 'caption' else ''}is too long")
        return text

    def _paced(self, chat: int) -> None:
        now = time.monotonic()
        if self.per_chat and now - self._last.get(chat, 0.0) < self.per_chat:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        while self._lately and now - self._lately[0] >= 1.0:
            self._lately.popleft()
        if self.overall and len(self._lately) >= self.overall:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        self._last[chat] = now
        self._lately.append(now)

    def _keep(self, chat: int, text: str, data: dict[str, Any], photo: bytes | None = None) -> dict[str, Any]:
        markup = _markup(data)
        self._paced(chat)
        html = data.get("text") or data.get("caption") or ""
        extra = {k: v for k, v in data.items() if k in ("message_thread_id", "reply_parameters", "parse_mode")}
        sent = Sent(chat, self._new_id(), text, html, photo, markup, [text], extra)
        self.sent[sent.id] = sent
        self.order.append(sent)
        return self._as_message(sent)

    def _as_message(self, sent: Sent) -> dict[str, Any]:
        return {"message_id": sent.id, "date": 1, "chat": _chat(sent.chat), "from": BOT, "text": sent.text}

    def _new_id(self) -> int:
        self._next_message += 1
        return self._next_message


def _cut(request: web.Request) -> None:
    if request.transport is not None:  # else the bot has cut it before
        request.transport.abort()


def _markup(data: dict[str, Any]) -> dict[str, Any] | None:
    if not data.get("reply_markup"):
        return None
    markup = json.loads(data["reply_markup"])
    rows = markup["inline_keyboard"]
    if any(len(row) > 8 for row in rows) or sum(map(len, rows)) > 100:
        raise Refused(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"]:
            raise Refused(400, "Bad Request: text buttons are allowed in reply markup only")
    return dict(markup)


def _chat(chat: int) -> dict[str, Any]:
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "Ana"}
    return {"id": chat, "type": "supergroup" if chat < -(10**12) else "group", "title": "A group"}


def _person(chat: int) -> dict[str, Any]:
    return {"id": abs(chat), "is_bot": False, "first_name": "Ana"}


async def _read(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    found: dict[str, Any] = dict(request.query)
    for name, value in (await request.post()).items():
        found[name] = value.file.read() if isinstance(value, web.FileField) else value
    return found


def _reply(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.json_response(body, status=status)


def _refusal(refused: Refused) -> web.Response:
    body = {"ok": False, "error_code": refused.code, "description": refused.description}
    return _reply({**body, **({"parameters": refused.parameters} if refused.parameters else {})}, refused.code)
