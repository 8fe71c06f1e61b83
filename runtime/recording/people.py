"""Numbers for keys: whoever was ever seen, as a customer or in an event, has one."""

from __future__ import annotations

import duckdb


def number(connection: duckdb.DuckDBPyConnection, staged: str) -> None:
    """Give the keys of the temporary table `staged` that are new a number, in their order."""
    connection.execute(
        'INSERT INTO "people" SELECT '
        '(SELECT coalesce(max("cid"), 0) FROM "people") + row_number() OVER (ORDER BY "key"), '
        '"key" '
        f'FROM (SELECT DISTINCT "key" FROM {staged} ANTI JOIN "people" USING ("key"))'
    )


def resolve(connection: duckdb.DuckDBPyConnection, staged: str, into: str, order: str) -> None:
    """Make the temporary table `into` of the rows of `staged` in their `order`, with `cid` in the
    place of `key`; new keys get a number. `people` is read once, however many tables they are of,
    and a second time only where somebody is new."""
    named = (
        f'CREATE OR REPLACE TEMP TABLE {into} AS SELECT s.* EXCLUDE ("key"), p."cid" '
        f'FROM {staged} s JOIN "people" p ON p."key" = s."key" ORDER BY {order}'
    )
    found = connection.execute(named).fetchone()
    rows = connection.execute(f"SELECT count(*) FROM {staged}").fetchone()
    if found != rows:
        number(connection, staged)
        connection.execute(named)
