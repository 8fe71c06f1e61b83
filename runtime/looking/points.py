"""The ledger of points: what was given to whom, and what of it is still valid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Entry:
    """Points given once, under the name of the gift (S27); `ends` None: they have no end."""

    name: str
    customer: str
    campaign: str
    step: str
    offer: str
    at: datetime
    points: Decimal
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Balance:
    """Of a customer: all that was `given`, what of it is `over`, and what is `left`. What was spent
    the shop knows."""

    customer: str
    given: Decimal
    over: Decimal

    @property
    def left(self) -> Decimal:
        return self.given - self.over


_ENTRIES = """
SELECT "name", "customer", "campaign", "step", "offer", "at", "points", "ends" FROM "ledger"
WHERE $customer = '' OR "customer" = $customer ORDER BY "at", "customer", "name"
"""
_BALANCES = """
SELECT "customer", sum("points"), coalesce(sum("points") FILTER (WHERE "ends" <= $at), 0)
FROM "ledger" GROUP BY "customer" ORDER BY "customer"
"""


def entries(connection: Connection, customer: str = "") -> list[Entry]:
    """Of all customers, or of one, in the order in which they were given."""
    found = connection.execute(_ENTRIES, {"customer": customer}).fetchall()
    return [
        Entry(name, who, campaign, step, offer, _utc(at), points, ends and _utc(ends))
        for name, who, campaign, step, offer, at, points, ends in found
    ]


def balances(connection: Connection, at: datetime) -> list[Balance]:
    """Of every customer who was ever given points, as of an instant; at its very end a gift is
    over."""
    rows = connection.execute(_BALANCES, {"at": at.astimezone(UTC).replace(tzinfo=None)}).fetchall()
    return [Balance(customer, given, over) for customer, given, over in rows]


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)
