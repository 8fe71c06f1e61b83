"""What was recorded so far, per kind of event and of the customers (table `recorded`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
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
    `known`. Mostly nothing else is new, which is written down more cheaply."""
    now = {
        name: replace(entry, until=until, last_seq=last_seq) for name, entry in changed.items()
    }
    passed = [
        name for name, entry in now.items()
        if name in known and replace(known[name], until=until, last_seq=last_seq) == entry
    ]  # fmt: skip
    if passed:
        connection.execute(_PASS, [until, last_seq, passed])
    new, other = now.keys() - known.keys(), now.keys() & known.keys() - set(passed)
    for statement, names in ((_UPDATE, other), (_ADD, new)):
        if names:
            connection.execute(statement, _lists({name: now[name] for name in sorted(names)}))


_PASS = """
UPDATE "recorded" SET "until" = $1, "last_seq" = $2 WHERE list_contains($3::VARCHAR[], "name")
"""
_ROWS = """
SELECT unnest($1::VARCHAR[]) AS "name", unnest($2::TIMESTAMP[]) AS "until",
       unnest($3::BIGINT[]) AS "last_seq", unnest($4::BIGINT[]) AS "rows",
       unnest($5::HUGEINT[]) AS "mark", unnest($6::BIGINT[]) AS "rest",
       unnest($7::BIGINT[]) AS "timeless", unnest($8::VARCHAR[]) AS "fingerprint",
       unnest($9::TIMESTAMP[]) AS "near", unnest($10::BIGINT[]) AS "near_rows",
       unnest($11::HUGEINT[]) AS "near_mark", unnest($12::TIMESTAMP[]) AS "looked",
       unnest($13::BOOLEAN[]) AS "owing"
"""
_UPDATE = f"""
UPDATE "recorded" AS r
SET "until" = n."until", "last_seq" = n."last_seq", "rows" = n."rows", "mark" = n."mark",
    "rest" = n."rest", "timeless" = n."timeless", "fingerprint" = n."fingerprint",
    "near" = n."near", "near_rows" = n."near_rows", "near_mark" = n."near_mark",
    "looked" = n."looked", "owing" = n."owing"
FROM ({_ROWS}) AS n WHERE n."name" = r."name"
"""
_ADD = f'INSERT INTO "recorded" {_ROWS}'


def _lists(entries: Mapping[str, Entry]) -> list[list[object]]:
    """One of each column, in its order."""
    rows = [(name, *astuple(entry)) for name, entry in entries.items()]
    return [list(column) for column in zip(*rows, strict=True)]
