"""A store that is thrown away, beside a project's own one in the same PostgreSQL database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from runtime.store import catalog
from runtime.store.columns import quoted
from runtime.store.connection import Connection
from runtime.store.place import InSchema
from runtime.store.postgres import PostgresConnection, opened

_OF_SCHEMA = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = $1 AND starts_with(table_name, 'kept_')
"""


@contextmanager
def passing_store(place: InSchema) -> Iterator[PostgresConnection]:
    """A store in a schema that is there for as long as this."""
    schema = f"{place.schema[:40]}_passing_{os.getpid()}"
    connection = opened(place.url, schema)
    try:
        yield connection
    finally:
        connection.own(f"DROP SCHEMA {quoted(schema)} CASCADE")
        connection.close()


def copy_kept(connection: Connection, schema: str) -> None:
    """What `segue ingest` brought into the store in a schema is data of this one, too."""
    there: dict[str, list[str]] = {}
    for table, column in connection.execute(_OF_SCHEMA, [schema]).fetchall():
        there.setdefault(table, []).append(column)
    for table, columns in catalog.columns(connection).items():
        listed = ", ".join(quoted(name) for name in columns if name in there.get(table, ()))
        if listed and table.startswith("kept_"):
            connection.execute(
                f"INSERT INTO {quoted(table)} ({listed}) "
                f"SELECT {listed} FROM {quoted(schema)}.{quoted(table)}"
            )
