"""The article in a saved or fetched page, as plain lines with Markdown's marks."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import SourceRefused
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
    text = None
    if tree is not None:
        text = trafilatura.extract(tree, include_comments=False, include_formatting=True, favor_recall=True)
    if not text or not text.strip():
        raise SourceRefused(path, "file", "no readable text is found in the page")
    if text.count("\n") > MAX_LINES:
        raise SourceRefused(path, "file", f"it has more than {MAX_LINES:,} lines, which no article has")
    if not text.startswith("# "):
        title = tree.findtext(".//title")
        text = f"# {' '.join(title.split())}\n\n{text}" if title and title.strip() else text
    return str(text)
