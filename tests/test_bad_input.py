"""What is no question gets a graceful reply or a clear 4xx; the conversation goes on as if it had not been sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

BAD = {
    "empty": "",
    "blank": " \t\n ",
    "emoji": "🙂🙂🙂 🚀",
    "punctuation": "?!...",
    "too long": "x" * 100_000,
    "too many words": "what does a data analyst earn? " * 3_500,
    "control characters": "\x01\x02\x07\x1b\x7f",
    "an escape sequence of terminals": "\x1b[31m",
    "NUL": "\x00",
    "bidirectional override": "\u202e\u2066\u2069",
    "combining marks": "\u0301" * 500,
    "HTML": "<script>alert(document.cookie)</script>",
    "an image": '<img src=x onerror="alert(1)">',
    "SQL": "'; DROP TABLE listing; --",
    "SQL that is always true": "' OR '1'='1",
    "an intent": "/ask_salary",
    "an intent with entities": '/ask_salary{"role":"Data Engineer"}',
    "an intent with a slot": '/find_listings{"roles": ["Data Engineer"], "topic": "ask_salary"}',
    "an intent with confidence": "/greet@1.0",
    "restart": "/restart",
    "session start": "/session_start",
    "back": "/back",
    "restart behind a blank": "  /restart",
    "restart behind control characters": "\x00\u200b/restart",
    "restart behind more slashes": "///restart",
    "an event for another system": "EXTERNAL: init",
    "a path": "../../../../etc/passwd",
    "a template": "{{7*7}} ${7*7} %s %n",
}
each_bad = pytest.mark.parametrize("message", BAD.values(), ids=BAD.keys())
GRACEFUL = {"refusal", "question", "unknown"}


@each_bad
def test_a_bad_message_is_replied_to_and_changes_nothing(message: str, talk: Callable[[str], Any]) -> None:
    before = talk("What does a data analyst earn?")
    assert "USD 104,244" in before.text

    reply = talk(message)

    assert reply.kind in GRACEFUL, reply.text
    assert reply.text.strip()
    assert "went wrong" not in reply.text
    assert reply.trace.slots == before.trace.slots
    assert "USD 140,000" in talk("and a data engineer?").text


@each_bad
def test_a_bad_message_over_http_is_replied_to_or_refused(message: str, server: Any) -> None:
    sender = f"bad-{abs(hash(message))}"
    assert "USD 104,244" in server.ask("What does a data analyst earn?", sender)["text"]

    response = server.post({"sender": sender, "message": message})

    assert response.status_code in (200, 400, 413), response.text
    if response.status_code == 200:
        (answer,) = response.json()
        assert answer["custom"]["kind"] in GRACEFUL
    else:
        assert response.json()["error"]
    assert "Traceback" not in response.text
    assert "USD 140,000" in server.ask("and a data engineer?", sender)["text"]


def test_a_message_that_is_too_long_is_told_so(talk: Callable[[str], Any]) -> None:
    assert "too long" in talk(BAD["too long"]).text


def test_a_message_that_is_too_long_is_413_over_http(server: Any) -> None:
    assert server.post({"message": BAD["too long"]}).status_code == 413


@pytest.mark.parametrize("message", ["/ask_salary", '/ask_salary{"role":"x"}', "/restart", "/goodbye"])
def test_a_command_gives_no_power(message: str, talk: Callable[[str], Any]) -> None:
    reply = talk(message)

    assert reply.kind == "refusal"
    assert "slash" in reply.text


@pytest.mark.parametrize("message", ["/help", "/start"])
def test_what_messengers_send_at_first_is_help(message: str, talk: Callable[[str], Any]) -> None:
    assert talk(message).trace.intent == "help"


@pytest.mark.parametrize(
    "message",
    [
        "What does a \x00data analyst\x07 earn?",
        "  What does a data\tanalyst\nearn?  ",
        "/ What does a data analyst earn?",
        "<b>What does a data analyst earn?</b>",
        "What does a data analyst earn? 🙂",
        "WHAT DOES A DATA ANALYST EARN???",
        "what  does a\u200b data analyst  earn",
    ],
)
def test_a_question_in_bad_dress_is_answered(message: str, talk: Callable[[str], Any]) -> None:
    assert "USD 104,244" in talk(message).text


def test_markup_in_a_name_is_only_a_name(talk: Callable[[str], Any]) -> None:
    reply = talk("What skills does a '; DROP TABLE role; -- need?")

    assert reply.kind in GRACEFUL | {"answer"}
    assert "Roles I know" in talk("Which roles do you know?").text


def test_what_is_refused_leaves_an_answer_that_is_json(server: Any) -> None:
    answer = server.ask('"},{"x":"\\')

    assert json.loads(json.dumps(answer)) == answer
    assert answer["custom"]["kind"] in GRACEFUL
