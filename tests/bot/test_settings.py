"""Every setting, checked at start."""

from __future__ import annotations

import os

import pytest

from bot.settings import PREFIX, Settings, SettingsRefused


def test_without_any_the_defaults_run_on_loopback_with_the_management_api_off() -> None:
    settings = Settings.read({})
    assert settings.host == "127.0.0.1"
    assert settings.api_token == ""
    assert settings.database_url.startswith("sqlite:///")


def test_a_flag_wins_over_the_environment_and_that_over_the_default() -> None:
    environment = {"ROLEWISE_PORT": "8001", "ROLEWISE_HOST": "::1", "PATH": "/bin"}
    settings = Settings.read(environment, {"port": 8002, "host": None})
    assert (settings.port, settings.host) == (8002, "::1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "x"),
        ("PORT", "-1"),
        ("MAX_MESSAGE_CHARS", "49"),
        ("LOG_LEVEL", "SILLY"),
        ("LEAN", "x"),
        ("TELEGRAM_API_URL", "localhost:8081"),
        ("TELEGRAM_WEBHOOK_URL", "ftp://example.org"),
        ("NONE_SUCH", "1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsRefused, match=PREFIX + name):
        Settings.read({PREFIX + name: value})


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.field_info.description for field in Settings.__fields__.values())


def test_what_is_exported_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.read({"ROLEWISE_PORT": "8001", "ROLEWISE_LEAN": "0", "ROLEWISE_LOG_LEVEL": "info"})
    for name in Settings.__fields__:  # so that all are put back afterwards
        monkeypatch.setenv(PREFIX + name.upper(), os.environ.get(PREFIX + name.upper(), ""))
    settings.export()
    assert Settings.read(os.environ) == settings
