"""Files that hold no article are refused with a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.ingest.raw_file import MAX_BYTES, read_raw


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\t\n", "it is empty"),
        (b"\x89PNG\r\n\x00\x00", "it is binary"),
        (b"first\ncaf\xe9 second", "line 2: it is binary, or text that is not in UTF-8"),
        (b"x" * (MAX_BYTES + 1), "bytes, an article has at most"),
        (b"\n" * 30_000 + b"x", "lines, which no article has"),
    ],
)
def test_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    with pytest.raises(SourceRefused, match=reason):
        read_raw(path)


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="no regular file"):
        read_raw(tmp_path)
    with pytest.raises(SourceRefused, match="no such file"):
        read_raw(tmp_path / "nowhere")
    with pytest.raises(SourceRefused):
        read_raw(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceRefused, match="no regular file"):
        read_raw(tmp_path / "pipe")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbfTitle")
    assert read_raw(path) == "Title"
