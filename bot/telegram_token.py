"""What is wrong with a Telegram token."""

from __future__ import annotations

MISSING = "There is no Telegram token. Get one from @BotFather, and set TELEGRAM_TOKEN."


class TokenRefused(Exception):
    """There is none, or Telegram does not know it; the message says what to do, and never the token."""

    def __init__(
        self, message: str = "Telegram does not know this token. Check TELEGRAM_TOKEN; @BotFather shows the right one."
    ) -> None:
        super().__init__(message)
