"""Another name in the place of a customer's key, wherever the store has it (S38).

Names of enrolments, messages and gifts hold the key (S15, S27), and so do the causes and ids that
are made of these. An event without an id is named by a hash of all that it says, its customer
included (S11); whoever has the store could try keys until the hash fits, so such a name becomes
a hash with a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from runtime.store import catalog
from runtime.store.columns import quoted
from runtime.store.connection import Connection

Renamed = Callable[[str], str]
"""What stands in the place of a text."""

_HASHED = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")

CODE = "code"
"""What a gift holds: a code that was given is never given again, whatever it looks like."""


def renamed(key: str, name: str, hashed: Callable[[str], str]) -> Renamed:
    """`name` in the place of `key`, and of a hash what `hashed` makes of it."""

    def of(text: str) -> str:
        if text == key:
            return name
        within = text.replace(f"/{key}/", f"/{name}/")
        return _HASHED.sub(lambda found: hashed(found[0])[:32], within)

    return of


def rename(connection: Connection, cid: int, of: Renamed) -> None:
    """In every table that says whose its rows are, in those of the customer, and in the log of the
    hand-over. In the caller's transaction."""
    _log(connection, cid, of)
    for table, column in _texts(connection):
        _column(connection, table, column, cid, of)


def _texts(connection: Connection) -> Iterator[tuple[str, str]]:
    """The columns of text of the tables that have a column `cid`."""
    columns = catalog.columns(connection)
    for table in catalog.tables(connection):
        if "cid" in columns[table]:
            for column, kind in columns[table].items():
                if kind == "VARCHAR" and column != CODE:
                    yield quoted(table), quoted(column)


def _column(connection: Connection, table: str, column: str, cid: int, of: Renamed) -> None:
    found = connection.execute(f'SELECT DISTINCT {column} FROM {table} WHERE "cid" = $1', [cid])
    for (before,) in found.fetchall():
        if before is not None and (after := of(before)) != before:
            connection.execute(
                f'UPDATE {table} SET {column} = $after'
                f' WHERE "cid" = $cid AND {column} = $before',
                {"cid": cid, "before": before, "after": after},
            )


def _log(connection: Connection, cid: int, of: Renamed) -> None:
    """What providers said may name the message, too."""
    found = connection.execute(
        'SELECT DISTINCT "name", "detail" FROM "handovers" WHERE "name" IN'
        ' (SELECT "name" FROM "message_rows" WHERE "cid" = $1)',
        [cid],
    ).fetchall()
    for name, detail in found:
        connection.execute(
            'UPDATE "handovers" SET "name" = $after, "detail" = $said'
            ' WHERE "name" = $name AND "detail" IS NOT DISTINCT FROM $detail',
            {"name": name, "detail": detail, "after": of(name), "said": detail and of(detail)},
        )
