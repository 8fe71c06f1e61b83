"""The hand-over log: rows in, as one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from runtime.dispatch.state import Row
from runtime.store.connection import Connection

_INSERT = """
INSERT INTO "handovers" ("name", "attempt", "channel", "at", "outcome", "detail")
SELECT unnest($1::VARCHAR[]), unnest($2::INTEGER[]), unnest($3::VARCHAR[]),
       unnest($4::TIMESTAMP[]), unnest($5::VARCHAR[]), unnest($6::VARCHAR[])
"""


def append(connection: Connection, rows: Sequence[Row]) -> None:
    """In one transaction, committed on return. Nothing where there are no rows."""
    if not rows:
        return
    at = [row.at.astimezone(UTC).replace(tzinfo=None) for row in rows]
    connection.execute(
        _INSERT,
        [
            [row.name for row in rows],
            [row.attempt for row in rows],
            [row.channel for row in rows],
            at,
            [row.outcome.value for row in rows],
            [row.detail for row in rows],
        ],
    )
