"""The secret that signs web conversations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsRefused
from bot.web_secret import web_secret


def test_it_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "var" / "web-secret"
    first = web_secret(Settings(), file)
    assert web_secret(Settings(), file) == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(first) >= 32
    assert [path.name for path in file.parent.iterdir()] == ["web-secret"]


def test_servers_that_start_at_once_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as threads:
        made = set(threads.map(lambda _: web_secret(Settings(), tmp_path / "web-secret"), range(64)))
    assert len(made) == 1


def test_one_that_is_set_wins(tmp_path: Path) -> None:
    assert web_secret(Settings(web_secret="s" * 32), tmp_path / "web-secret") == b"s" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("secret", ["short", "s" * 31])
def test_one_that_can_be_guessed_is_refused(secret: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="ROLEWISE_WEB_SECRET"):
        web_secret(Settings(web_secret=secret), tmp_path / "web-secret")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "web-secret").write_text("cut")
    with pytest.raises(SettingsRefused, match="web-secret is damaged"):
        web_secret(Settings(), tmp_path / "web-secret")
