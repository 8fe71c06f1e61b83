"""Records as they are now, recorded as versions where something of them has changed (S5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from compiler.sql.dialects import emit
from compiler.sql.tables import Table
from runtime.forgetting.suppression import Suppression
from runtime.recording import people
from runtime.recording.ledger import Entry
from runtime.store.columns import quoted
from runtime.store.connection import Connection

STAGED = '"staged_records"'
CHANGED = '"changed_records"'


@dataclass(frozen=True, slots=True)
class Standing:
    """A record to look at: its `name`, where its rows are, what was recorded of it so far, and the
    names of the fields that are `compared`."""

    name: str
    table: Table
    entry: Entry
    compared: Sequence[str]

    @property
    def recorded(self) -> str:
        return quoted(f"record_{self.name}")


def refresh(
    connection: Connection,
    standing: Standing,
    since: datetime | None,
    fingerprint: str | None,
    suppression: Suppression,
) -> tuple[int, Entry]:
    """Record the rows as they are now, as versions from `since` on (None: from ever). How many rows
    repeat an id and were left out, and what is known of the source now."""
    entry = standing.entry
    known = None if fingerprint is None else f"{fingerprint} {' '.join(standing.compared)}"
    if entry.settled(known):
        return 0, entry
    rows, mark = _marked(connection, standing)
    ledger = replace(entry, rows=rows, mark=mark, fingerprint=known)
    if since is not None and (rows, mark) == (entry.rows, entry.mark):
        return 0, ledger
    repeats = _stage(connection, standing.table)
    people.admit(connection, STAGED, suppression)
    _versions(connection, standing, since)
    return repeats, ledger


def _text(column: object) -> str:
    return f"nullif(nfc_normalize(CAST({column} AS VARCHAR)), '')"


def _marked(connection: Connection, standing: Standing) -> tuple[int, int]:
    """The number of rows and a sum of hashes over what is compared, and over its names."""
    table = standing.table
    assert table.id is not None
    columns = (table.customer, table.id, *(table.fields[name] for name in standing.compared))
    names = ", ".join(f"'{name}'" for name in standing.compared)
    values = ", ".join(emit(part, "duckdb") for part in columns)
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(hash([{names}]::VARCHAR[], {values})), 0) "
        f"FROM {emit(table.source, 'duckdb')}"
    ).fetchone()
    assert row is not None
    return row


def _stage(connection: Connection, table: Table) -> int:
    """The rows of the source that have an id and a customer, one per id: of several the smallest.
    The number of rows left out."""
    assert table.id is not None
    key, id = (_text(emit(part, "duckdb")) for part in (table.customer, table.id))
    fields = [f"{emit(part, 'duckdb')} AS {quoted(f'f_{n}')}" for n, part in table.fields.items()]
    listed = ", ".join([f'{key} AS "key"', f'{id} AS "id"', *fields])
    order = ", ".join(['"key"', *(quoted(f"f_{name}") for name in table.fields)])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {STAGED} AS "
        f"SELECT * FROM (SELECT {listed} FROM {emit(table.source, 'duckdb')}) "
        'WHERE "key" IS NOT NULL AND "id" IS NOT NULL'
    )
    row = connection.execute(
        f'DELETE FROM {STAGED} WHERE rowid IN (SELECT "row" FROM (SELECT rowid AS "row", '
        f'row_number() OVER (PARTITION BY "id" ORDER BY {order}) AS "place" FROM {STAGED}) '
        'WHERE "place" > 1)'
    ).fetchone()
    return int(row[0]) if row else 0


def _versions(
    connection: Connection, standing: Standing, since: datetime | None
) -> None:
    """Close the versions that no longer hold and append the new ones. One that is another
    customer's now is gone from the one and new to the other."""
    columns = ['"cid"', *(quoted(f"f_{name}") for name in standing.compared)]
    differs = " OR ".join(f"s.{c} IS DISTINCT FROM c.{c}" for c in columns)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {CHANGED} AS
        WITH current AS (SELECT * FROM {standing.recorded} WHERE "until" = 'infinity'),
        fresh AS (SELECT p."cid", s.* FROM {STAGED} s JOIN "people" p ON p."key" = s."key")
        SELECT c."id" AS "closed", s.* EXCLUDE ("key")
        FROM fresh s FULL JOIN current c ON c."id" = s."id"
        WHERE c."id" IS NULL OR s."id" IS NULL OR {differs}
        """
    )
    start = "-infinity" if since is None else f"{since.astimezone(UTC).replace(tzinfo=None)}"
    connection.execute(
        f"UPDATE {standing.recorded} SET \"until\" = TIMESTAMP '{start}' "
        f"WHERE \"until\" = 'infinity' AND \"id\" IN (SELECT \"closed\" FROM {CHANGED})"
    )
    fields = "".join(f", {quoted(f'f_{name}')}" for name in standing.table.fields)
    connection.execute(
        f'INSERT INTO {standing.recorded} ("cid", "id", "since", "until"{fields}) '
        f'SELECT "cid", "id", TIMESTAMP \'{start}\', \'infinity\'{fields} FROM {CHANGED} '
        'WHERE "id" IS NOT NULL ORDER BY "cid", "id"'
    )
