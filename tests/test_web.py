"""The web channel of `rolewise serve`, a real process asked over HTTP."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.settings import PREFIX, Settings
from knowledge.store import Store
from knowledge.unanswered import waiting
from tests.conftest import Server, serving

numbers = itertools.count(1)


class Visitor:
    """One browser's conversation."""

    def __init__(self, server: Server, token: str | None = None) -> None:
        self.server = server
        self.token = token or requests.post(f"{server.url}/chat/conversation", timeout=30).json()["conversation"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, path: str, body: Any, **headers: str) -> requests.Response:
        return requests.post(
            f"{self.server.url}/chat/{path}", json=body, headers={**self.headers, **headers}, timeout=60
        )

    def say(self, text: str, key: str = "") -> list[dict[str, Any]]:
        response = self.post("messages", {"id": key or f"message-{next(numbers)}", "text": text})
        assert response.status_code == 200, response.text
        return response.json()["replies"]

    def events(self, after: int = 0) -> Iterator[tuple[str, Any]]:
        with requests.get(
            f"{self.server.url}/chat/events",
            headers={**self.headers, "Last-Event-ID": str(after)},
            stream=True,
            timeout=30,
        ) as response:
            assert response.status_code == 200, response.text
            name = ""
            for line in response.iter_lines(chunk_size=1, decode_unicode=True):
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    yield name, json.loads(line[6:])

    def history(self, after: int = 0) -> list[tuple[str, Any]]:
        return list(itertools.takewhile(lambda event: event[0] != "ready", self.events(after)))


