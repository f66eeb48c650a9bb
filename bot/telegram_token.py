"""What is wrong with a Telegram token."""

from __future__ import annotations

import re

MISSING = "There is no Telegram token. Get one from @BotFather, and set TELEGRAM_TOKEN."
MALFORMED = "TELEGRAM_TOKEN is no token of a Telegram bot; those look like 123456:ABC-def."


class TokenRefused(Exception):
    """There is none, or Telegram does not know it; the message says what to do, and never the token."""

    def __init__(
        self, message: str = "Telegram does not know this token. Check TELEGRAM_TOKEN; @BotFather shows the right one."
    ) -> None:
        super().__init__(message)


def checked(token: str) -> str:
    """The token without blanks around it.

    Raises:
        TokenRefused: there is none, or it cannot be one.
    """
    token = token.strip()
    if not token:
        raise TokenRefused(MISSING)
    if not re.fullmatch(r"[A-Za-z0-9_:-]+", token):
        raise TokenRefused(MALFORMED)
    return token
