"""The values with which the engine asks where something can change (S18)."""

from __future__ import annotations

from datetime import datetime, timedelta

from compiler.machine.watching import Watch, instants
from runtime.engines.database import Database, stored
from runtime.engines.snapshots import midnights

BACK = timedelta(days=2)
"""By how much the calendar is read before a position, at most."""

FIRST = -1
"""Before all events of an instant."""

Place = tuple[datetime, int]
"""A position: an instant, and there the number of an event, FIRST or TIMER."""


def stretch(database: Database, of: Watch, start: Place, end: Place) -> None:
    """Sets the values of the positions from `start` up to `end`, which is excluded."""
    zone = of.project.policy.timezone
    taken = list(midnights(zone, start[0] - BACK, end[0] + BACK, first=True))
    looked = [*(taken if of.by_snapshot else []), *instants(of)]
    database.values |= {
        "from_at": stored(start[0]), "from_seq": start[1],
        "to_at": stored(end[0]), "to_seq": end[1],
        "earliest": stored(start[0] - BACK),
        "midnights": [stored(at) for at in taken],
        "everybody": [stored(at) for at in looked if start[0] <= at <= end[0]],
    }  # fmt: skip
