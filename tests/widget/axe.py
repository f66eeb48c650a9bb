"""axe-core, which knows what WCAG can be checked for by machine."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def violations(page: Any, selector: str = "rolewise-chat") -> list[str]:
    page.wait_for_timeout(350)  # a fading panel has a contrast of its own
    page.evaluate(AXE)
    found = page.evaluate(
        "([where, tags]) => axe.run(where ? [where] : document, { runOnly: tags })", [selector, TAGS]
    )["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]
