"""Markdown within a line, and the block of metadata before a text."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_EMPHASIS = re.compile(r"(?<![\w*])([*_]{1,3})(?=[^\s*_])([^*_\n]{0,1000}?[^\s*_])\1(?![\w*])")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_QUOTE = re.compile(r"(?:>\s?)+(?=\S)")
_FENCE = re.compile(r"---[ \t]*\n(?P<inside>(?:[^\n]{0,2000}\n){1,40}?)---[ \t]*(?=\n|$)")


def plain_text(line: str) -> str:
    """A line with single spaces, without images, and with the text of links, emphasis, code and quotations alone."""
    text = " ".join(line.split())
    text = _QUOTE.sub("", text, count=1) if text.startswith(">") else text
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _CODE.sub(r"\1", text)
    for _ in range(2):  # emphasis may stand within emphasis
        text = _EMPHASIS.sub(r"\2", text)
    return text.replace("**", "").strip()


def without_metadata(text: str) -> str:
    """The text with title and date where a block of YAML states them, its other lines blank; the number of lines stays."""
    match = _FENCE.match(text.removeprefix("\ufeff"))
    if not match:
        return text
    try:
        stated: Any = YAML(typ="safe").load(match["inside"])
    except (YAMLError, ValueError, TypeError, RecursionError):
        return text
    if not isinstance(stated, dict):
        return text
    kept = [
        str(stated[name])
        for name in ("title", "date")
        if isinstance(stated.get(name), (str, int)) or name == "date" and stated.get(name)
    ]
    lines = [" ".join(one.split()) for one in kept]
    blank = match.group().count("\n") + 1 - len(lines)
    return "\n".join([*lines, *[""] * blank]) + text.removeprefix("\ufeff")[match.end() :]
