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


class DocumentRefused(KnowledgeError):
    """A document contradicts itself; `where` is a key in it."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}. Mend the document and try again.")
        self.where = where
        self.reason = reason


class StoreMissing(KnowledgeError):
    """There is no store yet."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: there is no knowledge store yet. Make it with: rolewise knowledge build")


class StoreDamaged(KnowledgeError):
    """A store is there but cannot be used."""

    def __init__(self, name: str, reason: str, remedy: str = "Make it anew with: rolewise knowledge build") -> None:
        super().__init__(f"{name}: the knowledge store cannot be used: {reason}. {remedy}")
        self.reason = reason
