"""In which hours everybody does what they do, as a snapshot keeps it for `best hour` (S8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from compiler.hours import BEST, HOURS, stored
from compiler.model.project import Project
from runtime.looking.histories import recorded_populations
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Hours:
    """Of the snapshot at `at`: everybody's best hour, and their share of each; where nobody did
    anything, None and none."""

    at: datetime
    best: int | None
    shares: tuple[Decimal, ...]


def best_hours(
    connection: Connection, project: Project, at: datetime | None
) -> Hours | None:
    """Those of the latest snapshot that has them, or of the latest at or before an instant; None
    where there is none."""
    for when, values in reversed(recorded_populations(connection, project).snapshots):
        if BEST in values and (at is None or when <= at):
            best, known = values[BEST], [values.get(stored(hour)) for hour in HOURS]
            shares = tuple(each for each in known if isinstance(each, Decimal))
            return Hours(when, int(best) if isinstance(best, Decimal) else None, shares)
    return None


def to_json(found: Hours) -> dict[str, Any]:
    """As JSON shows it beside predictions; the instant in UTC."""
    return {
        "name": BEST,
        "at": found.at.isoformat().replace("+00:00", "Z"),
        "best": found.best,
        "shares": [float(share) for share in found.shares],
    }
