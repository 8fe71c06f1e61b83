"""Customers whose table has a row per version, each recorded as of its own instant (S5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from compiler.model.project import Project
from compiler.sql.dialects import emit
from compiler.sql.tables import Table
from runtime.forgetting.suppression import Suppression
from runtime.recording import looked_at, people
from runtime.recording.customers import CHANGED, STAGED, Refreshed, add_zones, key_and_fields
from runtime.recording.ledger import Entry
from runtime.store.columns import quoted
from runtime.store.connection import Connection

CLOSED = '"closed_customers"'


def record_versions(
    connection: Connection,
    project: Project,
    table: Table,
    entry: Entry,
    prev: datetime | None,
    until: datetime,
    fingerprint: str | None,
    suppression: Suppression,
) -> tuple[Refreshed | None, Entry]:
    """Record the versions from before `until`, each from its own instant on; None where the source
    is as it was and no version came due.

    `prev`: up to where the project has run (None: this is the first recording). What turns out
    only now to have been otherwise before it is so from there on (S5): versions that came in late,
    or were changed or taken out since. Compared is only what something looks at."""
    compared = looked_at.customer_fields(project)
    known = None if fingerprint is None else f"{fingerprint} {' '.join(compared)}"
    if entry.settled(known) and not entry.rest:
        return None, entry
    start, border = None if prev is None else _stamp(prev), _stamp(until)
    repeats, rest = _stage(connection, table, start, border)
    people.admit(connection, STAGED, suppression)
    zoneless = add_zones(connection, project)
    _compare(connection, compared, start, border)
    new, changed, gone = _counted(connection)
    _write(connection, table)
    ledger = replace(entry, rest=rest, fingerprint=known)
    return Refreshed(new, changed, gone, repeats, zoneless), ledger


def _stamp(instant: datetime) -> str:
    return f"TIMESTAMP '{instant.astimezone(UTC).replace(tzinfo=None)}'"


def _stage(
    connection: Connection, table: Table, start: str | None, border: str
) -> tuple[int, int]:
    """The versions that hold at some instant from `start` on and began before `border`. How many
    before it hold for no time, since another has their key and instant, and how many come later."""
    assert table.since is not None and table.until is not None
    since, until = (emit(part, "duckdb") for part in (table.since, table.until))
    columns = [*key_and_fields(table), f'{since} AS "since"', f'{until} AS "until"']
    rows = f"SELECT {', '.join(columns)} FROM {emit(table.source, 'duckdb')}"
    later = "" if start is None else f'AND "until" > {start}'
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {STAGED} AS SELECT * FROM ({rows}) "
        f'WHERE "key" IS NOT NULL AND "since" < {border} AND "since" < "until" {later}'
    )
    row = connection.execute(
        f'SELECT count(*) FILTER ("since" < {border} AND "since" = "until"), '
        f'count(*) FILTER ("since" >= {border}) FROM ({rows}) WHERE "key" IS NOT NULL'
    ).fetchone()
    assert row is not None
    return row


def _compare(
    connection: Connection, compared: list[str], start: str | None, border: str
) -> None:
    """What is to be appended, and whose last recorded version is to be closed when. Who has no
    version at `start` any more is gone from there on."""
    columns = [quoted(f"f_{name}") for name in compared]
    differs = " OR ".join(["FALSE", *(f"s.{c} IS DISTINCT FROM c.{c}" for c in columns)])
    first = start or "TIMESTAMP '-infinity'"
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {CHANGED} AS
        SELECT p."cid", c."cid" IS NULL AS "new", greatest(s."since", {first}) AS "begins",
               CASE WHEN s."until" < {border} THEN s."until" ELSE 'infinity' END AS "ends",
               s.* EXCLUDE ("key", "since", "until")
        FROM {STAGED} s JOIN "people" p ON p."key" = s."key"
        LEFT JOIN "customers" c ON c."cid" = p."cid" AND c."until" = 'infinity'
        WHERE s."since" >= {first} OR c."cid" IS NULL OR {differs}
        """
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE {CLOSED} AS
        WITH standing AS (
          SELECT p."cid" FROM {STAGED} s JOIN "people" p ON p."key" = s."key"
          WHERE s."since" <= {first}
        ), following AS (SELECT "cid", min("begins") AS "at" FROM {CHANGED} GROUP BY 1)
        SELECT c."cid", n."cid" IS NULL AS "gone",
               CASE WHEN n."cid" IS NULL THEN {first} ELSE f."at" END AS "at"
        FROM "customers" c LEFT JOIN standing n ON n."cid" = c."cid"
        LEFT JOIN following f ON f."cid" = c."cid"
        WHERE c."until" = 'infinity' AND (n."cid" IS NULL OR f."at" IS NOT NULL)
        """
    )


def _counted(connection: Connection) -> tuple[int, int, int]:
    """How many customers are new, changed, and gone."""
    row = connection.execute(
        f'SELECT (SELECT count(DISTINCT "cid") FROM {CHANGED} WHERE "new"), '
        f'count(*) FILTER (WHERE NOT "gone"), count(*) FILTER (WHERE "gone") FROM {CLOSED}'
    ).fetchone()
    assert row is not None
    return row


def _write(connection: Connection, table: Table) -> None:
    connection.execute(
        f'UPDATE "customers" SET "until" = d."at" FROM {CLOSED} d '
        "WHERE \"customers\".\"cid\" = d.\"cid\" AND \"until\" = 'infinity'"
    )
    fields = "".join(f", {quoted(f'f_{name}')}" for name in table.fields)
    connection.execute(
        f'INSERT INTO "customers" ("cid", "since", "until"{fields}) '
        f'SELECT "cid", "begins", "ends"{fields} FROM {CHANGED} ORDER BY "cid", "begins"'
    )
