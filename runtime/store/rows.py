"""Rows that are taken out of a store and put into it again, whatever happens to it meanwhile."""

from __future__ import annotations

from typing import Any, cast

from duckdb import DuckDBPyConnection

from runtime.store.connection import Connection, Translating

Taken = Any
"""Columns of numpy with DuckDB, else rows. Decimals must be taken as text: numpy has none that are
exact."""


def take(connection: Connection, query: str, values: dict[str, object]) -> Taken:
    """What a query gives."""
    found = connection.execute(query, values or None)
    return found.fetchnumpy() if isinstance(found, DuckDBPyConnection) else found.fetchall()


def put(connection: Connection, table: str, rows: Taken) -> None:
    """Append what was taken to a table with the same columns; its name as it stands in SQL."""
    if isinstance(connection, DuckDBPyConnection):
        connection.register("taken", rows)
        connection.execute(f'INSERT INTO {table} FROM "taken"')
        connection.unregister("taken")
    else:
        cast(Translating, connection).copy(table, rows)
