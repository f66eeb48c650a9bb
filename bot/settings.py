"""Every setting of Rolewise, declared once: from flags, `ROLEWISE_*` variables, or defaults that run on a laptop."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Extra, Field, ValidationError, validator

PREFIX = "ROLEWISE_"
# Well-known names of others for settings of ours; our own name wins.
ALIASES = {"TELEGRAM_TOKEN": "telegram_token"}
IN_MEMORY = "sqlite://"
ROOT = Path(__file__).parent.parent


class SettingsRefused(Exception):
    """A setting is unknown or its value cannot be used; the message names it and says why."""


class Settings(BaseModel):
    """Checked at start; unknown `ROLEWISE_*` variables and unusable values are refused."""

    database_url: str = Field(
        f"sqlite:///{ROOT / 'var' / 'knowledge.db'}", description="SQLAlchemy URL of the knowledge store"
    )
    sources: Path = Field(ROOT / "knowledge" / "sources", description="Folder of the curated sources")
    models: Path = Field(ROOT / "models", description="Folder of trained models")
    conversations_url: str = Field(
        f"sqlite:///{ROOT / 'var' / 'conversations.db'}",
        description="SQLAlchemy URL where conversations are kept; `sqlite://` keeps them in memory",
    )
    host: str = Field(
        "127.0.0.1", description="Address that `serve` listens on; others than loopback must be asked for"
    )
    port: int = Field(5005, ge=0, le=65535, description="Port that `serve` listens on; 0 takes a free one")
    max_message_chars: int = Field(2000, ge=50, le=100_000, description="Longest message that is read, in characters")
    keep_unanswered: bool = Field(
        True, description="Keep questions that had no answer, without who asked, for `rolewise review`"
    )
    telegram_token: str = Field(
        "", description="Token of the Telegram bot, from @BotFather; also read from TELEGRAM_TOKEN"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Address of the Bot API server, for those who host their own"
    )
    telegram_webhook_url: str = Field(
        "", description="Public address that Telegram sends updates to; empty fetches them by long polling"
    )
    telegram_webhook_secret: str = Field(
        "", regex=r"^[A-Za-z0-9_-]{0,256}$", description="Secret of the webhook; empty derives one from the token"
    )
    telegram_chat_rate: float = Field(1.0, gt=0, description="Messages a second to one Telegram chat")
    telegram_group_rate: float = Field(20.0, gt=0, description="Messages a minute to one Telegram group")
    telegram_overall_rate: float = Field(
        28.0, gt=0, description="Messages a second to all Telegram chats, a little below the 30 that Telegram takes"
    )
    telegram_timeout: float = Field(20.0, gt=0, description="Seconds to wait for Telegram's answer to a call")
    alerts_minutes: float = Field(60.0, ge=0, description="Minutes between two digests of new listings in one chat")
    alerts_check_seconds: float = Field(5.0, gt=0, description="Seconds between two looks for new listings")
    web_origins: str = Field(
        "",
        description="Origins of pages that may use the web widget, comma-separated; * allows any; our own always may",
    )
    web_secret: str = Field(
        "", description="Secret that signs web conversations; empty takes `var/web-secret`, made at the first start"
    )
    web_messages_a_minute: int = Field(30, ge=1, description="Messages a minute in one web conversation")
    web_requests_a_minute: int = Field(240, ge=1, description="Requests a minute to the web channel from one address")
    proxies: int = Field(
        0, ge=0, description="Proxies in front of the server whose X-Forwarded-For is believed; 0 believes none"
    )
    socketio: bool = Field(False, description="Serve Rasa's Socket.IO channel as well")
    api_token: str = Field("", description="Token that switches Rasa's management API on; empty leaves it off")
    log_level: str = Field("WARNING", description="DEBUG, INFO, WARNING or ERROR")
    lean: bool = Field(True, description="Run Rasa without TensorFlow; 0 where TensorFlow is installed and wanted")

    class Config:
        extra = Extra.forbid
        frozen = True

    @validator("log_level")
    def _known_level(cls, level: str) -> str:
        if level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("is not one of DEBUG, INFO, WARNING, ERROR")
        return level.upper()

    @validator("telegram_api_url", "telegram_webhook_url")
    def _is_address(cls, url: str) -> str:
        parts = urlsplit(url.strip())
        if url.strip() and not (parts.scheme in ("http", "https") and parts.hostname):
            raise ValueError("is no address that begins with https:// or http://")
        return url.strip()

    @classmethod
    def read(cls, environment: Mapping[str, str], flags: Mapping[str, Any] | None = None) -> Settings:
        """Build from `flags` (None means not given), then `environment`, then defaults.

        Raises:
            SettingsRefused: a variable is unknown or a value unusable.
        """
        given: dict[str, Any] = {ALIASES[name]: value for name, value in environment.items() if name in ALIASES}
        given |= {name.removeprefix(PREFIX).lower(): v for name, v in environment.items() if name.startswith(PREFIX)}
        given.update({name: value for name, value in (flags or {}).items() if value is not None})
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors()[0]
            name = PREFIX + str(first["loc"][0]).upper()
            why = "no such setting" if first["type"] == "value_error.extra" else first["msg"]
            raise SettingsRefused(f"{name}: {why}. `rolewise settings` lists all of them.") from error

    def export(self) -> None:
        """Hand the settings to Rasa's components, which Rasa creates itself, through the environment."""
        for name, value in self.dict().items():
            os.environ[PREFIX + name.upper()] = ("1" if value else "0") if isinstance(value, bool) else str(value)
