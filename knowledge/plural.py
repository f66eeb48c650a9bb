"""Plurals of English names of roles."""

from __future__ import annotations

import re


def plural(name: str) -> str:
    """The plural of a role's name: "Head of Data" makes "Heads of Data"; empty stays empty."""
    head, link, rest = _parts(name)
    if not head:
        return name
    if re.search(r"[^aeiouAEIOU\W\d]y$", head):
        return f"{head[:-1]}ies{link}{rest}"
    if re.search(r"(?:s|x|z|ch|sh)$", head):
        return f"{head}es{link}{rest}"
    return f"{head}s{link}{rest}"


def _parts(name: str) -> tuple[str, str, str]:
    found = re.search(r" (?:of|in|for) ", name)
    return (name[: found.start()], found.group(), name[found.end() :]) if found else (name, "", "")
