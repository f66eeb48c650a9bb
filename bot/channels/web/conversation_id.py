"""Names of web conversations: random, issued by the server, and signed, so that none can be made up or guessed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

PREFIX = "web:"
_BITS = 128
_TOKEN = re.compile(r"(?P<name>[\w-]{22})\.(?P<signature>[\w-]{43})", re.ASCII)


class NotIssued(Exception):
    """A token was not issued by this server, or with another secret."""


class ConversationIds:
    """A token is what the browser keeps: the name and its signature. Servers with one secret know each other's."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def issue(self) -> str:
        """Return a token for a new conversation, of 128 random bits."""
        name = _text(secrets.token_bytes(_BITS // 8))
        return f"{name}.{self._signature(name)}"

    def read(self, token: str) -> str:
        """Return the conversation, `web:…`, that a token names.

        Raises:
            NotIssued: the signature is not ours.
        """
        parts = _TOKEN.fullmatch(token)
        if not parts or not hmac.compare_digest(parts["signature"], self._signature(parts["name"])):
            raise NotIssued("The conversation is not one of this server's. Begin a new one.")
        return PREFIX + parts["name"]

    def _signature(self, name: str) -> str:
        # The purpose is signed too: a signature made for anything else with the same secret is worth nothing here.
        return _text(hmac.digest(self._secret, b"rolewise web conversation\0" + name.encode(), hashlib.sha256))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
