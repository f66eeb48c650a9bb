"""`rolewise settings`: every setting with its value, origin and help."""

from __future__ import annotations

import os

from rich.console import Console
from rich.table import Table

from bot.settings import ALIASES, PREFIX, Settings

_SECRET = ("api_token", "telegram_token", "telegram_webhook_secret", "web_secret")


def settings() -> None:
    """Print each setting with its value, where it comes from, and what it does."""
    current = Settings.read(os.environ)
    table = Table("Setting", "Variable", "Value", "From", "Help")
    for name, field in current.__fields__.items():
        value = str(getattr(current, name))
        if name in _SECRET and value:
            value = "(set)"
        variable = PREFIX + name.upper()
        given = variable in os.environ or any(ALIASES[alias] == name for alias in ALIASES if alias in os.environ)
        origin = "environment" if given else "default"
        table.add_row(name, variable, value, origin, field.field_info.description or "")
    Console().print(table)
