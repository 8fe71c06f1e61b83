"""Rows of the journal that are older than is said, moved into files: one for each month (S38).

What the engine still looks at stays in the store: enrolments and their ends, messages, gifts, what
was set, and of the journal what guards count and whom they do not, arms, what splits learn from,
and all of who is still inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import duckdb

from runtime.acting.act import acting
from runtime.archive.folder import COLUMNS, ROWS, clean, folder_of, mark_of, write
from runtime.journal import Kind
from runtime.store.connection import Connection
from runtime.store.rows import MANY, beside

_OLD = f"""
"at" < $before
AND "decision" NOT IN (SELECT "decision" FROM "decisions" AS d
  WHERE d."kind" IN ('{Kind.GUARD}', '{Kind.MOVED}', '{Kind.ARM}', '{Kind.COUNTED}')
    OR (d."kind" = '{Kind.GOAL}' AND d."campaign" IN
      (SELECT "campaign" FROM "splits" WHERE "terms" IS NOT NULL)))
AND ("eid" IS NULL OR "eid" IN (SELECT "eid" FROM "ended"))
"""
_MONTHS = f"""
SELECT DISTINCT date_trunc('month', "at")::TIMESTAMP FROM "journal_rows" WHERE {_OLD} ORDER BY 1
"""
_MONTH = f"""
SELECT {", ".join(f'"{name}"' for name in COLUMNS)} FROM "journal_rows"
WHERE "at" >= $since AND {_OLD} ORDER BY "at", "seq", "phase", "eid"
"""


@dataclass(frozen=True, slots=True)
class Archived:
    """How many rows were moved into which `files`; all that are older than `before` are there."""

    before: datetime
    rows: int
    files: tuple[str, ...]


def archive(connection: Connection, after: timedelta) -> Archived:
    """Moves the rows of the whole months that lie further back than `after`, from the instant up to
    which the project has run; all of it, or nothing. Raises NotBegun, and Trouble where the folder
    cannot be written."""
    clean(connection)
    with acting(connection) as at:
        before = first_of_month(at - after)
        months = connection.execute(_MONTHS, {"before": before}).fetchall()
        written = [_month(connection, month) for (month,) in months]
        for name, rows in written:
            connection.execute('INSERT INTO "archived" VALUES ($1, $2, false)', [name, rows])
        if written:
            connection.execute(f'DELETE FROM "journal_rows" WHERE {_OLD}', {"before": before})
    total = sum(rows for _, rows in written)
    return Archived(before.replace(tzinfo=UTC), total, tuple(name for name, _ in written))


def first_of_month(at: datetime) -> datetime:
    """Naive, in UTC."""
    return datetime(at.year, at.month, 1)


def _month(connection: Connection, month: datetime) -> tuple[str, int]:
    """Writes the file of a month; its name, and how many rows it has."""
    name = f"journal-{month:%Y-%m}-{mark_of(connection)}.parquet"
    span = {"since": month, "before": first_of_month(month + timedelta(days=31))}
    with beside(connection) as reading:
        rows = _taken(connection, reading, span)
        write(reading, folder_of(connection), name)
        reading.execute(f"DROP TABLE {ROWS}")
    return name, rows


def _taken(
    connection: Connection, reading: duckdb.DuckDBPyConnection, span: dict[str, datetime]
) -> int:
    """Brings the rows of a month into the DuckDB that writes files; how many they are."""
    if reading is connection:
        found = reading.execute(f"CREATE OR REPLACE TEMP TABLE {ROWS} AS {_MONTH}", span)
        return int((found.fetchone() or (0,))[0])
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    reading.execute(f"CREATE OR REPLACE TEMP TABLE {ROWS} ({columns})")
    rows = connection.execute(_MONTH, span).fetchall()
    for first in range(0, len(rows), MANY):
        _put(reading, rows[first : first + MANY])
    return len(rows)


def _put(reading: duckdb.DuckDBPyConnection, rows: Sequence[tuple[object, ...]]) -> None:
    lists = ", ".join(f"unnest(${at}::{kind}[])" for at, kind in enumerate(COLUMNS.values(), 1))
    reading.execute(
        f"INSERT INTO {ROWS} SELECT {lists}", [list(each) for each in zip(*rows, strict=True)]
    )
