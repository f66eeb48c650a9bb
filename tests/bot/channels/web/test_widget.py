"""The script that pages load: small, whole, and unable to parse markup."""

from __future__ import annotations

import gzip
import re

import pytest

from bot.channels.web.asset import Asset
from bot.channels.web.widget import script
from bot.settings import ROOT

WIDGET = ROOT / "bot" / "widget"
LARGEST = 30 * 1024


def test_it_is_at_most_30_kb_compressed() -> None:
    packed = gzip.compress(script(WIDGET).encode(), 9)
    print(f"widget.js: {len(packed):,} of {LARGEST:,} bytes")
    assert len(packed) <= LARGEST
    assert Asset(script(WIDGET), "text/javascript").transferred <= LARGEST


def test_every_part_is_in_it() -> None:
    joined = script(WIDGET)
    for part in WIDGET.glob("*.js"):
        assert part.read_text("utf8") in joined


@pytest.mark.parametrize(
    "sink",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "createContextualFragment",
     "DOMParser", "setHTML", "srcdoc", "import(", ".cssText", 'setTimeout("'],
)  # fmt: skip
def test_nothing_parses_markup_or_code(sink: str) -> None:
    assert sink not in script(WIDGET)


def test_it_needs_nothing_from_elsewhere() -> None:
    addresses = set(re.findall(r"https?://[\w./-]+", script(WIDGET)))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "@import" not in script(WIDGET)
    assert "url(" not in script(WIDGET)


def test_its_version_is_its_contents() -> None:
    assert Asset("a", "text/plain").version == Asset("a", "text/plain").version
    assert Asset("a", "text/plain").version != Asset("b", "text/plain").version
