"""What all tables of the store share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.orm import declarative_base

Table: Any = declarative_base()


def key(name: str) -> str:
    """The form in which names are looked up: case and spacing do not matter."""
    return " ".join(name.replace("’", "'").split()).casefold()


def reference(target: str, nullable: bool = False) -> Any:
    """An indexed foreign key to the id of table `target`; its row goes with the one referred to."""
    return Column(Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=nullable, index=True)
