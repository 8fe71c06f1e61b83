"""What messages show of offers: the latest gift of their enrolment, else of their customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from decimal import Decimal

from compiler.model.offers import CODE, ENDS, POINTS
from compiler.model.project import Project
from compiler.model.values import Plain
from runtime.store.connection import Connection

Gifts = Mapping[str, Mapping[str, Plain | None]]
"""By offer, its code (of points how many they are) and its end."""

_GIFTS = """
SELECT m."name", g."offer", g."code", g."ends", r."points"
FROM "message_rows" AS m JOIN "decisions" AS d ON d."decision" = m."decision"
JOIN "gifts" AS g ON g."cid" = m."cid" AND g."code" IS NOT NULL
JOIN "gift_rows" AS r ON r."name" = g."name"
WHERE m."name" IN (SELECT unnest($1::VARCHAR[]))
  AND (g."at" < m."at"
       OR (g."eid" = m."eid" AND g."at" = m."at" AND g."step_order" < d."step_order"))
QUALIFY row_number() OVER (
  PARTITION BY m."name", g."offer" ORDER BY g."eid" = m."eid" DESC, g."at" DESC, g."seq" DESC,
  g."phase" DESC, g."eid" DESC, g."step_order" DESC
) = 1
"""


def gifts_of(
    connection: Connection, project: Project, names: Sequence[str]
) -> Mapping[str, Gifts]:
    """By the names of messages, what was given by their positions; what others of the customer's
    enrolments gave is known from the next instant on, as all that Segue does."""
    if not project.offers:
        return {}
    found: dict[str, dict[str, Mapping[str, Plain | None]]] = {}
    for name, offer, code, ends, points in connection.execute(_GIFTS, [list(names)]).fetchall():
        until = ends and ends.replace(tzinfo=UTC)
        found.setdefault(name, {})[offer] = {**_shown(code, points), ENDS: until}
    return found


def _shown(code: str, points: Decimal | None) -> dict[str, Plain | None]:
    return {CODE: code} if points is None else {POINTS: points}
