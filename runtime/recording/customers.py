"""The customers as they are now, recorded as versions where something of them has changed (S5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql.dialects import emit
from compiler.sql.tables import Table
from compiler.zones import to_civil, to_instant
from runtime.forgetting.suppression import Suppression
from runtime.recording import looked_at, people
from runtime.recording.ledger import Entry
from runtime.store import fill_zones
from runtime.store.columns import quoted
from runtime.store.connection import Connection

STAGED = '"staged_customers"'
CHANGED = '"changed_customers"'


@dataclass(frozen=True, slots=True)
class Refreshed:
    """`new`, `changed` and `gone` customers, `repeats` of a key left out, and how many are in a
    time zone that does not exist, which counts as none (S4)."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    repeats: int = 0
    zoneless: int = 0


def refresh_instant(prev: datetime, until: datetime, zone: str) -> datetime | None:
    """The first 00:00 of the clock `zone` in [prev, until), None where none lies there."""
    day = to_civil(prev, zone).date()
    midnight = to_instant(datetime.combine(day, time()), zone)
    if midnight < prev:
        midnight = to_instant(datetime.combine(day + timedelta(days=1), time()), zone)
    return midnight if midnight < until else None


def refresh(
    connection: Connection,
    project: Project,
    table: Table,
    entry: Entry,
    since: datetime | None,
    fingerprint: str | None,
    suppression: Suppression,
) -> tuple[Refreshed, Entry]:
    """Record the customers as they are now, as versions from `since` on (None: from ever).

    Compared is only what something looks at; where the source is as it was, nothing is."""
    compared = looked_at.customer_fields(project)
    known = None if fingerprint is None else f"{fingerprint} {' '.join(compared)}"
    if entry.settled(known):
        return Refreshed(), entry
    rows, mark = _marked(connection, table, compared)
    ledger = replace(entry, rows=rows, mark=mark, fingerprint=known)
    if since is not None and (rows, mark) == (entry.rows, entry.mark):
        return Refreshed(), ledger
    repeats = _stage(connection, table)
    people.admit(connection, STAGED, suppression)
    zoneless = add_zones(connection, project)
    new, changed, gone = _versions(connection, table, compared, since)
    return Refreshed(new, changed, gone, repeats, zoneless), ledger


def _marked(
    connection: Connection, table: Table, compared: list[str]
) -> tuple[int, int]:
    """The number of customers and a sum of hashes over what is compared, and over its names."""
    names = ", ".join(f"'{name}'" for name in compared)
    values = ", ".join(emit(part, "duckdb") for part in (table.customer, *(
        table.fields[name] for name in compared
    )))  # fmt: skip
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(hash([{names}]::VARCHAR[], {values})), 0) "
        f"FROM {emit(table.source, 'duckdb')}"
    ).fetchone()
    assert row is not None
    return row


def _stage(connection: Connection, table: Table) -> int:
    """The customers of the source, one row per key; the number of rows left out."""
    listed = ", ".join(key_and_fields(table))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {STAGED} AS SELECT * FROM "
        f"(SELECT {listed} FROM {emit(table.source, 'duckdb')}) WHERE \"key\" IS NOT NULL"
    )
    row = connection.execute(f'SELECT count(*), count(DISTINCT "key") FROM {STAGED}').fetchone()
    assert row is not None
    if row[0] > row[1]:
        order = ", ".join(quoted(f"f_{name}") for name in table.fields) or "1"
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {STAGED} AS SELECT * FROM {STAGED} "
            f'QUALIFY row_number() OVER (PARTITION BY "key" ORDER BY {order}) = 1'
        )
    return int(row[0] - row[1])


def key_and_fields(table: Table) -> list[str]:
    """The columns `key` and `f_<field>` of the customers, as text of SQL."""
    key = f"CAST({emit(table.key or table.customer, 'duckdb')} AS VARCHAR)"
    fields = [f"{emit(part, 'duckdb')} AS {quoted(f'f_{n}')}" for n, part in table.fields.items()]
    return [f"nullif(nfc_normalize({key}), '') AS \"key\"", *fields]


def add_zones(connection: Connection, project: Project) -> int:
    """Add the zones that customers live in; how many customers name one that does not exist."""
    field = project.customers.of_type(Type.TIMEZONE)
    if field is None:
        return 0
    column = quoted(f"f_{field.name}")
    lacking = (
        f'SELECT {column}, count(*) FROM {STAGED} ANTI JOIN "zones" ON "zone" = {column} '
        f"WHERE {column} IS NOT NULL GROUP BY 1"
    )
    missing: dict[str, int] = dict(connection.execute(lacking).fetchall())
    if not missing:
        return 0
    added = fill_zones(connection, missing)
    return sum(count for name, count in missing.items() if name not in added)


def _versions(
    connection: Connection,
    table: Table,
    compared: list[str],
    since: datetime | None,
) -> tuple[int, int, int]:
    """Close the versions that no longer hold and append the new ones: (new, changed, gone)."""
    columns = [quoted(f"f_{name}") for name in compared]
    differs = " OR ".join(["FALSE", *(f"s.{c} IS DISTINCT FROM c.{c}" for c in columns)])
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {CHANGED} AS
        WITH current AS (SELECT * FROM "customers" WHERE "until" = 'infinity'),
        fresh AS (SELECT p."cid", s.* FROM {STAGED} s JOIN "people" p ON p."key" = s."key")
        SELECT coalesce(s."cid", c."cid") AS "cid", c."cid" IS NULL AS "new",
               s."cid" IS NULL AS "gone", s.* EXCLUDE ("cid", "key")
        FROM fresh s FULL JOIN current c ON c."cid" = s."cid"
        WHERE c."cid" IS NULL OR s."cid" IS NULL OR {differs}
        """
    )
    start = "-infinity" if since is None else f"{since.astimezone(UTC).replace(tzinfo=None)}"
    row = connection.execute(
        'SELECT count(*) FILTER (WHERE "new"), count(*) FILTER (WHERE NOT "new" AND NOT "gone"), '
        f'count(*) FILTER (WHERE "gone") FROM {CHANGED}'
    ).fetchone()
    assert row is not None
    if row[1] or row[2]:
        connection.execute(
            f"UPDATE \"customers\" SET \"until\" = TIMESTAMP '{start}' "
            f"WHERE \"until\" = 'infinity' "
            f'AND "cid" IN (SELECT "cid" FROM {CHANGED} WHERE NOT "new")'
        )
    fields = ", ".join(quoted(f"f_{name}") for name in table.fields)
    listed = f", {fields}" if fields else ""
    connection.execute(
        f'INSERT INTO "customers" ("cid", "since", "until"{listed}) '
        f"SELECT \"cid\", TIMESTAMP '{start}', 'infinity'{listed} FROM {CHANGED} "
        'WHERE NOT "gone" ORDER BY "cid"'
    )
    return row