@pytest.fixture(scope="module")
def web(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets one address ask as much as all of these tests do."""
    own = {f"{PREFIX}WEB_REQUESTS_A_MINUTE": "100000"}
    with serving({**environment, **own}, tmp_path_factory.mktemp("web") / "log") as server:
        yield server


@pytest.fixture
def visitor(web: Server) -> Visitor:
    return Visitor(web)


def test_a_conversation_goes_on_and_its_answers_are_typed(visitor: Visitor) -> None:
    (first,) = visitor.say("What skills does a machine learning engineer need?")
    assert first["number"] == 1
    assert first["answer"]["kind"] == "answer"
    assert first["answer"]["blocks"][0]["type"] == "heading"
    assert first["answer"]["sources"]
    (second,) = visitor.say("and the manager?")
    assert "Excellent in leadership" in json.dumps(second["answer"])
    assert [name for name, _ in visitor.history()] == ["message", "reply", "message", "reply"]
    assert [data["number"] for _, data in visitor.history(after=1)] == [2]


def test_a_message_sent_again_is_answered_once(visitor: Visitor) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: visitor.say("What is a data engineer?", "the-same-id"), range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert visitor.say("What is a data engineer?", "the-same-id") == answers[0]
    assert [name for name, _ in visitor.history()] == ["message", "reply"]


def test_two_servers_serve_one_conversation_by_turns(web: Server, strict_server: Server) -> None:
    """They share the database of conversations and the secret, and nothing else."""
    one = Visitor(web)
    two = Visitor(strict_server, one.token)
    events = two.events()
    assert next(events) == ("ready", {"last": 0})
    (first,) = one.say("What skills does a machine learning engineer need?")
    assert next(events) == ("reply", first)
    (second,) = two.say("and the manager?")
    assert "Excellent in leadership" in json.dumps(second["answer"])
    assert [next(events)[0], next(events)] == ["message", ("reply", second)]
    assert one.history() == two.history()
    assert [data["number"] for name, data in one.history() if name == "reply"] == [1, 2]


def test_two_workers_serve_one_conversation(environment: dict[str, str], tmp_path: Path) -> None:
    """Each request may go to either; a stream tells what the other has answered."""
    with serving(environment, tmp_path / "log", "--workers", "2") as server:
        visitor = Visitor(server)
        events = visitor.events()
        assert next(events) == ("ready", {"last": 0})
        for number in range(1, 9):
            (reply,) = visitor.say("What skills does a machine learning engineer need?")
            told = next(event for event in events if event[0] == "reply")
            assert told == ("reply", reply)
            assert reply["number"] == number


def test_a_stream_tells_what_is_said_elsewhere(visitor: Visitor) -> None:
    events = visitor.events()
    assert next(events) == ("ready", {"last": 0})
    (reply,) = visitor.say("help")
    (first, message), (second, replied) = next(events), next(events)
    assert (first, message["text"]) == ("message", "help")
    assert (second, replied) == ("reply", reply)


def test_nobody_reads_or_writes_anothers_conversation(web: Server, visitor: Visitor) -> None:
    visitor.say("What does a data science manager earn?")
    stranger = Visitor(web)
    (answer,) = stranger.say("what skills do they need?")
    assert answer["answer"]["kind"] == "question"
    assert len(stranger.history()) == 2
    name, signature = visitor.token.split(".")
    for token in ("", "x", name, f"{name}.", f"{stranger.token.split('.')[0]}.{signature}", "rest:alice", "default"):
        for response in (
            Visitor(web, token or " ").post("messages", {"id": "message-x", "text": "hello"}),
            requests.get(f"{web.url}/chat/events", headers={"Authorization": f"Bearer {token}"}, timeout=30),
            requests.delete(f"{web.url}/chat/conversation", headers={"Authorization": f"Bearer {token}"}, timeout=30),
        ):
            assert response.status_code == 401, token
            assert response.json()["error"]
    assert len(visitor.history()) == 2


def test_the_rest_channel_does_not_reach_a_web_conversation(web: Server, visitor: Visitor) -> None:
    visitor.say("What does a data science manager earn?")
    name = visitor.token.split(".")[0]
    for sender in (f"web:{name}", name):
        assert web.ask("what skills do they need?", sender)["custom"]["kind"] == "question"


def test_a_conversation_is_deleted(web: Server, visitor: Visitor) -> None:
    visitor.say("What does a data science manager earn?")
    response = requests.delete(f"{web.url}/chat/conversation", headers=visitor.headers, timeout=30)
    assert response.status_code == 204
    assert visitor.history() == []
    (answer,) = visitor.say("what skills do they need?")
    assert answer["answer"]["kind"] == "question"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (None, 400),
        ([], 400),
        ("hello", 400),
        ({}, 400),
        ({"id": "message-1"}, 400),
        ({"text": "hello"}, 400),
        ({"id": 7, "text": "hello"}, 400),
        ({"id": "short", "text": "hello"}, 400),
        ({"id": "x" * 65, "text": "hello"}, 400),
        ({"id": "../../etc/passwd", "text": "hello"}, 400),
        ({"id": "message-1", "text": ""}, 400),
        ({"id": "message-1", "text": "  \n "}, 400),
        ({"id": "message-1", "text": ["hello"]}, 400),
        ({"id": "message-1", "text": "x" * 2001}, 413),
        ({"id": "message-1", "text": "x" * 70_000}, 413),
        ({"id": "message-1", "text": "hello", "title": "x" * 201}, 400),
        ({"id": "message-1", "text": "hello", "title": 7}, 400),
        ({"id": "message-1", "text": "hello", "button": "1"}, 400),
        ({"id": "message-1", "text": "hello", "button": [1]}, 400),
        ({"id": "message-1", "text": "hello", "button": [1, -1]}, 400),
        ({"id": "message-1", "text": "hello", "button": [True, 1]}, 400),
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_no_message_is_4xx_with_a_reason(body: Any, status: int, visitor: Visitor) -> None:
    response = visitor.post("messages", body)
    assert (response.status_code, bool(response.json()["error"])) == (status, True)
    assert visitor.history() == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"id=1"], ids=repr)
def test_what_is_no_json_is_400(body: bytes, visitor: Visitor) -> None:
    response = requests.post(f"{visitor.server.url}/chat/messages", data=body, headers=visitor.headers, timeout=30)
    assert response.status_code == 400
    assert response.json()["error"]


def test_what_may_be_asked_is_said_where_something_else_is(visitor: Visitor) -> None:
    response = requests.put(f"{visitor.server.url}/chat/conversation", timeout=30)
    assert (response.status_code, bool(response.json()["error"])) == (405, True)
    assert set(response.headers["Allow"].split(", ")) == {"POST", "DELETE", "OPTIONS"}


def test_two_thousand_characters_are_read(visitor: Visitor) -> None:
    assert visitor.say("What does a data engineer do? " + "😀" * 1970)


@pytest.mark.parametrize("text", ["/restart", '/ask_salary{"roles": ["Data Engineer"]}', "/session_start"])
def test_what_is_typed_is_never_an_order(text: str, visitor: Visitor) -> None:
    visitor.say("What does a data analyst earn?")
    visitor.say(text)
    assert "Data Analyst" in json.dumps(visitor.say("what skills do they need?"))


def test_a_verdict_is_only_on_a_reply_of_ones_own(visitor: Visitor) -> None:
    assert visitor.post("feedback", {"reply": 1, "verdict": "up"}).status_code == 404
    visitor.say("hello")
    assert visitor.post("feedback", {"reply": 1, "verdict": "up"}).status_code == 204
    for body in (
        {"reply": 1},
        {"reply": "1", "verdict": "up"},
        {"reply": 1, "verdict": "sideways"},
        {"reply": 0, "verdict": ""},
    ):
        assert visitor.post("feedback", body).status_code == 400


def test_a_question_whose_answer_did_not_help_waits_for_the_review(visitor: Visitor, settings: Settings) -> None:
    question = "What is a data engineer, asked the reviewer?"
    (reply,) = visitor.say(question)
    assert visitor.post("feedback", {"reply": reply["number"], "verdict": "down"}).status_code == 204
    with Store.open(settings.database_url).session() as session:
        reasons = [waits.reason for waits in waiting(session) if waits.text == question]
    assert "unhelpful" in reasons


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "9" * 30])
def test_a_place_in_the_stream_is_a_number(after: str, visitor: Visitor) -> None:
    response = requests.get(
        f"{visitor.server.url}/chat/events", headers={**visitor.headers, "Last-Event-ID": after}, timeout=30
    )
    assert response.status_code == 400


class TestOrigins:
    def test_our_own_page_may(self, visitor: Visitor) -> None:
        response = visitor.post("messages", {"id": "message-own", "text": "hello"}, Origin=visitor.server.url)
        assert response.headers["Access-Control-Allow-Origin"] == visitor.server.url

    def test_others_may_not(self, visitor: Visitor) -> None:
        for origin in ("https://shop.example", "null", visitor.server.url + ".evil.example"):
            response = visitor.post("messages", {"id": "message-foreign", "text": "hello"}, Origin=origin)
            assert response.status_code == 403
            assert "ROLEWISE_WEB_ORIGINS" in response.json()["error"]
            assert "Access-Control-Allow-Origin" not in response.headers
        assert visitor.history() == []

    def test_a_page_that_may_not_is_told_so_before_it_asks(self, server: Server) -> None:
        asks = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
        response = requests.options(f"{server.url}/chat/messages", headers=asks, timeout=30)
        assert not [name for name in response.headers if name.startswith("Access-Control-")]

    def test_a_page_that_may_is_told_so(self, strict_server: Server) -> None:
        asks = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
        response = requests.options(f"{strict_server.url}/chat/messages", headers=asks, timeout=30)
        assert response.headers["Access-Control-Allow-Origin"] == "https://shop.example"
        assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert "Origin" in response.headers["Vary"]


@pytest.fixture(scope="module")
def strict_server(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Low limits, one foreign origin, and Socket.IO."""
    own = {
        f"{PREFIX}WEB_ORIGINS": "https://shop.example",
        f"{PREFIX}WEB_MESSAGES_A_MINUTE": "6",
        f"{PREFIX}WEB_REQUESTS_A_MINUTE": "60",
        f"{PREFIX}PROXIES": "1",
        f"{PREFIX}SOCKETIO": "1",
    }
    with serving({**environment, **own}, tmp_path_factory.mktemp("strict") / "log") as server:
        yield server


def test_too_many_messages_in_a_conversation_have_to_wait(strict_server: Server) -> None:
    visitor = Visitor(strict_server)
    statuses = [
        visitor.post("messages", {"id": f"message-{n}", "text": "hello"}, **{"X-Forwarded-For": "10.1.1.1"})
        for n in range(4)
    ]
    assert [response.status_code for response in statuses] == [200, 200, 429, 429]
    assert 1 <= int(statuses[-1].headers["Retry-After"]) <= 11
    assert statuses[-1].json()["error"]
    other = Visitor(strict_server)
    assert (
        other.post("messages", {"id": "message-1", "text": "hello"}, **{"X-Forwarded-For": "10.1.1.2"}).status_code
        == 200
    )


def test_too_many_requests_of_an_address_have_to_wait(strict_server: Server) -> None:
    def begin(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return requests.post(f"{strict_server.url}/chat/conversation", headers=headers, timeout=30).status_code

    assert {begin("10.2.2.2") for _ in range(40)} == {201, 429}
    assert begin("10.2.2.3") == 201
    # One address of IPv6 has a whole network to itself.
    assert {begin(f"2001:db8::{n:x}") for n in range(40)} == {201, 429}


def test_without_a_proxy_nobody_can_name_another_address(server: Server) -> None:
    statuses = [
        requests.post(
            f"{server.url}/chat/conversation", headers={"X-Forwarded-For": f"10.3.3.{n}"}, timeout=30
        ).status_code
        for n in range(100)
    ]
    assert 429 in statuses


def test_the_widget_is_cached_by_its_version(server: Server) -> None:
    first = server.get("/widget.js")
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert first.headers["Content-Encoding"] == "gzip"
    assert "max-age=300" in first.headers["Cache-Control"]
    assert first.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in first.headers
    head = requests.head(f"{server.url}/widget.js", headers={"Accept-Encoding": "gzip"}, timeout=30)
    assert (head.status_code, head.headers["ETag"]) == (200, first.headers["ETag"])
    again = server.get("/widget.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    version = first.headers["ETag"].removeprefix("W/").strip('"')
    assert "immutable" in server.get(f"/widget.js?v={version}").headers["Cache-Control"]
    assert "immutable" not in server.get("/widget.js?v=0").headers["Cache-Control"]
    plain = server.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert plain.content == first.content
    assert len(gzip.compress(plain.content)) < 30 * 1024


@pytest.mark.parametrize("path", ["/", "/widget.js", "/chat/conversation", "/chat/messages", "/chat/events"])
def test_every_reply_has_security_headers(path: str, web: Server) -> None:
    headers = web.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Access-Control-Allow-Credentials" not in headers or not path.startswith("/chat")


def test_the_demo_page_keeps_the_strictest_policy(web: Server) -> None:
    page = web.get("/")
    policy = page.headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "<rolewise-chat" not in page.text
    assert "/widget.js?v=" in page.text


def test_other_pages_are_as_before(server: Server) -> None:
    assert server.get("/health").json() == {"status": "live"}
    assert server.get("/nowhere").status_code == 404


def test_socketio_is_off_unless_it_is_wanted(server: Server, strict_server: Server) -> None:
    path = "/socket.io/?EIO=4&transport=polling"
    assert server.get(path).status_code == 404
    assert server.get("/webhooks/socketio/").status_code == 404
    assert strict_server.get(path).status_code == 200


@pytest.fixture
def socket(strict_server: Server) -> Callable[[dict[str, Any]], list[dict[str, Any]]]:
    """Says something over Socket.IO and returns what comes back."""
    import asyncio

    import socketio

    async def talk(message: dict[str, Any]) -> list[dict[str, Any]]:
        client = socketio.AsyncClient()
        heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        client.on("bot_uttered", heard.put)
        await client.connect(strict_server.url, transports=["polling"])
        await client.emit("user_uttered", message)
        replies: list[dict[str, Any]] = []
        while not (replies and replies[-1]["quick_replies"]):
            replies.append(await asyncio.wait_for(heard.get(), 20))
        # A patient farewell waits for the last poll, which the server holds for half a minute.
        await client.eio.disconnect(abort=True)
        return replies

    return lambda message: asyncio.run(talk(message))


def test_socketio_answers_in_text_with_buttons(socket: Callable[..., list[dict[str, Any]]]) -> None:
    replies = socket({"message": "help"})
    assert replies[0]["text"]
    assert replies[-1]["quick_replies"]


def test_socketio_does_not_trust_a_claimed_session(
    strict_server: Server, socket: Callable[..., list[dict[str, Any]]]
) -> None:
    visitor = Visitor(strict_server)
    visitor.post(
        "messages",
        {"id": "message-1", "text": "What does a data science manager earn?"},
        **{"X-Forwarded-For": "10.9.9.9"},
    )
    claimed = f"web:{visitor.token.split('.')[0]}"
    replies = socket({"message": "what skills do they need?", "session_id": claimed})
    assert "Excellent in leadership" not in json.dumps(replies)
