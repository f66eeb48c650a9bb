"""What can go wrong in the knowledge store: one family, with messages that say what is wrong and what to do."""

from __future__ import annotations

from pathlib import Path


class KnowledgeError(Exception):
    """Whatever the knowledge store reports."""


class SourceRefused(KnowledgeError):
    """A source file cannot be used; `where` is a line or a key in it."""

    def __init__(self, file: Path | str, where: str, reason: str) -> None:
        super().__init__(f"{file}: {where}: {reason}. Mend the file and try again.")
        self.file = Path(file)
        self.where = where
        self.reason = reason
