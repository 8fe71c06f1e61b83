"""What was recorded so far, per kind of event and of the customers (table `recorded`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from runtime.store.connection import Connection

BEGINNING = datetime(1, 1, 1)
"""Before every row; a kind that was never recorded has been recorded up to here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All rows that arrived before `until` (UTC, naive) were looked at: `rows` of them, with the
    hash sum `mark`; `rest` rows lie later, `timeless` ones nowhere. `fingerprint`: the state of the
    source then.

    `near`: from there until `until` it was looked at last, and had `near_rows` with the hash sum
    `near_mark`; None: it is always looked through as a whole. `looked`: where `until` was when all
    of it was; `owing`: it may have changed since."""

    until: datetime = BEGINNING
    last_seq: int = 0
    rows: int = 0
    mark: int = 0
    rest: int = 0
    timeless: int = 0
    fingerprint: str | None = None
    near: datetime | None = None
    near_rows: int = 0
    near_mark: int = 0
    looked: datetime | None = None
    owing: bool = False

    def settled(self, fingerprint: str | None) -> bool:
        """Whether the source is as it was, so that nothing can have come in late."""
        return fingerprint is not None and fingerprint == self.fingerprint


def entries(connection: Connection) -> dict[str, Entry]:
    rows = connection.execute(
        'SELECT "name", "until", "last_seq", "rows", "mark", "rest", "timeless", "fingerprint", '
        '"near", coalesce("near_rows", 0), coalesce("near_mark", 0), "looked", '
        'coalesce("owing", false) FROM "recorded"'
    )
    return {name: Entry(*rest) for name, *rest in rows.fetchall()}


def write(
    connection: Connection,
    known: Mapping[str, Entry],
    changed: Mapping[str, Entry],
    until: datetime,
    last_seq: int,
) -> None:
    """Put `changed`, all as of `until` (UTC, naive) and with the last seq, in the place of what was
    `known`. Mostly nothing else is new, which is written in one statement."""
    now = {
        name: replace(entry, until=until, last_seq=last_seq) for name, entry in changed.items()
    }
    passed = [
        name for name, entry in now.items()
        if name in known and replace(known[name], until=until, last_seq=last_seq) == entry
    ]  # fmt: skip
    if passed:
        connection.execute(_PASS, [until, last_seq, passed])
    rest = {name: entry for name, entry in now.items() if name not in passed}
    if rest:
        connection.execute(_DROP, [list(rest)])
        _put(connection, rest)


_PASS = """
UPDATE "recorded" SET "until" = $1, "last_seq" = $2 WHERE "name" IN (SELECT unnest($3::VARCHAR[]))
"""
_DROP = 'DELETE FROM "recorded" WHERE "name" IN (SELECT unnest($1::VARCHAR[]))'


def _put(connection: Connection, entries: Mapping[str, Entry]) -> None:
    rows = [
        (name, entry.until, entry.last_seq, entry.rows, entry.mark, entry.rest, entry.timeless,
         entry.fingerprint, entry.near, entry.near_rows, entry.near_mark, entry.looked, entry.owing)
        for name, entry in entries.items()
    ]  # fmt: skip
    marks = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
    values = [value for row in rows for value in row]
    connection.execute(f'INSERT INTO "recorded" VALUES {marks}', values)
