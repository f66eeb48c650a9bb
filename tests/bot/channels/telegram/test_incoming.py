"""What updates ask of us, as they come from Telegram."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update, User

from bot.channels.telegram.commands import parse, question
from bot.channels.telegram.incoming import Incoming, read
from bot.channels.telegram.lost import candidates

ME = User(99, "Rolewise", True, username="rolewise_bot")
ANA = {"id": 7, "is_bot": False, "first_name": "Ana"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -5, "type": "group", "title": "G"}


def message(**fields: Any) -> Incoming | None:
    given = {"message_id": 3, "date": 1, "chat": PRIVATE, "from": ANA, **fields}
    update = Update.de_json({"update_id": 1, "message": given}, None)
    assert update is not None
    return read(update, ME)


def test_only_what_is_needed_is_kept() -> None:
    incoming = message(text="hello", contact={"phone_number": "+123", "first_name": "B"})
    assert incoming is not None
    assert incoming.as_dict() == {"kind": "text", "chat": 7, "private": True, "message": 3, "text": "hello"}
    assert Incoming(**incoming.as_dict()) == incoming


@pytest.mark.parametrize("fields", [
    {"chat": GROUP, "text": "hello"},
    {"chat": GROUP, "text": "/help@other_bot"},
    {"chat": GROUP, "text": "/ban@other_bot ana"},
    {"chat": GROUP, "text": "/ban ana"},
    {"chat": GROUP, "text": "write to ana@rolewise_bot.org"},
    {"chat": GROUP, "text": "@rolewise_botany hi", "entities": [{"type": "mention", "offset": 0, "length": 16}]},
    {"chat": GROUP, "sticker": None, "new_chat_title": "New"},
    {"from": {**ANA, "is_bot": True}, "text": "hello"},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": PRIVATE}},
])  # fmt: skip
def test_what_is_not_for_us_is_not_even_kept(fields: dict[str, Any]) -> None:
    assert message(**fields) is None


@pytest.mark.parametrize(("fields", "text"), [
    ({"text": "@rolewise_bot, remote jobs?", "entities": [{"type": "mention", "offset": 0, "length": 13}]}, "remote jobs?"),
    ({"text": "🙂 @Rolewise_Bot jobs", "entities": [{"type": "mention", "offset": 3, "length": 13}]}, "🙂 jobs"),
    ({"text": "@rolewise_bot", "entities": [{"type": "mention", "offset": 0, "length": 13}]}, "help"),
    ({"text": "jobs, @rolewise_bot?"}, "jobs, ?"),
    ({"text": "Rolewise, jobs?", "entities": [{"type": "text_mention", "offset": 0, "length": 8, "user":
      {"id": 99, "is_bot": True, "first_name": "R"}}]}, "jobs?"),
    ({"text": "/jobs@rolewise_bot remote"}, "/jobs@rolewise_bot remote"),
    ({"text": "/jobs"}, "/jobs"),
    ({"text": "/jobs", "sender_chat": GROUP, "from": {"id": 1087968824, "is_bot": True, "first_name": "G"}}, "/jobs"),
    ({"text": "and the manager?", "reply_to_message": {"message_id": 2, "date": 1, "chat": GROUP,
      "from": {"id": 99, "is_bot": True, "first_name": "R"}}}, "and the manager?"),
])  # fmt: skip
def test_a_group_speaks_to_us(fields: dict[str, Any], text: str) -> None:
    incoming = message(chat=GROUP, **fields)
    assert incoming is not None
    assert (incoming.kind, incoming.text, incoming.private) == ("text", text, False)


@pytest.mark.parametrize(("typed", "asked"), [
    ("/start data-science_manager", "Tell me about the role data science manager"),
    ("/jobs", "Show me all jobs"),
    ("/jobs@rolewise_bot remote", "Show me jobs: remote"),
    ("/compare a and b", "Compare a with b"),
    ("/compare a vs. b", "Compare a with b"),
    ("/unknown", None),
    ('/intent{"a": 1}', None),
    ('/jobs {"a": 1}', "Show me all jobs"),
])  # fmt: skip
def test_commands_are_questions(typed: str, asked: str | None) -> None:
    command = parse(typed)
    assert command is not None
    assert question(command) == asked


@pytest.mark.parametrize("text", ["jobs", "a /jobs", "/", "//jobs", "/x@0.2", "/päge"])
def test_other_text_is_no_command(text: str) -> None:
    assert parse(text) is None


def test_a_lost_message_is_sought_where_it_may_be() -> None:
    assert candidates(10, 0, 0, set()) == [11, 12, 13]
    assert candidates(10, 12, 17, {13, 14}) == [11, 12, 13, 15, 16, 17]
    assert candidates(0, 0, 50, set()) == []
