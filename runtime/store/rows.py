"""Rows that are taken out of a store and put into it again, whatever happens to it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from duckdb import DuckDBPyConnection

from runtime.store.columns import quoted
from runtime.store.connection import Connection, Translating
from runtime.store.embedded import embedded

Taken = Any
"""Columns of numpy with DuckDB, else rows. Decimals must be taken as text: numpy has none that are
exact."""


MANY = 10_000
"""Rows that are brought at once."""


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


@contextmanager
def beside(connection: Connection) -> Iterator[DuckDBPyConnection]:
    """A DuckDB that reads files: the store's own, or one beside it."""
    if isinstance(connection, DuckDBPyConnection):
        yield connection
        return
    with embedded() as reading:
        yield reading


def bring(reading: DuckDBPyConnection, connection: Connection, table: str) -> None:
    """Make the temporary table in the store what it is in the DuckDB beside it; its name as it
    stands in SQL."""
    if reading is connection:
        return
    found = reading.execute(f"SELECT * FROM {table}")
    columns = ", ".join(f"{quoted(each[0])} {_kind(each[1])}" for each in found.description)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")
    while rows := found.fetchmany(MANY):
        put(connection, table, rows)


def _kind(of: object) -> str:
    """The type of a column; of one of which nothing is known, text will do."""
    return "VARCHAR" if str(of).strip('"') == "NULL" else str(of)
