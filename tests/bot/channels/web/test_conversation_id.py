"""A conversation's name cannot be guessed, made up, or taken from another channel."""

from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.conversation_id import ConversationIds, NotIssued

IDS = ConversationIds(b"a secret of the tests, long enough")


def test_a_name_has_128_random_bits() -> None:
    names = {IDS.read(IDS.issue()) for _ in range(1000)}
    assert len(names) == 1000
    assert {len(base64.urlsafe_b64decode(name.removeprefix("web:") + "==")) * 8 for name in names} == {128}


def test_servers_with_one_secret_know_each_others() -> None:
    token = IDS.issue()
    assert ConversationIds(b"a secret of the tests, long enough").read(token) == IDS.read(token)


def test_another_secret_signs_otherwise() -> None:
    with pytest.raises(NotIssued):
        ConversationIds(b"another secret of the tests").read(IDS.issue())


@pytest.mark.parametrize("made_up", ["", ".", "web:x", "rest:alice", "telegram:1", "a" * 22, "a" * 22 + "." + "b" * 43])
def test_what_was_not_issued_is_refused(made_up: str) -> None:
    with pytest.raises(NotIssued):
        IDS.read(made_up)


@given(st.integers(0, 65), st.characters())
def test_no_character_can_be_changed(place: int, character: str) -> None:
    token = IDS.issue()
    changed = token[:place] + character + token[place + 1 :]
    if changed == token:
        return
    with contextlib.suppress(NotIssued):
        assert IDS.read(changed) == IDS.read(token)  # never another conversation


@given(st.text())
def test_whatever_text_is_refused(text: str) -> None:
    with pytest.raises(NotIssued):
        IDS.read(text)
