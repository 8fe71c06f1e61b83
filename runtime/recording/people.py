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
