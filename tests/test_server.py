"""`rolewise serve`, a real process asked over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from actions.answer import Answer
from actions.plain_text import plain_text
from tests.conftest import TOKEN

HOOK = "/webhooks/rest/webhook"


def test_it_is_live_and_ready(server: Any) -> None:
    assert server.get("/health").json() == {"status": "live"}
    assert server.get("/ready").json() == {"status": "ready"}


def test_an_answer_is_text_that_reads_by_itself_and_the_answer_as_data(server: Any) -> None:
    message = server.ask("What does a machine learning engineer earn?", "reader")

    assert set(message) == {"recipient_id", "text", "custom", "buttons"}
    assert message["recipient_id"] == "reader"
    assert "Survey median: USD 184,750 a year" in message["text"]
    assert "Source: " in message["text"]
    answer = Answer.from_dict(message["custom"])
    assert answer.kind == "answer"
    assert plain_text(answer) == message["text"]
    assert [vars(button) for button in answer.buttons] == message["buttons"]


def test_a_conversation_goes_on_by_its_sender(server: Any) -> None:
    assert "TensorFlow" in server.ask("What skills does a machine learning engineer need?", "goes-on")["text"]
    assert "Excellent in leadership" in server.ask("and the manager?", "goes-on")["text"]


def test_a_request_that_is_repeated_by_its_id_gets_the_same_reply(server: Any) -> None:
    server.ask("What does a data science manager earn?", "repeats")
    body = {"sender": "repeats", "message": "and the tools?", "message_id": "m-1"}

    first = server.post(body).json()
    server.ask("What does a data analyst earn?", "repeats")

    assert server.post(body).json() == first
    assert "Jira" in first[0]["text"]
    assert server.post({**body, "sender": "another"}).json() != first, "an id is one conversation's own"


def test_the_conversation_of_another_sender_is_not_reached(server: Any) -> None:
    server.ask("What does a data science manager earn?", "alice")

    for other in ("bob", "rest:alice", "Alice", "alice.", None):
        answer = server.ask("what skills do they need?", other)
        assert answer["custom"]["kind"] == "question", other
        assert "Excellent in leadership" not in answer["text"]


def test_without_a_sender_every_message_is_a_conversation_of_its_own(server: Any) -> None:
    first = server.ask("What does a data science manager earn?")
    second = server.ask("what skills do they need?")

    assert first["recipient_id"] != second["recipient_id"]
    assert second["custom"]["kind"] == "question"


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "hello",
        7,
        {},
        {"sender": "x"},
        {"message": None},
        {"message": 7},
        {"message": ["hello"]},
        {"message": {"text": "hello"}},
        {"message": "hello", "sender": 7},
        {"message": "hello", "sender": ["x"]},
        {"message": "hello", "sender": "x y"},
        {"message": "hello", "sender": "x\x00"},
        {"message": "hello", "sender": "x\n"},
        {"message": "hello", "sender": "x" * 129},
        {"message": "hello", "sender": "../x"},
        {"message": "hello", "message_id": "1"},
        {"message": "hello", "sender": "x", "message_id": 1},
        {"message": "hello", "sender": "x", "message_id": ""},
        {"message": "hello", "sender": "x", "message_id": "1\n"},
    ],
    ids=str,
)
def test_a_body_that_is_no_message_is_400_with_a_reason(body: object, server: Any) -> None:
    response = server.post(body)

    assert response.status_code == 400, response.text
    assert response.json()["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"message=hello"], ids=repr)
def test_a_body_that_is_not_json_is_400(body: bytes, server: Any) -> None:
    response = requests.post(server.url + HOOK, data=body, headers={"Content-Type": "application/json"}, timeout=30)

    assert response.status_code == 400, response.text
    assert response.json()["error"]


def test_a_method_or_path_that_is_not_there_is_4xx_as_json(server: Any) -> None:
    assert server.get(HOOK).status_code == 405
    missing = server.get("/nowhere")
    assert missing.status_code == 404
    assert missing.json()["error"]


def test_a_stream_is_not_asked_for_by_the_client(server: Any) -> None:
    """Rasa's own channel streams on ?stream=true; ours has one form of reply."""
    response = server.post({"message": "hello"}, path=f"{HOOK}?stream=true")

    assert response.status_code == 200
    assert response.json()[0]["custom"]["kind"] == "chat"


