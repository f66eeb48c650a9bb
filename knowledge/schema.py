"""The tables of a store brought up from those of any earlier release."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from knowledge.errors import StoreDamaged
from knowledge.store import SCHEMA, Store, StoreRow

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(store: Store) -> bool:
    """Bring an older store's tables up to this release, in one transaction; whether there was anything to do.

    Raises:
        StoreDamaged: it is no database, or its tables are not what they say.
    """
    try:
        with store.engine.connect().execution_options(write=True) as connection:
            schema = _schema(connection)
            if schema is None or schema >= SCHEMA:
                return False
            _migrate(connection, schema)
            connection.execute(update(StoreRow.__table__).values(schema=SCHEMA, version=StoreRow.version + 1))
            connection.commit()
            return True
    except DBAPIError as error:
        raise StoreDamaged(store.name, str(error.orig).strip()) from error


def _schema(connection: Connection) -> int | None:
    if not inspect(connection).has_table(StoreRow.__tablename__):
        return None
    found = connection.scalar(select(StoreRow.schema))
    return None if found is None else int(found)


def _migrate(connection: Connection, schema: int) -> None:
    # Imported on first use: only an older store needs it.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_MIGRATIONS))
    # The steps are handed over directly: an env.py would be a module that cannot be imported by itself.
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda revision, _: scripts._upgrade_revs(f"{SCHEMA:04}", revision), "script": scripts},
    )
    if context.get_current_revision() is None:
        # Revisions count as the shapes do; a store of before Alembic says which it has.
        context.stamp(scripts, f"{schema:04}")
    with Operations.context(context):
        context.run_migrations()
