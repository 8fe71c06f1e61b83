"""New rows of one kind of event, brought into a temporary table: usable, named, none twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from compiler.sql.dialects import emit
from runtime.forgetting.suppression import Suppression
from runtime.recording.kind import Kind
from runtime.recording.late import look
from runtime.recording.ledger import BEGINNING, Entry
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one kind: `new` rows recorded, `late` ones among them, `repeats` of an id dropped, rows
    `unusable` for want of a customer or a time."""

    new: int = 0
    late: int = 0
    repeats: int = 0
    unusable: int = 0


def stage(
    connection: Connection,
    kind: Kind,
    until: datetime,
    fingerprint: str | None,
    suppression: Suppression,
) -> tuple[Counts, Entry]:
    """Bring into `kind.staged` what arrived before `until` (UTC, naive) and was not recorded yet.

    The counts, and what is to stand in the ledger. Nothing is scanned where the source is as it
    was and nothing of it lies ahead. What Segue itself does is neither late nor wrong nor twice.
    Rows of who was forgotten are looked at, and passed over (S38)."""
    entry = kind.entry
    if kind.event.own:
        new = _bring(connection, kind, [_in_time(kind, until)])
        return Counts(new), replace(entry, until=until)
    seen = look(connection, kind, until, entry.settled(fingerprint))
    if seen is None:
        return Counts(), replace(entry, until=until)
    before = seen.before
    parts = [_in_time(kind, until)] if before.rest else []
    parts += [seen.late] if seen.late else []
    found = _stage(connection, kind, parts, suppression) if parts else Staged()
    unusable = found.keyless - found.passed + max(0, before.timeless - entry.timeless)
    if not seen.ahead:
        near = before.near_rows + found.rows, before.near_mark + found.mark
        before = replace(before, near_rows=near[0], near_mark=near[1])
    ledger = replace(
        before, until=until, rows=before.rows + found.rows, mark=before.mark + found.mark,
        rest=before.rest - found.rows, fingerprint=fingerprint,
    )  # fmt: skip
    return replace(_settle(connection, kind, found), unusable=unusable), ledger


@dataclass(frozen=True, slots=True)
class Staged:
    """What was staged in time: how many `rows`, their `mark`, how many are `keyless` (of no
    customer), and how many of these were `passed` over, since their customers were forgotten. How
    many `late` ones stand beside them; how many ids were recorded before (`known`).
    `ids`: how many different ones the rows with a customer have, of hashed ones those in time."""

    rows: int = 0
    mark: int = 0
    keyless: int = 0
    late: int = 0
    known: int = 0
    ids: int = 0
    passed: int = 0


def _stage(
    connection: Connection, kind: Kind, parts: list[str], suppression: Suppression
) -> Staged:
    """Stages the rows of all `parts`, and looks through them once."""
    if not _bring(connection, kind, parts):
        return Staged()
    passed = _pass_over(connection, kind, suppression)
    late = _is_late(kind)
    named = f'"key" IS NOT NULL AND NOT {late}' if kind.hashed else '"key" IS NOT NULL'
    found = _one(
        connection,
        f'SELECT count(*) FILTER (NOT {late}), coalesce(sum("mark") FILTER (NOT {late}), 0), '
        f'count(*) FILTER ("key" IS NULL), count(*) FILTER ({late}), {_known(kind)}, '
        f'count(DISTINCT "id") FILTER ({named}) FROM {kind.staged}',
    )
    return replace(Staged(*found), passed=passed)


def _bring(connection: Connection, kind: Kind, parts: list[str]) -> int:
    """Stages the rows of all `parts`; how many they are."""
    rows = " UNION ALL ".join(f"({part})" for part in parts)
    (count,) = _one(connection, f"CREATE OR REPLACE TEMP TABLE {kind.staged} AS {rows}")
    return int(count)


def _pass_over(connection: Connection, kind: Kind, suppression: Suppression) -> int:
    """Take the key from the rows in time of who was forgotten, so that they are counted among
    those looked at, and take out the late ones; how many rows in time that is."""
    keys = suppression.strangers(kind.staged)
    if not keys:
        return 0
    theirs = '"key" IN (SELECT unnest($1::VARCHAR[]))'
    connection.execute(f"DELETE FROM {kind.staged} WHERE {theirs} AND {_is_late(kind)}", [keys])
    (passed,) = _one(
        connection, f'UPDATE {kind.staged} SET "key" = NULL WHERE {theirs}', [keys]
    )
    return int(passed)