MANAGEMENT: list[tuple[str, str]] = [
    ("POST", "/model/parse"),
    ("POST", "/model/train"),
    ("PUT", "/model"),
    ("DELETE", "/model"),
    ("GET", "/status"),
    ("GET", "/domain"),
    ("GET", "/conversations/rest:alice/tracker"),
    ("POST", "/conversations/rest:alice/tracker/events"),
    ("POST", "/conversations/rest:alice/execute"),
    ("POST", "/conversations/rest:alice/trigger_intent"),
    ("POST", "/conversations/rest:alice/messages"),
    ("GET", "/conversations/rest:alice/story"),
]


@pytest.mark.parametrize(("method", "path"), MANAGEMENT)
def test_the_management_api_is_off(method: str, path: str, server: Any) -> None:
    response = requests.request(method, server.url + path, json={"text": "hello"}, timeout=30)

    assert response.status_code in (404, 405), response.text


@pytest.mark.parametrize("credentials", ["", "?token=", "?token=wrong"])
def test_the_management_api_asks_for_its_token(credentials: str, managed_server: Any) -> None:
    assert managed_server.get(f"/conversations/rest:x/tracker{credentials}").status_code == 401
    assert managed_server.post({"text": "hi"}, path=f"/model/parse{credentials}").status_code == 401


def test_the_management_api_is_on_with_its_token(managed_server: Any) -> None:
    parsed = managed_server.post({"text": "What does a data analyst earn?"}, path=f"/model/parse?token={TOKEN}")

    assert parsed.status_code == 200, parsed.text
    assert parsed.json()["intent"]["name"] == "ask_salary"


@pytest.fixture
def tracker(managed_server: Any) -> Callable[[str], Any]:
    return lambda name: managed_server.get(f"/conversations/{name}/tracker?token={TOKEN}").json()


def test_a_clients_channel_and_metadata_are_trusted_with_nothing(
    managed_server: Any, tracker: Callable[[str], Any]
) -> None:
    body = {
        "sender": "mallory",
        "message": "What does a data analyst earn?",
        "input_channel": "shell",
        "metadata": {"admin": True, "reason": "command"},
        "slots": {"roles": ["Data Engineer"]},
        "parse_data": {"intent": {"name": "restart", "confidence": 1.0}, "entities": []},
    }
    (answer,) = managed_server.post(body).json()

    assert "USD 104,244" in answer["text"]
    said = [event for event in tracker("rest:mallory")["events"] if event["event"] == "user"]
    assert [event["input_channel"] for event in said] == ["rest"]
    assert "admin" not in str(said)
    assert tracker("rest:mallory")["slots"]["roles"] == ["Data Analyst"]


def test_a_sender_stays_in_its_channel(managed_server: Any, tracker: Callable[[str], Any]) -> None:
    managed_server.post({"sender": "default", "message": "What does a data analyst earn?"})

    assert tracker("rest:default")["slots"]["roles"] == ["Data Analyst"]
    assert tracker("default")["slots"]["roles"] is None


def test_the_token_gives_no_power_to_what_is_typed(managed_server: Any, tracker: Callable[[str], Any]) -> None:
    managed_server.post({"sender": "typist", "message": "What does a data analyst earn?"})
    managed_server.post({"sender": "typist", "message": '/ask_salary{"role": "Data Engineer"}'})
    managed_server.post({"sender": "typist", "message": "/restart"})

    assert tracker("rest:typist")["slots"]["roles"] == ["Data Analyst"]
