"""Which pages may use the channel."""

from __future__ import annotations

import pytest

from bot.channels.web.origins import Origins


@pytest.mark.parametrize(
    ("allowed", "origin", "may"),
    [
        ("", None, True),
        ("", "http://chat.example:5005", True),
        ("", "https://shop.example", False),
        ("", "null", False),
        ("https://shop.example", "https://shop.example", True),
        ("https://shop.example/", "https://SHOP.example", True),
        ("https://a.example, https://shop.example", "https://shop.example", True),
        ("https://shop.example", "http://shop.example", False),
        ("https://shop.example", "https://shop.example.evil.example", False),
        ("https://shop.example", "https://evil-shop.example", False),
        ("https://shop.example", "https://shop.example:8443", False),
        ("*", "https://anyone.example", True),
    ],
)
def test_origins(allowed: str, origin: str | None, may: bool) -> None:
    assert Origins(allowed).allow(origin, "chat.example:5005") is may
