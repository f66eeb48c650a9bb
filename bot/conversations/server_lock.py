"""Locks between processes of several machines, held by PostgreSQL."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Connection

from bot.conversations.database import ConversationDatabase


class ServerLock:
    """Advisory locks of a session: the server takes them back when the connection ends.

    https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
    """

    def __init__(self, database: ConversationDatabase) -> None:
        self._database = database

    def try_to_hold(self, number: int) -> Connection | None:
        """Always None: asking takes a round trip, which belongs into a thread."""
        return None

    def wait_for(self, number: int) -> tuple[Connection, int]:
        """Hold lock `number`, as soon as it is free, by a connection of its own."""
        connection = self._database.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": number})
        except BaseException:
            connection.close()
            raise
        return connection, number

    def release(self, held: tuple[Connection, int]) -> None:
        connection, number = held
        with connection:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})
