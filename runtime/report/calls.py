"""How often the campaigns of a report called which hook, and how many of these calls were taken."""

from __future__ import annotations

from runtime.report.model import CallReport
from runtime.store.connection import Connection

_CALLED = """
SELECT m."message", count(DISTINCT m."name"),
       count(DISTINCT m."name") FILTER (WHERE h."outcome" = 'accepted')
FROM "outgoing" m JOIN report_scope s ON s."eid" = m."eid"
LEFT JOIN "handovers" h ON h."name" = m."name"
WHERE m."kind" = 'called' GROUP BY ALL ORDER BY ALL
"""


def calls(connection: Connection) -> tuple[CallReport, ...]:
    """By hook."""
    return tuple(CallReport(*row) for row in connection.execute(_CALLED).fetchall())
