"""Rows that come in after their time: how far back a source is looked through for them, and which
they are.

Each tick looks at the last minute before where the ledger ends, by an index where there is one, so
that it costs no more the more rows there are. What lies further back is found when the whole source
is looked through, the more seldom the larger it is. Both compare the number of rows and the sum of
their hashes with what was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from runtime.recording.kind import Kind
from runtime.recording.ledger import BEGINNING, Entry
from runtime.store.columns import is_of_shop
from runtime.store.connection import Connection

NEAR = timedelta(minutes=1)
"""So much is looked at again at every tick in which the source may have changed."""

SELDOM = timedelta(microseconds=200)
"""For each of its rows, all of a source is looked through so much later: of 1,000 rows at every
tick, of a million every three minutes, which is some hundredth of a run's time."""


@dataclass(frozen=True, slots=True)
class Look:
    """`before`: the ledger's entry as it would be, were the source recorded anew up to where it
    was, as far as it was looked at. `late`: the rows of it that were not recorded; the empty text:
    there are none. `ahead`: whether `near_rows` has those that arrive in this tick."""

    before: Entry
    late: str = ""
    ahead: bool = True


def look(connection: Connection, kind: Kind, until: datetime, settled: bool) -> Look | None:
    """Look at as much of the source as it is time for, in a tick up to `until`: at nothing where it
    is as it was. None: no row lies ahead either."""
    entry = replace(kind.entry, owing=kind.entry.owing or not settled)
    whole = entry.owing and _is_due(kind, until)
    if settled and not whole:
        return Look(entry, ahead=False) if entry.rest else None
    if whole or entry.near is None:
        return _through(connection, kind, until)
    return _near(connection, kind, entry, until)


def _is_due(kind: Kind, until: datetime) -> bool:
    entry = kind.entry
    return entry.near is None or entry.looked is None or (
        until - entry.looked >= SELDOM * entry.rows
    )


def can_be_near(kind: Kind) -> bool:
    """Whether late rows of the last minute can be told without looking at the others. Equal rows
    are told apart by their number, and may have arrived at different instants where they say when.
    What Segue keeps is known to have grown when it has."""
    return is_of_shop(kind.event) and not (kind.hashed and kind.table.arrival is not None)


def _through(connection: Connection, kind: Kind, until: datetime) -> Look:
    before, near = _before(kind), _within(kind, until - NEAR, until)
    rows, mark, whole, timed, near_rows, near_mark = _one(
        connection,
        f"SELECT {_sums(kind, before)}, count(*), count({kind.arrival}), {_sums(kind, near)} "
        f"FROM {kind.source}",
    )
    entry = replace(kind.entry, rows=rows, mark=mark, rest=timed - rows, timeless=whole - timed)
    if can_be_near(kind):
        entry = replace(
            entry, near=until - NEAR, near_rows=near_rows, near_mark=near_mark, looked=until,
            owing=False,
        )  # fmt: skip
    return Look(entry, _missing(kind, None) if _differs(kind, entry) else "")


def _near(connection: Connection, kind: Kind, entry: Entry, until: datetime) -> Look:
    assert entry.near is not None
    again, next_time = _before(kind), _within(kind, until - NEAR, until)
    rows, mark, rest, near_rows, near_mark = _one(
        connection,
        f"SELECT {_sums(kind, again)}, count(*) FILTER (WHERE NOT {again}), "
        f"{_sums(kind, next_time)} FROM {kind.source} "
        f"WHERE {kind.arrival} >= TIMESTAMP '{min(entry.near, until - NEAR)}'",
    )
    before = replace(
        entry, rows=entry.rows + rows - entry.near_rows, mark=entry.mark + mark - entry.near_mark,
        rest=rest, near=until - NEAR, near_rows=near_rows, near_mark=near_mark,
    )  # fmt: skip
    return Look(before, _missing(kind, entry.near) if _differs(kind, before) else "")


def _differs(kind: Kind, found: Entry) -> bool:
    entry = kind.entry
    return entry.until != BEGINNING and (found.rows, found.mark) != (entry.rows, entry.mark)


def _sums(kind: Kind, where: str) -> str:
    """How many rows, and the sum of their hashes."""
    return (
        f"count(*) FILTER (WHERE {where}), coalesce(sum(CASE WHEN {where} THEN {kind.mark} END), 0)"
    )


def _missing(kind: Kind, since: datetime | None) -> str:
    """The rows that should have been recorded before where the ledger ends, and were not; `since`:
    those alone that should have arrived from there on."""
    if kind.hashed:
        return _missing_hashed(kind, since)
    old = _before(kind) if since is None else _within(kind, since, kind.entry.until)
    lately = "" if since is None else f" AND e.\"arrival\" >= TIMESTAMP '{since}'"
    return (
        f"SELECT r.* FROM ({kind.rows(old)}) r "
        f'ANTI JOIN {kind.recorded} e ON e."id" = r."id"{lately} WHERE r."key" IS NOT NULL'
    )


def _missing_hashed(kind: Kind, since: datetime | None) -> str:
    """Where a customer has more rows of one instant than were recorded, the ones too many are
    late, those first whose hash was not recorded. (A hash that changed, as when a field is
    declared later, makes no row new.)"""
    old = _before(kind) if since is None else _within(kind, since, kind.entry.until)
    lately = "" if since is None else (
        f"WHERE e.\"arrival\" >= TIMESTAMP '{since}' AND e.\"time\" >= TIMESTAMP '{since}'"
    )
    return f"""
        WITH old AS ({kind.rows(old)}),
        numbered AS (
          SELECT *, row_number() OVER (PARTITION BY "id") AS "number" FROM old
          WHERE "key" IS NOT NULL
        ),
        known AS (
          SELECT e."id", p."key", e."time" FROM {kind.recorded} e
          JOIN "people" p ON p."cid" = e."cid" {lately}
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


def _before(kind: Kind) -> str:
    return f"{kind.arrival} < TIMESTAMP '{kind.entry.until}'"


def _within(kind: Kind, since: datetime, until: datetime) -> str:
    return f"{kind.arrival} >= TIMESTAMP '{since}' AND {kind.arrival} < TIMESTAMP '{until}'"


def _one(connection: Connection, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query).fetchone()
    assert row is not None
    return row
