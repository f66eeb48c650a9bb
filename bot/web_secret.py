"""The secret that signs web conversations: as set, else one made at the first start and kept for all that follow."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.settings import Settings, SettingsRefused

_SHORTEST = 32


def web_secret(settings: Settings, file: Path) -> bytes:
    """Return the secret; `file` is made where nothing is set and it is missing, readable by its owner alone.

    Raises:
        SettingsRefused: the secret that is set is too short, or the file cannot be used.
    """
    if settings.web_secret:
        if len(settings.web_secret) < _SHORTEST:
            raise SettingsRefused(f"ROLEWISE_WEB_SECRET: shorter than {_SHORTEST} characters, so it can be guessed.")
        return settings.web_secret.encode()
    try:
        if not file.exists():
            _make(file)
        secret = file.read_bytes()
    except OSError as error:
        raise SettingsRefused(
            f"{file} cannot be used ({error.strerror}); set ROLEWISE_WEB_SECRET, or make it writable."
        ) from error
    if len(secret) < _SHORTEST:
        raise SettingsRefused(f"{file} is damaged. Delete it; web conversations then begin anew.")
    return secret


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(secrets.token_hex(32).encode())
        # Of several servers that start at once, one links its draft; the others then read that one's.
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
