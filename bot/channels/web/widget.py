"""The widget as one script, joined from its parts; no build, nothing left out."""

from __future__ import annotations

import json
from pathlib import Path

# Each part uses only what stands before it when it is read.
_PARTS = (
    "wording",
    "dom",
    "colours",
    "transcript",
    "connection",
    "chart",
    "answer",
    "log",
    "composer",
    "panel",
    "element",
    "start",
)
_LICENCE = "/*! Rolewise web widget. Apache License 2.0. */"


def script(folder: Path) -> str:
    """Join the parts in `folder` into one script that leaves nothing but `Rolewise` in the page."""
    parts = [(folder / f"{name}.js").read_text("utf8") for name in _PARTS]
    style = json.dumps((folder / "style.css").read_text("utf8"))
    return "\n".join([_LICENCE, '(() => {\n"use strict";', f"const STYLE = {style};", *parts, "})();\n"])
