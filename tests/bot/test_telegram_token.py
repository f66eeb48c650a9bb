"""A token is looked at before Telegram is asked about it."""

from __future__ import annotations

import pytest

from bot.telegram_token import MALFORMED, MISSING, TokenRefused, checked


@pytest.mark.parametrize("token", ["123456:ABC-def_9", " 123456:ABC-def_9\n"])
def test_blanks_around_a_token_are_left_out(token: str) -> None:
    assert checked(token) == "123456:ABC-def_9"


@pytest.mark.parametrize(
    ("token", "why"), [("", MISSING), (" \n", MISSING), ("1:a b", MALFORMED), ("1:a/b", MALFORMED)]
)
def test_what_cannot_be_a_token_is_refused(token: str, why: str) -> None:
    with pytest.raises(TokenRefused, match=f"^{why}$"):
        checked(token)
