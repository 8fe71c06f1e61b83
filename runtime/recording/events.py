"""New rows of one kind of event, brought into a temporary table: usable, named, none twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb
from sqlglot import exp

from compiler.model.declarations import Event
from compiler.sql.dialects import emit
from compiler.sql.tables import Table
from runtime.recording.ledger import BEGINNING, Entry
from runtime.store.columns import is_kept, quoted


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one kind: `new` rows recorded, `late` ones among them, `repeats` of an id dropped, rows
    `unusable` for want of a customer or a time."""

    new: int = 0
    late: int = 0
    repeats: int = 0
    unusable: int = 0


@dataclass(frozen=True)
class Kind:
    """One kind of event: what stands behind it and what was recorded of it. `told`: a hash of a
    source's row by which it can be told from another, None: it is computed here."""

    event: Event
    table: Table
    entry: Entry
    told: exp.Expr | None = None

    @property
    def staged(self) -> str:
        return quoted(f"staged_{self.event.name}")

    @property
    def recorded(self) -> str:
        return quoted(f"event_{self.event.name}")

    @property
    def hashed(self) -> bool:
        """Whether its rows are named by their hash, since they bring no id (S11)."""
        return self.event.id is None and not is_kept(self.event)

    @property
    def fields(self) -> list[str]:
        return [quoted(f"f_{name}") for name in self.table.fields]

    @property
    def arrival(self) -> str:
        column = self.table.arrival or self.table.time
        assert column is not None
        return emit(column, "duckdb")

    @property
    def source(self) -> str:
        return emit(self.table.source, "duckdb")

    @property
    def mark(self) -> str:
        if self.told is not None:
            return emit(self.told, "duckdb")
        assert self.table.id is not None
        whole = [*self.table.fields.values(), self.table.customer]
        told = whole if self.hashed else [self.table.id]
        return f"hash({', '.join([self.arrival, *(emit(part, 'duckdb') for part in told)])})"

    def rows(self, where: str) -> str:
        """The source's rows with the columns of the staged table. S10: text in NFC."""
        assert self.table.time is not None and self.table.id is not None
        key = f"nullif(nfc_normalize(CAST({emit(self.table.customer, 'duckdb')} AS VARCHAR)), '')"
        columns = {
            '"key"': key,
            '"time"': emit(self.table.time, "duckdb"),
            '"natural"': self.arrival,
            '"id"': f"nfc_normalize(CAST({emit(self.table.id, 'duckdb')} AS VARCHAR))",
            '"mark"': self.mark,
            **{
                quoted(f"f_{name}"): emit(part, "duckdb")
                for name, part in self.table.fields.items()
            },
        }
        if self.table.enrolment is not None:
            columns['"enrolment"'] = emit(self.table.enrolment, "duckdb")
        listed = ", ".join(f"{part} AS {name}" for name, part in columns.items())
        return f"SELECT {listed} FROM {self.source} WHERE {where}"


def stage(
    connection: duckdb.DuckDBPyConnection, kind: Kind, until: datetime, fingerprint: str | None
) -> tuple[Counts, Entry]:
    """Bring into `kind.staged` what arrived before `until` (UTC, naive) and was not recorded yet.

    The counts, and what is to stand in the ledger. Nothing is scanned where the source is as it
    was and nothing of it lies ahead."""
    entry = kind.entry
    settled = entry.settled(fingerprint)
    if settled and entry.rest == 0:
        return Counts(), replace(entry, until=until)
    before = entry if settled else _looked_through(connection, kind)
    late = entry.until != BEGINNING and (before.rows, before.mark) != (entry.rows, entry.mark)
    found = _stage_window(connection, kind, until) if before.rest or late else Window()
    unusable = found.keyless + max(0, before.timeless - entry.timeless)
    counts = _settle(connection, kind, late) if found.rows or late else Counts()
    ledger = replace(
        before, until=until, rows=before.rows + found.rows, mark=before.mark + found.mark,
        rest=before.rest - found.rows, fingerprint=fingerprint,
    )  # fmt: skip
    return replace(counts, unusable=unusable), ledger


def _looked_through(connection: duckdb.DuckDBPyConnection, kind: Kind) -> Entry:
    """The ledger's entry as it would be, were the source recorded anew up to where it was: rows
    and mark differ where rows came in late or old ones were changed."""
    before = _before(kind)
    rows, mark, whole, timed = _one(
        connection,
        f"SELECT count(*) FILTER (WHERE {before}), "
        f"coalesce(sum(CASE WHEN {before} THEN {kind.mark} END), 0), "
        f"count(*), count({kind.arrival}) FROM {kind.source}",
    )
    return replace(kind.entry, rows=rows, mark=mark, rest=timed - rows, timeless=whole - timed)


@dataclass(frozen=True, slots=True)
class Window:
    """The rows of a stretch of time: how many, their mark, and how many have no customer."""

    rows: int = 0
    mark: int = 0
    keyless: int = 0


