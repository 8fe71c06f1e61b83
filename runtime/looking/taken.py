"""What the store's snapshots hold: each value across customers as it was last taken (S8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Taken:
    """A value of the snapshot at `at`; None: it was unknown. `snapshots`: how many have it."""

    name: str
    at: datetime
    value: Decimal | str | None
    snapshots: int


def latest(connection: Connection) -> list[Taken]:
    """Each value that any snapshot has, from the latest that has it, by name."""
    return [
        Taken(name, at.replace(tzinfo=UTC), text if number is None else number, count)
        for name, at, number, text, count in connection.execute(_LATEST).fetchall()
    ]


_LATEST = """
SELECT "name", "at", "number", "text", count(*) OVER (PARTITION BY "name")
FROM "snapshots"
QUALIFY row_number() OVER (PARTITION BY "name" ORDER BY "at" DESC) = 1
ORDER BY "name"
"""


def to_json(found: Sequence[Taken]) -> list[dict[str, Any]]:
    """As JSON shows it; instants in UTC, numbers as text, so that they stay exact."""
    return [
        {
            "name": each.name,
            "at": each.at.isoformat().replace("+00:00", "Z"),
            "value": shown(each.value),
            "snapshots": each.snapshots,
        }
        for each in found
    ]


def shown(value: Decimal | str | None) -> str | None:
    """A number without the zeros behind it."""
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
