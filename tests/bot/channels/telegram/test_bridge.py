"""The whole channel over HTTP, with the real model."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.bot.channels.telegram.conftest import Start
from tests.bot.channels.telegram.fake_api import FakeBotApi, Refused


def test_a_question_is_answered_once_with_typing_before(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "What does an ML engineer do?")
    (sent,) = api.wait_for(7, 1)
    assert "Machine Learning Engineer" in sent.text
    assert "<b>" in sent.html
    assert sent.text.splitlines()[-1].startswith("Source: ")
    methods = [name for _, name, data in api.calls if data.get("chat_id") == "7"]
    assert methods == ["sendChatAction", "sendMessage"]


def test_the_menu_of_commands_is_set(api: FakeBotApi, start: Start) -> None:
    start()
    names = [command["command"] for command in api.commands]
    assert {"start", "help", "roles", "jobs", "salary", "compare", "forget", "alerts"} <= set(names)


def test_commands_ask(api: FakeBotApi, start: Start) -> None:
    start()
    expected = {
        "/start": "Hello",
        "/start data-science-manager": "Data Science Manager",
        "/help": "You can ask",
        "/roles": "Machine Learning Engineer",
        "/jobs": "1–5 of 5",
        "/jobs remote over 120k": "Remote listings reaching USD 120,000",
        "/salary data engineer": "140,000",
        "/compare ML engineer, data science manager": "Machine Learning Engineer vs. Data Science Manager",
    }
    for chat, command in enumerate(expected, 1):
        api.say(chat, command)
    for chat, contained in enumerate(expected.values(), 1):
        api.wait_for(chat, 1)
        api.wait(lambda chat=chat, contained=contained: any(contained in m.text for m in api.chat(chat)))  # type: ignore[misc]


def test_a_list_is_paged_in_place(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "Show me all jobs")
    (sent,) = api.wait_for(7, 1)
    api.press(sent, "Sort by pay")
    api.wait(lambda: len(sent.versions) == 2)
    assert "highest pay first" in sent.text
    assert len(api.chat(7)) == 1
    assert len(api.answered_queries) == 1


def test_a_chosen_button_is_answered_at_once_and_marked(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "What does an ML engineer do?")
    (sent,) = api.wait_for(7, 1)
    titles = [button["text"] for button in sent.buttons]
    api.press(sent, titles[0])
    api.wait_for(7, 2)
    api.wait(lambda: sent.buttons[0]["text"] == f"✓ {titles[0]}")
    assert [button["text"] for button in sent.buttons[1:]] == titles[1:]
    assert [query.get("text") for query in api.answered_queries] == [None]


def test_a_button_means_later_what_it_meant_when_it_was_shown(api: FakeBotApi, start: Start) -> None:
    bot = start()
    api.say(7, "Show me all jobs")
    (first,) = api.wait_for(7, 1)
    api.say(7, "remote jobs")
    api.say(7, "What does an ML engineer do?")
    api.wait_for(7, 3)
    bot.stop()
    start()
    api.press(first, "3. ")
    assert "Rochester" in api.wait_for(7, 4)[3].text
    api.press(first, "Sort by pay")
    api.wait(lambda: len(first.versions) == 2)
    assert "Listings, highest pay first" in first.text
    assert "1–5 of 5" in first.text


def test_a_button_tapped_twice_counts_once(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "Show me all jobs")
    (sent,) = api.wait_for(7, 1)
    data = sent.button("Sort by pay")["callback_data"]
    api.press_data(sent, data)
    api.press_data(sent, data)
    api.wait(lambda: len(api.answered_queries) == 2)
    api.say(7, "hello")
    api.wait_for(7, 2)
    assert len(sent.versions) == 2


def test_a_button_belongs_to_its_chat_and_outlives_a_restart(api: FakeBotApi, start: Start) -> None:
    bot = start()
    api.say(7, "What does an ML engineer do?")
    api.say(8, "hello")
    (sent,), (other,) = api.wait_for(7, 1), api.wait_for(8, 1)
    api.press_data(other, sent.buttons[0]["callback_data"])
    api.wait(lambda: len(api.answered_queries) == 1)
    assert "out of date" in api.answered_queries[0]["text"]
    bot.stop()
    start()
    api.press(sent, sent.buttons[0]["text"])
    api.wait_for(7, 2)
    assert len(api.chat(8)) == 1


def test_a_restart_keeps_the_context(api: FakeBotApi, start: Start) -> None:
    bot = start()
    api.say(7, "What skills does an ML engineer need?")
    api.wait_for(7, 1)
    bot.stop()
    start()
    api.say(7, "and the manager?")
    assert "Data Science Manager" in api.wait_for(7, 2)[-1].text


def test_a_wide_comparison_is_a_picture_with_words(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "Compare an ML engineer with a data science manager")
    api.wait(lambda: any(m.photo for m in api.chat(7)))
    api.wait(lambda: "Source" in api.chat(7)[-1].text)
    assert "Leadership" in "".join(message.text for message in api.chat(7))


def test_forget_deletes_at_once_and_says_so(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "What skills does an ML engineer need?")
    api.wait_for(7, 1)
    api.say(7, "/forget")
    assert "deleted" in api.wait_for(7, 2)[-1].text
    api.say(7, "and the manager?")
    # With nothing to lean on, the overview is given, not the skills.
    assert "Industries" in api.wait_for(7, 3)[-1].text


def test_a_fresh_start_deletes_nothing_and_says_what_does(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "delete my data")
    assert "/forget" in api.wait_for(7, 1)[0].text


def test_an_update_delivered_twice_is_answered_once_even_after_forget(api: FakeBotApi, start: Start) -> None:
    start()
    api.say(7, "hello")
    api.wait_for(7, 1)
    api.say(7, "/forget")
    api.wait_for(7, 2)
    again: list[dict[str, Any]] = []
    for number in (1001, 1002):
        again.append({"update_id": number, "message": {"message_id": number, "date": 1, "text": "hello",
                      "chat": {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": False, "first_name": "A"}}})  # fmt: skip
    api._updates.extend(again)
    api.say(8, "hello")
    api.wait_for(8, 1)
    assert len(api.chat(7)) == 2


def test_what_holds_no_text_is_declined(api: FakeBotApi, start: Start) -> None:
    start()
    sticker = {"file_id": "1", "file_unique_id": "1", "type": "regular", "width": 1, "height": 1,
               "is_animated": False, "is_video": False}  # fmt: skip
    voice = {"file_id": "1", "file_unique_id": "1", "duration": 1}
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    contact = {"phone_number": "+1", "first_name": "B"}
    api.say(1, sticker=sticker)
    api.say(2, voice=voice)
    api.say(3, photo=photo)
    api.say(4, contact=contact)
    api.say(5, photo=photo, caption="What does an ML engineer do?")
    for chat, word in ((1, "stickers"), (2, "voice"), (3, "pictures"), (4, "contacts"), (5, "Machine Learning")):
        assert word in api.wait_for(chat, 1)[0].text
    person = {"id": 6, "is_bot": False, "first_name": "A"}
    chat = {"id": 6, "type": "private"}
    edited = {"message_id": 1, "date": 1, "edit_date": 2, "chat": chat, "from": person, "text": "hm"}
    api.update(edited_message=edited)
    assert "new message" in api.wait_for(6, 1)[0].text


def test_a_group_is_answered_only_when_it_speaks_to_us(api: FakeBotApi, start: Start) -> None:
    start()
    group = -500
    named = "@rolewise_bot what does an ML engineer do?"
    api.say(group, "what does an ML engineer do?")
    api.say(group, "/help@another_bot")
    api.say(group, named, entities=[{"type": "mention", "offset": 0, "length": 13}])
    (sent,) = api.wait_for(group, 1)
    assert "Machine Learning Engineer" in sent.text
    assert "reply_parameters" in sent.extra
    api.say(group, "/help@rolewise_bot")
    assert "You can ask" in api.wait_for(group, 2)[1].text
    post = {"message_id": 9, "date": 1, "chat": {"id": -1009, "type": "channel", "title": "C"}, "text": "hello"}
    api.update(channel_post=post)
    api.update(channel_post={**post, "text": "hello @rolewise_bot"})
    assert "channels" in api.wait_for(-1009, 1)[0].text


def test_a_group_that_moves_keeps_its_conversation(api: FakeBotApi, start: Start) -> None:
    start()
    old, new = -500, -1_000_000_000_500
    mention = [{"type": "mention", "offset": 0, "length": 13}]
    api.say(old, "@rolewise_bot what skills does an ML engineer need?", entities=mention)
    api.wait_for(old, 1)
    api.migrated[old] = new
    api.say(old, "@rolewise_bot and the manager?", entities=mention)
    assert "Data Science Manager" in api.wait_for(new, 1)[0].text
    api.say(new, "@rolewise_bot and the engineer?", entities=mention)
    assert "Machine Learning Engineer" in api.wait_for(new, 2)[1].text


def test_who_blocked_us_is_left_alone_and_others_are_answered(api: FakeBotApi, start: Start) -> None:
    start()
    api.blocked.add(7)
    api.say(7, "hello")
    api.say(8, "hello")
    api.wait_for(8, 1)
    api.wait(lambda: len([c for c in api.called("sendMessage") if c["chat_id"] == "7"]) == 1)
    api.blocked.clear()
    api.say(7, "What does an ML engineer do?")
    assert "Machine Learning" in api.wait_for(7, 1)[0].text


def test_failures_lose_nothing_and_double_nothing(api: FakeBotApi, start: Start) -> None:
    start()
    failures = ["drop", "lose", "broken", Refused(500, "Internal"), Refused(429, "Too Many", retry_after=1)]
    for chat, failure in enumerate(failures, 1):
        api.fail("sendMessage", failure)
        api.say(chat, "hello")
        api.wait_for(chat, 1)
        api.say(chat, "What does an ML engineer do?")
        api.wait_for(chat, 2)
        assert len(api.chat(chat)) == 2, failure


def test_a_timeout_is_looked_into_before_anything_is_sent_again(api: FakeBotApi, start: Start) -> None:
    start(telegram_timeout=0.5)
    api.fail("sendMessage", "slow")
    api.say(7, "hello")
    api.say(7, "What does an ML engineer do?")
    api.wait_for(7, 2)
    assert "Hello" in api.chat(7)[0].text
    assert "Machine Learning" in api.chat(7)[1].text
    assert len(api.called("sendMessage")) == 2


def test_refused_markup_is_sent_plainly(api: FakeBotApi, start: Start) -> None:
    start()
    api.fail("sendMessage", Refused(400, "Bad Request: can't parse entities: whatever"))
    api.say(7, "What does an ML engineer do?")
    (sent,) = api.wait_for(7, 1)
    assert "parse_mode" not in sent.extra
    assert "<b>" not in sent.text


def test_one_chat_is_in_order_and_paced(api: FakeBotApi, start: Start) -> None:
    api.per_chat = 0.2
    start(telegram_chat_rate=5.0)
    questions = {
        "hello": "Hello",
        "What does an ML engineer do?": "Machine Learning",
        "help": "You can ask",
        "thanks": "welcome",
    }
    for question in questions:
        api.say(7, question)
    sent = api.wait_for(7, 4)
    for message, expected in zip(sent, questions.values()):
        assert expected in message.text
    assert not api.failures
    assert len(api.called("sendMessage")) == 4


def test_a_refused_picture_is_said_in_words(api: FakeBotApi, start: Start) -> None:
    start()
    api.fail("sendPhoto", *[Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")] * 2)
    api.say(7, "Who earns more, an ML engineer or a data analyst?")
    (sent,) = api.wait_for(7, 1)
    assert sent.photo is None
    assert "104,244" in sent.text


def test_a_chat_that_floods_holds_nobody_up(api: FakeBotApi, start: Start) -> None:
    start(telegram_chat_rate=2.0)
    for _ in range(60):
        api.say(7, "hello")
    api.say(8, "What does an ML engineer do?")
    api.wait_for(8, 1)
    assert len(api.chat(7)) < 30


def test_a_stop_is_quick_and_loses_nothing(api: FakeBotApi, start: Start) -> None:
    bot = start(telegram_chat_rate=1.0)
    questions = {"hello": "Hello", "What does an ML engineer do?": "Machine Learning", "help": "You can ask"}
    for question in questions:
        api.say(7, question)
    api.wait_for(7, 1)
    began = time.monotonic()
    bot.stop()
    assert time.monotonic() - began < 3
    start(telegram_chat_rate=100.0)
    for message, expected in zip(api.wait_for(7, 3), questions.values()):
        assert expected in message.text


def test_a_server_that_lacks_methods_is_answered_through_and_shows_the_choice(api: FakeBotApi, start: Start) -> None:
    api.lacking |= {"deleteWebhook", "setMyCommands", "sendChatAction", "answerCallbackQuery"}
    api.lacking |= {"editMessageReplyMarkup", "editMessageCaption"}
    start()
    api.say(7, "What does an ML engineer do?")
    (sent,) = api.wait_for(7, 1)
    api.press(sent, "Skills")
    assert "Python" in api.wait_for(7, 2)[1].text
    api.wait(lambda: sent.buttons[0]["text"] == "✓ Skills")


def test_a_server_that_takes_no_pictures_and_no_edits_is_told_in_new_messages(api: FakeBotApi, start: Start) -> None:
    api.lacking |= {"sendPhoto", "editMessageText", "editMessageReplyMarkup"}
    start()
    api.say(7, "Who earns more, an ML engineer or a data analyst?")
    assert "104,244" in api.wait_for(7, 1)[0].text
    api.say(7, "Show me all jobs")
    api.press(api.wait_for(7, 2)[1], "Sort by pay")
    assert "highest pay first" in api.wait_for(7, 3)[2].text


def test_updates_that_nobody_knows_hold_nobody_up(api: FakeBotApi, start: Start) -> None:
    start()
    api.update(message={"message_id": 1, "text": "without a chat"})
    api.update(callback_query={"id": "1"})
    api.update(brand_new_kind={"id": 1})
    api.update(
        inline_query={"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "A"}, "query": "", "offset": ""}
    )
    api.say(7, "hello")
    assert "Hello" in api.wait_for(7, 1)[0].text


def test_updates_out_of_order_are_put_in_order_and_answered_once(api: FakeBotApi, start: Start) -> None:
    with api._lock:
        for question in ("hello", "help", "thanks"):
            api.say(7, question)
        api._updates.reverse()
        api._updates.append(api._updates[0])
    start()
    for message, expected in zip(api.wait_for(7, 3), ("Hello", "You can", "welcome")):
        assert expected in message.text
    api.say(8, "hello")
    api.wait_for(8, 1)
    assert len(api.chat(7)) == 3


def test_a_webhook_left_behind_is_taken_away_however_often_that_fails(api: FakeBotApi, start: Start) -> None:
    api.webhook = {"url": "https://example.org"}
    api.fail("deleteWebhook", "drop", Refused(500, "Internal Server Error"))
    start()
    api.say(7, "hello")
    api.wait_for(7, 1)


def test_the_menu_is_set_though_calls_fail(api: FakeBotApi, start: Start) -> None:
    api.fail("setMyCommands", "drop", Refused(429, "Too Many Requests: retry after 1"))
    start()
    api.wait(lambda: bool(api.commands))


def test_a_command_that_there_is_not_has_no_power(api: FakeBotApi, start: Start) -> None:
    start()
    orders = [
        "/restart",
        "/session_start",
        '/ask_salary{"role": "Data Engineer"}',
        ' /out_of_scope {"a": 1}',
        "/nonsense",
    ]
    for number, order in enumerate(orders, 1):
        api.say(7, order)
        said = api.wait_for(7, number)[-1]
        assert "I have no command" in said.text
        assert said.button("What can I ask?")


def test_what_cannot_be_answered_is_said_to_be_so(
    api: FakeBotApi, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.turns._PAUSES", (0.0, 0.0))
    bot = start()
    turn = bot.assistant.turn

    async def broken(text: str, *arguments: Any, **named: Any) -> Any:
        if text == "help":
            raise RuntimeError("of a test")
        return await turn(text, *arguments, **named)

    bot.assistant.turn = broken
    api.say(7, "help")
    assert "went wrong" in api.wait_for(7, 1)[0].text
    api.say(7, "hello")
    assert "Hello" in api.wait_for(7, 2)[1].text


def test_after_forget_nothing_of_the_chat_is_left_in_the_database(
    api: FakeBotApi, start: Start, tmp_path: Path
) -> None:
    bot = start()
    said = "Tell me about new remote data engineer jobs over 123k"
    for number, text in enumerate((said, "What does an ML engineer do?", "I like Xyzzy", "/forget"), 1):
        api.say(7_654_321, text)
        api.wait_for(7_654_321, number)
    api.say(8, "hello")
    api.wait_for(8, 1)
    api.wait(lambda: not rows(tmp_path / "conversations.db", "telegram_delivery", "settled = 0"))
    file = tmp_path / "conversations.db"
    left = {table: rows(file, table, "conversation = 'telegram:7654321'") for table in KEPT_BY_CONVERSATION}
    assert {table: len(found) for table, found in left.items() if found} == {"sent": 1, "telegram_delivery": 1}
    assert "deleted" in left["sent"][0]["body"]
    assert not rows(file, "events", "sender_id = 'telegram:7654321'")
    bytes_left = b"".join(part.read_bytes() for part in tmp_path.glob("conversations.db*"))
    for word in (b"123k", b"123,000", b"Xyzzy", b"ML engineer"):
        assert word not in bytes_left, word
    bot.stop()


KEPT_BY_CONVERSATION = [
    "received", "sent", "telegram_delivery", "telegram_keyboard", "alert", "alert_told", "alert_digest",
]  # fmt: skip


def rows(file: Path, table: str, condition: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE {condition}")]  # noqa: S608
