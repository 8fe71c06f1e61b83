"""The hand-over log: rows in, and what they leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from runtime.dispatch.state import Row, Step
from runtime.store.connection import Connection

_INSERT = """
INSERT INTO "handovers" ("name", "attempt", "channel", "at", "outcome", "detail")
SELECT unnest($1::VARCHAR[]), unnest($2::INTEGER[]), unnest($3::VARCHAR[]),
       unnest($4::TIMESTAMP[]), unnest($5::VARCHAR[]), unnest($6::VARCHAR[])
"""
_MOVE = """
UPDATE "open_messages" SET "due" = s."due", "at" = s."at",
  "rejected" = coalesce(s."rejected", "open_messages"."rejected"), "attempt" = s."attempt",
  "outcome" = s."outcome", "channel" = s."channel", "detail" = s."detail"
FROM (
  SELECT unnest($1::VARCHAR[]) AS "name", unnest($2::INTEGER[]) AS "attempt",
         unnest($3::VARCHAR[]) AS "channel", unnest($4::TIMESTAMP[]) AS "at",
         unnest($5::VARCHAR[]) AS "outcome", unnest($6::VARCHAR[]) AS "detail",
         unnest($7::TIMESTAMP[]) AS "due", unnest($8::TIMESTAMP[]) AS "rejected"
) AS s WHERE s."name" = "open_messages"."name"
"""
_CLOSE = 'DELETE FROM "open_messages" WHERE "name" IN (SELECT unnest($1::VARCHAR[]))'

Chains = Mapping[str, Sequence[str]]
"""The channels of each message, by its name."""


def append(connection: Connection, rows: Sequence[Row], chains: Chains) -> None:
    """In the caller's transaction. Nothing where there are no rows."""
    if not rows:
        return
    last = {row.name: row for row in rows}
    moved = [row for row in last.values() if _is_open(row, chains[row.name])]
    rejected = {row.name: row.at for row in rows if row.outcome is Step.REJECTED}
    connection.execute(_INSERT, _columns(rows))
    if moved:
        due = [None if row.outcome is Step.ACCEPTED else _stored(row.at) for row in moved]
        since = [_stored(rejected.get(row.name)) for row in moved]
        connection.execute(_MOVE, [*_columns(moved), due, since])
    if len(moved) < len(last):
        connection.execute(_CLOSE, [[*last.keys() - {row.name for row in moved}]])


def _is_open(row: Row, chain: Sequence[str]) -> bool:
    """Whether anything can come of it yet: of what was taken, by a receipt, where another channel
    is behind."""
    if row.outcome is Step.ACCEPTED:
        return row.channel != chain[-1]
    return row.outcome in (Step.ATTEMPT, Step.REFUSED, Step.REJECTED, Step.WAITING)


def _columns(rows: Sequence[Row]) -> list[list[object]]:
    return [
        [row.name for row in rows],
        [row.attempt for row in rows],
        [row.channel for row in rows],
        [_stored(row.at) for row in rows],
        [row.outcome.value for row in rows],
        [row.detail for row in rows],
    ]


def _stored(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(UTC).replace(tzinfo=None)
