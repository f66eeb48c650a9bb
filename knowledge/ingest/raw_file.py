"""A file with a raw article, read if it can be one."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import SourceRefused

MAX_BYTES = 5_000_000
MAX_LINES = 20_000


def read_raw(path: Path) -> str:
    """The text of a file; SourceRefused where it is missing, empty, no UTF-8 text, or larger than any article."""
    try:
        if not path.is_file():
            raise SourceRefused(path, "file", "there is no such file" if not path.exists() else "it is no regular file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceRefused(path, "file", f"it has {size:,} bytes, an article has at most {MAX_BYTES:,}")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceRefused(path, "file", f"it cannot be read: {error}") from error
    if b"\0" in raw:
        raise SourceRefused(path, "file", "it is binary, not text in UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SourceRefused(path, f"line {line}", "it is binary, or text that is not in UTF-8") from error
    if not text.strip():
        raise SourceRefused(path, "file", "it is empty")
    if text.count("\n") > MAX_LINES:
        raise SourceRefused(path, "file", f"it has more than {MAX_LINES:,} lines, which no article has")
    return text
