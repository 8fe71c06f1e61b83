"""What became of offers, as `run` and `status` say it."""

from __future__ import annotations

from datetime import UTC, datetime

from compiler.model.offers import NO_CODE
from runtime.store.connection import Connection

_NOT_GIVEN = """
SELECT "offer", "why", count(*) FROM "gifts"
WHERE "code" IS NULL AND "at" >= $1 AND "at" < $2 GROUP BY ALL ORDER BY ALL
"""
_STAND = """
SELECT "offer", count("code"), count(*) - count("code") FROM "gifts" GROUP BY ALL ORDER BY ALL
"""


def not_given(
    connection: Connection, since: datetime, until: datetime
) -> list[str]:
    """A sentence for each offer that ran out, with how many gifts of a stretch of time there are
    not for it (S28)."""
    span = [each.astimezone(UTC).replace(tzinfo=None) for each in (since, until)]
    return [
        f"offer {offer}: {number:,} {'gift' if number == 1 else 'gifts'} not given, {_words(why)}"
        for offer, why, number in connection.execute(_NOT_GIVEN, span).fetchall()
    ]


def _words(why: str) -> str:
    return "no code is left in its pool" if why == NO_CODE else "all that there are were given"


def stand(connection: Connection) -> list[tuple[str, int, int]]:
    """By offer, how many gifts were given, and how many not, for want of a code."""
    return connection.execute(_STAND).fetchall()
