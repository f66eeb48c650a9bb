"""Telegram: an `Answer` as native messages, and the exchange with the Bot API (https://core.telegram.org/bots/api)."""