def _stage_window(connection: duckdb.DuckDBPyConnection, kind: Kind, until: datetime) -> Window:
    """Stages the rows from where the ledger ends until `until`, but for those without customer."""
    assert kind.table.time is not None
    window = f"{kind.arrival} >= TIMESTAMP '{kind.entry.until}' "
    window += f"AND {kind.arrival} < TIMESTAMP '{until}'"
    if kind.table.arrival is not None:  # said again so that it reaches the column itself
        window += f" AND {emit(kind.table.time, 'duckdb')} < TIMESTAMP '{until}'"
    (rows,) = _one(connection, f"CREATE OR REPLACE TEMP TABLE {kind.staged} AS {kind.rows(window)}")
    if not rows:
        return Window()
    mark, keyless = _one(
        connection,
        f'SELECT sum("mark"), count(*) FILTER (WHERE "key" IS NULL) FROM {kind.staged}',
    )
    if keyless:
        connection.execute(f'DELETE FROM {kind.staged} WHERE "key" IS NULL')
    return Window(rows, mark, keyless)


def _settle(connection: duckdb.DuckDBPyConnection, kind: Kind, late: bool) -> Counts:
    """Leave in the staged table what is new, under its final id."""
    repeats = 0
    if kind.hashed:
        _number(connection, kind)
        if late:
            _add_late_hashed(connection, kind)
    else:
        repeats = _drop_recorded(connection, kind)
        if late:
            _add_late(connection, kind)
    new, ids, after = _one(
        connection,
        'SELECT count(*), count(DISTINCT "id"), '
        f"count(*) FILTER (WHERE \"natural\" < TIMESTAMP '{kind.entry.until}') FROM {kind.staged}",
    )
    if kind.hashed or new == ids:
        return Counts(new, after, repeats)
    doubled, late_ones = _drop_repeats(connection, kind)
    return Counts(new - doubled, after - late_ones, repeats + doubled)


def _number(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Equal rows get running numbers (S11). They arrive at one instant, so they are all here."""
    number = 'row_number() OVER (PARTITION BY "id")' if _doubled(connection, kind) else "1"
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE {kind.staged} AS '
        f'SELECT * REPLACE ("id" || \'-\' || {number} AS "id") FROM {kind.staged}'
    )


def _add_late_hashed(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Where a customer has more rows of one instant than were recorded, the ones too many are
    late, those first whose hash was not recorded. (A hash that changed, as when a field is
    declared later, makes no row new.)"""
    connection.execute(
        f"""
        INSERT INTO {kind.staged} BY NAME
        WITH old AS ({kind.rows(_before(kind))}),
        numbered AS (
          SELECT *, row_number() OVER (PARTITION BY "id") AS "number" FROM old
          WHERE "key" IS NOT NULL
        ),
        known AS (
          SELECT e."id", p."key", e."time" FROM {kind.recorded} e
          JOIN "people" p ON p."cid" = e."cid"
        ),
        groups AS (SELECT "key", "time", count(*) AS "recorded" FROM known GROUP BY ALL),
        named AS (SELECT * REPLACE ("id" || '-' || "number" AS "id") FROM numbered),
        placed AS (
          SELECT n.*, coalesce(g."recorded", 0) AS "recorded", row_number() OVER (
            PARTITION BY n."key", n."time" ORDER BY k."id" IS NULL, n."id"
          ) AS "place"
          FROM named n LEFT JOIN known k ON k."id" = n."id"
          LEFT JOIN groups g ON g."key" = n."key" AND g."time" = n."time"
        )
        SELECT * EXCLUDE ("number", "recorded", "place") FROM placed WHERE "place" > "recorded"
        """
    )


def _drop_recorded(connection: duckdb.DuckDBPyConnection, kind: Kind) -> int:
    """Drop what has the id of a recorded row: that one arrived first (S11)."""
    if kind.entry.until == BEGINNING:
        return 0
    known = f'FROM {kind.recorded} e SEMI JOIN {kind.staged} s ON s."id" = e."id"'
    if _one(connection, f"SELECT count(*) {known}") == (0,):
        return 0
    dropped = connection.execute(
        f'DELETE FROM {kind.staged} WHERE "id" IN (SELECT e."id" {known})'
    ).fetchone()
    return dropped[0] if dropped else 0


def _add_late(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    connection.execute(
        f"INSERT INTO {kind.staged} BY NAME SELECT r.* FROM ({kind.rows(_before(kind))}) r "
        f'ANTI JOIN {kind.recorded} e ON e."id" = r."id" WHERE r."key" IS NOT NULL'
    )


def _drop_repeats(connection: duckdb.DuckDBPyConnection, kind: Kind) -> tuple[int, int]:
    """Of rows with one id the first arrived stays, then the smaller row (S11). How many were
    dropped, and how many of these were late."""
    order = ", ".join(['"natural"', '"time"', '"key"', *kind.fields])
    dropped = connection.execute(
        f'DELETE FROM {kind.staged} WHERE rowid IN (SELECT "row" FROM (SELECT rowid AS "row", '
        f'row_number() OVER (PARTITION BY "id" ORDER BY {order}) AS "place" FROM {kind.staged}) '
        f"WHERE \"place\" > 1) RETURNING \"natural\" < TIMESTAMP '{kind.entry.until}'"
    ).fetchall()
    return len(dropped), sum(late for (late,) in dropped)


def _doubled(connection: duckdb.DuckDBPyConnection, kind: Kind) -> bool:
    rows, ids = _one(connection, f'SELECT count(*), count(DISTINCT "id") FROM {kind.staged}')
    return bool(rows > ids)


def _before(kind: Kind) -> str:
    return f"{kind.arrival} < TIMESTAMP '{kind.entry.until}'"


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query).fetchone()
    assert row is not None
    return row
