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


def resolve(connection: duckdb.DuckDBPyConnection, staged: str, into: str) -> None:
    """Make the temporary table `into` with `key` and `cid` of all keys in `staged`; new ones get
    a number. `people` is read once, however many tables the keys come from."""
    known = (
        f'SELECT p."key", p."cid" FROM "people" p '
        f'JOIN (SELECT DISTINCT "key" FROM {staged}) k ON k."key" = p."key"'
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS {known}")
    row = connection.execute(
        f'SELECT (SELECT count(DISTINCT "key") FROM {staged}) > (SELECT count(*) FROM {into})'
    ).fetchone()
    if row is not None and row[0]:
        number(connection, staged)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS {known}")
