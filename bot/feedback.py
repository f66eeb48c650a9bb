"""What people think of answers: the question, how it was answered, and their verdict; never who they are."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Column, DateTime, String, Text, delete, insert
from sqlalchemy.engine import Connection

from bot.conversations.database import ConversationDatabase, Table
from knowledge.store import Store
from knowledge.unanswered import keep

VERDICTS = ("up", "down")


class FeedbackRow(Table):
    __tablename__ = "feedback"
    # A digest of conversation and reply: one verdict for each, which can be changed, and tells nothing of either.
    reply = Column(String(64), primary_key=True)
    question = Column(Text, nullable=False)
    kind = Column(String(20), nullable=False)
    verdict = Column(String(10), nullable=False)
    given_at = Column(DateTime, nullable=False)


class Feedback:
    """Verdicts lie with the conversations; a question whose answer did not help also goes to `rolewise review`."""

    def __init__(self, database: ConversationDatabase, store: Store | None = None) -> None:
        """With `store`, questions are kept there for review."""
        self._database = database
        self._store = store

    async def judge(self, reply: str, question: str, kind: str, verdict: str) -> None:
        """Keep a verdict (`up`, `down`) on a reply in place of an earlier one; an empty one withdraws it.

        Raises:
            ValueError: `verdict` is neither.
        """
        if verdict and verdict not in VERDICTS:
            raise ValueError(f"{verdict} is none of {VERDICTS}")
        table = FeedbackRow.__table__
        row: dict[str, Any] = {"reply": reply, "question": question, "kind": kind, "verdict": verdict}

        def work(connection: Connection) -> None:
            connection.execute(delete(table).where(table.c.reply == reply))
            if verdict:
                given_at = datetime.now(timezone.utc).replace(tzinfo=None)
                connection.execute(insert(table).values(**row, given_at=given_at))

        await self._database.run(work)
        if verdict == "down" and self._store is not None:
            await asyncio.get_running_loop().run_in_executor(None, keep, self._store, question, "unhelpful", ())
