"""What the campaigns of a report gave, and how much of it was used."""

from __future__ import annotations

from compiler.machine.gifts import is_use
from compiler.machine.rendering import text
from compiler.model.offers import Offer
from compiler.model.project import Project
from runtime.report.model import OfferReport
from runtime.store.columns import quoted
from runtime.store.connection import Connection, dialect

_GIVEN = """
SELECT g."offer", count(g."code"), count(*) - count(g."code"), CAST(sum(l."points") AS BIGINT)
FROM "gifts" g JOIN report_scope s ON s."eid" = g."eid" LEFT JOIN "ledger" l ON l."name" = g."name"
GROUP BY g."offer" ORDER BY g."offer"
"""
_USED = """
SELECT count(DISTINCT g."name") FROM "gifts" g JOIN report_scope s ON s."eid" = g."eid"
JOIN {event} e ON e."cid" = g."cid" WHERE g."offer" = $1 AND {is_use}
"""


def offers(connection: Connection, project: Project) -> tuple[OfferReport, ...]:
    """By offer; `used` is unknown where nothing says what a use is."""
    return tuple(
        OfferReport(
            name, given, missing, _used(connection, project, project.offers.get(name)), points
        )
        for name, given, missing, points in connection.execute(_GIVEN).fetchall()
    )


def _used(
    connection: Connection, project: Project, offer: Offer | None
) -> int | None:
    if offer is None or offer.used_by is None:
        return None
    event = quoted(f"event_{offer.used_by.event}")
    query = _USED.format(event=event, is_use=text(is_use(project, offer), dialect(connection)))
    row = connection.execute(query, [offer.name]).fetchone()
    assert row is not None
    return int(row[0])
