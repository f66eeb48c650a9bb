"""Questions that had no good answer, kept for the owner's review: what was asked and how it was read, never by whom."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from sqlalchemy import Column, DateTime, Integer, String, Text, delete, func, insert, select
from sqlalchemy.orm import Session

from knowledge.table import Table

if TYPE_CHECKING:
    from knowledge.store import Store

REASONS = ("refused", "asked_back", "unhelpful")
# The oldest go where more than this are waiting, so that a flood of nonsense cannot fill the disk.
MOST = 10_000


@dataclass(frozen=True)
class Unanswered:
    """`reason` is one of REASONS, `ranking` the likeliest intents with their confidence, `asked_at` in UTC."""

    id: int
    text: str
    reason: str
    ranking: tuple[tuple[str, float], ...]
    asked_at: datetime


class UnansweredRow(Table):
    __tablename__ = "unanswered"
    id = Column(Integer, primary_key=True)
    text = Column(Text, nullable=False)
    reason = Column(String, nullable=False)
    ranking = Column(Text, nullable=False)
    asked_at = Column(DateTime, nullable=False)


def keep(store: Store, text: str, reason: str, ranking: tuple[tuple[str, float], ...]) -> None:
    """Keep a question, once each text and reason; the store's version stays, for no knowledge has changed.

    Raises:
        ValueError: `reason` is none of REASONS.
    """
    if reason not in REASONS:
        raise ValueError(f"{reason} is none of {REASONS}")
    table = UnansweredRow.__table__
    asked_at = datetime.now(timezone.utc).replace(tzinfo=None)
    with store.engine.connect().execution_options(write=True) as connection:
        same = select(table.c.id).where(table.c.text == text, table.c.reason == reason).limit(1)
        if connection.scalar(same) is None:
            ranked = json.dumps([[name, round(p, 4)] for name, p in ranking])
            connection.execute(insert(table).values(text=text, reason=reason, ranking=ranked, asked_at=asked_at))
            newest = connection.scalar(select(func.max(table.c.id))) or 0
            connection.execute(delete(table).where(table.c.id <= newest - MOST))
        connection.commit()


def waiting(session: Session) -> list[Unanswered]:
    """All that is to be reviewed, oldest first."""
    rows = session.execute(select(UnansweredRow).order_by(UnansweredRow.id)).scalars()
    return [
        Unanswered(r.id, r.text, r.reason, tuple((n, p) for n, p in json.loads(r.ranking)), r.asked_at) for r in rows
    ]


def drop(store: Store, question: Unanswered) -> None:
    """Remove a question that has been reviewed, and its repetitions under other reasons."""
    table = UnansweredRow.__table__
    with store.engine.connect().execution_options(write=True) as connection:
        connection.execute(delete(table).where(table.c.text == question.text))
        connection.commit()
