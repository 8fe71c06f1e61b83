"""Numbers for keys: whoever was ever seen, as a customer or in an event, has one."""

from __future__ import annotations

from runtime.forgetting.suppression import Suppression
from runtime.store.connection import Connection

FEW = 1_000
"""The keys of up to so many rows are looked up by the index, whatever the number of customers;
DuckDB's joins use no index, and read all keys."""

FOUND = '"found_people"'


def admit(connection: Connection, staged: str, suppression: Suppression) -> None:
    """Give the keys of the table `staged` that are new a number, in their order; rows of who was
    forgotten are taken out (S38)."""
    keys = suppression.strangers(staged)
    if keys:
        connection.execute(
            f'DELETE FROM {staged} WHERE "key" IN (SELECT unnest($1::VARCHAR[]))', [keys]
        )
    number(connection, staged)


def number(connection: Connection, staged: str) -> None:
    """Give the keys of `staged` (a table or a query) that are new a number, in their order."""
    _add(connection, f'(SELECT DISTINCT "key" FROM {staged} ANTI JOIN "people" USING ("key"))')


def resolve(
    connection: Connection, staged: str, rows: int, into: str, order: str
) -> None:
    """Make the temporary table `into` of the `rows` of `staged` in their `order`, with `cid` in
    the place of `key` and their `place`, from 0; new keys get a number. Of many keys, `people` is
    read once, and a second time only where somebody is new."""
    found = _few(connection, staged) if rows <= FEW else '"people"'
    if _named(connection, staged, into, order, found) < rows:
        number(connection, staged)
        _named(connection, staged, into, order, '"people"')


def _named(
    connection: Connection, staged: str, into: str, order: str, people: str
) -> int:
    return _count(
        connection,
        f'CREATE OR REPLACE TEMP TABLE {into} AS SELECT row_number() OVER () - 1 AS "place", n.* '
        f'FROM (SELECT s.* EXCLUDE ("key"), p."cid" FROM {staged} s '
        f'JOIN {people} p ON p."key" = s."key" ORDER BY {order}) n',
    )


def _few(connection: Connection, staged: str) -> str:
    """A table with the numbers of the keys alone."""
    keys = [key for (key,) in connection.execute(f'SELECT DISTINCT "key" FROM {staged}').fetchall()]
    marks = ", ".join("?" for _ in keys)
    named = (
        f"CREATE OR REPLACE TEMP TABLE {FOUND} AS "
        f'SELECT "cid", "key" FROM "people" WHERE "key" IN ({marks})'
    )
    if _count(connection, named, keys) < len(keys):
        _add(connection, f'(SELECT DISTINCT "key" FROM {staged} ANTI JOIN {FOUND} USING ("key"))')
        connection.execute(named, keys)
    return FOUND


def _add(connection: Connection, keys: str) -> None:
    connection.execute(
        'INSERT INTO "people" SELECT '
        '(SELECT coalesce(max("cid"), 0) FROM "people") + row_number() OVER (ORDER BY "key"), '
        f'"key" FROM {keys}'
    )


def _count(connection: Connection, text: str, values: object = None) -> int:
    row = connection.execute(text, values).fetchone()
    return int(row[0]) if row else 0
