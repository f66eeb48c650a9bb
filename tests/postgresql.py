"""A PostgreSQL of the tests' own, with a database for each that wants one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine

NewDatabase = Callable[[str], str]


@contextmanager
def postgresql() -> Iterator[NewDatabase]:
    """Starts the server; `new_database(name)` gives the URL of an empty database. Skips where it does not start."""
    pgserver = pytest.importorskip("pgserver", reason="there is no PostgreSQL here")
    # A short path of its own: the server's socket lies in it, and another user may have to enter it.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        Path(folder).chmod(0o755)
        try:
            server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        except Exception as error:  # whatever keeps a server from starting here is no fault of ours
            pytest.skip(f"PostgreSQL does not start: {error}")
        engine = create_engine(server.get_uri(), future=True, isolation_level="AUTOCOMMIT")

        def new_database(name: str) -> str:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                connection.exec_driver_sql(f"CREATE DATABASE {name}")
            return str(server.get_uri(database=name))

        yield new_database
        engine.dispose()
        server.cleanup()
