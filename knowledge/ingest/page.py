"""The article in a saved or fetched page, as plain lines with Markdown's marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.errors import SourceRefused
from knowledge.ingest.front_matter import date_in
from knowledge.ingest.naming import key
from knowledge.ingest.page_text import page_lines
from knowledge.ingest.raw_file import MAX_LINES

MAX_BYTES = 20_000_000


def read_page(path: Path) -> str:
    """The readable text of an HTML file; SourceRefused where it is too large or holds none."""
    # Imported on first use: only pages need it.
    import trafilatura

    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourceRefused(path, "file", f"it has more than {MAX_BYTES:,} bytes, which no page has")
        raw = path.read_bytes()
    except OSError as error:
        raise SourceRefused(path, "file", f"it cannot be read: {error.strerror}") from error
    tree = trafilatura.load_html(raw)
    if tree is None:
        raise SourceRefused(path, "file", "no readable text is found in the page")
    whole = " ".join((tree.findtext(".//title") or "").split())
    stated = _published(tree)
    lines = page_lines(tree)
    # It takes the tree apart. It knows an article from what surrounds it, but drops some of its headings and marks.
    readable = trafilatura.extract(tree, include_comments=False, favor_recall=True) or ""
    start = _title_at(lines, whole)
    title = lines[start].lstrip("# ") if start is not None else whole
    body = _without_what_follows(lines[0 if start is None else start + 1 :], readable)
    if not any(body):
        raise SourceRefused(path, "file", "no readable text is found in the page")
    if len(body) > MAX_LINES:
        raise SourceRefused(path, "file", f"it has more than {MAX_LINES:,} lines, which no article has")
    return "\n".join([f"# {title}", "", *([stated, ""] if stated else []), *body])


def _published(tree: Any) -> str | None:
    """The date that a page's metadata state."""
    found = tree.xpath("//meta[@property='article:published_time']/@content | //time[@pubdate]/@datetime")
    dates = (date_in(str(text)) for text in found)
    return next((str(date) for date in dates if date), None)


def _title_at(lines: list[str], whole: str) -> int | None:
    """The heading that the page's own title holds, else the first of the highest level."""
    for mark in ("# ", "## "):
        for at, line in enumerate(lines):
            if line.startswith(mark) and (words := key(line.removeprefix(mark))) and words in key(whole):
                return at
    return next((at for at, line in enumerate(lines) if line.startswith("# ")), None)


def _without_what_follows(lines: list[str], readable: str) -> list[str]:
    """The lines up to the last that is readable matter: what comes below belongs to the site."""
    text = "".join(readable.split())
    last = max(
        (at for at, line in enumerate(lines) if (own := "".join(_bare(line).split())) and own in text), default=None
    )
    return lines if last is None else lines[: last + 1]


def _bare(line: str) -> str:
    return line.lstrip("#-0123456789. ")