_NOT_FORGOTTEN = (
    '"key" NOT IN (SELECT p."key" FROM "forgotten" f JOIN "people" p ON p."cid" = f."cid")'
)
"""Of what Segue itself did: nothing more comes of whom it has forgotten."""


def _in_time(kind: Kind, until: datetime) -> str:
    """The rows from where the ledger ends until `until`. Equal rows get running numbers (S11);
    there are hardly ever any, so all get the first one."""
    assert kind.table.time is not None
    window = f"{kind.arrival} >= TIMESTAMP '{kind.entry.until}' "
    window += f"AND {kind.arrival} < TIMESTAMP '{until}'"
    if kind.event.own:
        window += f" AND {_NOT_FORGOTTEN}"
    if kind.table.arrival is not None:  # said again so that it reaches the column itself
        window += f" AND {emit(kind.table.time, 'duckdb')} < TIMESTAMP '{until}'"
    rows = kind.rows(window)
    return f"SELECT * REPLACE (\"id\" || '-1' AS \"id\") FROM ({rows})" if kind.hashed else rows


def _settle(connection: Connection, kind: Kind, found: Staged) -> Counts:
    """Leave in the staged table what is new, under its final id."""
    if found.keyless:
        connection.execute(f'DELETE FROM {kind.staged} WHERE "key" IS NULL')
    in_time = found.rows - found.keyless
    if kind.hashed:
        if in_time > found.ids:
            _number(connection, kind)
        return Counts(in_time + found.late, found.late)
    repeats = _drop_recorded(connection, kind) if found.known else 0
    doubled, late_ones = 0, 0
    if in_time + found.late > found.ids:
        doubled, late_ones = _drop_repeats(connection, kind)
    new = in_time + found.late - repeats - doubled
    return Counts(new, found.late - late_ones, repeats + doubled)


def _number(connection: Connection, kind: Kind) -> None:
    """Number equal rows (S11). They arrive at one instant, so they are all here."""
    numbered = 'left("id", length("id") - 1) || row_number() OVER (PARTITION BY "id")'
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE {kind.staged} AS SELECT * REPLACE '
        f'(CASE WHEN {_is_late(kind)} THEN "id" ELSE {numbered} END AS "id") FROM {kind.staged}'
    )


def _known(kind: Kind) -> str:
    """How many recorded rows have the id of a staged one; hashes are compared otherwise."""
    if kind.hashed or kind.entry.until == BEGINNING:
        return "0"
    return f'(SELECT count(*) {_recorded(kind)})'


def _recorded(kind: Kind) -> str:
    return f'FROM {kind.recorded} e SEMI JOIN {kind.staged} s ON s."id" = e."id"'


def _drop_recorded(connection: Connection, kind: Kind) -> int:
    """Drop what has the id of a recorded row: that one arrived first (S11)."""
    (dropped,) = _one(
        connection, f'DELETE FROM {kind.staged} WHERE "id" IN (SELECT e."id" {_recorded(kind)})'
    )
    return int(dropped)


def _drop_repeats(connection: Connection, kind: Kind) -> tuple[int, int]:
    """Of rows with one id the first arrived stays, then the smaller row (S11). How many were
    dropped, and how many of these were late."""
    order = ", ".join(['"natural"', '"time"', '"key"', *kind.fields])
    dropped = connection.execute(
        f'DELETE FROM {kind.staged} WHERE rowid IN (SELECT "row" FROM (SELECT rowid AS "row", '
        f'row_number() OVER (PARTITION BY "id" ORDER BY {order}) AS "place" FROM {kind.staged}) '
        f'WHERE "place" > 1) RETURNING {_is_late(kind)}'
    ).fetchall()
    return len(dropped), sum(late for (late,) in dropped)


def _is_late(kind: Kind) -> str:
    """Of a staged row."""
    return f"(\"natural\" < TIMESTAMP '{kind.entry.until}')"


def _one(connection: Connection, query: str, values: object = None) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
    assert row is not None
    return row
