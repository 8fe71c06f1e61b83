"""What was recorded so far, per kind of event and of the customers (table `recorded`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from runtime.store.connection import Connection

BEGINNING = datetime(1, 1, 1)
"""Before every row; a kind that was never recorded has been recorded up to here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All rows that arrived before `until` (UTC, naive) were looked at: `rows` of them, with the
    hash sum `mark`; `rest` rows lie later, `timeless` ones nowhere. `fingerprint`: the state of the
    source then."""

    until: datetime = BEGINNING
    last_seq: int = 0
    rows: int = 0
    mark: int = 0
    rest: int = 0
    timeless: int = 0
    fingerprint: str | None = None

    def settled(self, fingerprint: str | None) -> bool:
        """Whether the source is as it was, so that nothing can have come in late."""
        return fingerprint is not None and fingerprint == self.fingerprint


def entries(connection: Connection) -> dict[str, Entry]:
    rows = connection.execute(
        'SELECT "name", "until", "last_seq", "rows", "mark", "rest", "timeless", "fingerprint" '
        'FROM "recorded"'
    )
    return {name: Entry(*rest) for name, *rest in rows.fetchall()}


def write(connection: Connection, changed: dict[str, Entry]) -> None:
    """Put `changed` in the place of what stood under these names."""
    if not changed:
        return
    connection.execute(
        'DELETE FROM "recorded" WHERE "name" IN (SELECT unnest($1::VARCHAR[]))', [list(changed)]
    )
    rows = [
        (name, entry.until, entry.last_seq, entry.rows, entry.mark, entry.rest, entry.timeless,
         entry.fingerprint)
        for name, entry in changed.items()
    ]  # fmt: skip
    marks = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
    values = [value for row in rows for value in row]
    connection.execute(f'INSERT INTO "recorded" VALUES {marks}', values)
