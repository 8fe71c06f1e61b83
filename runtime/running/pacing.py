"""How long the ticks of a run are: as long as the memory of what they move allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from compiler.model.entries import OnEvent
from compiler.model.project import Project
from runtime.store.connection import Connection

DAY = timedelta(days=1)

ROWS = 250_000
"""About so many events and customers may come into one tick."""

LONGEST = 31
"""Days, however few the rows are, so that a run can tell how far it has come."""


def ticks(
    connection: Connection, project: Project, start: datetime, until: datetime
) -> Iterator[datetime]:
    """The ends of the ticks from `start` to `until`; whoever asks for the next one has run so far.

    How they are cut changes nothing in the journal (S1). The first is a day long; what was
    recorded in it, and the number of customers, where the calendar may let them in every day, say
    how long the next one is.
    """
    anybody = _calendar_moves(project)
    days = 1
    while start < until:
        end = min(start + days * DAY, until)
        if end == until:
            yield end
            return
        before = _recorded(connection)
        yield end
        span = max((end - start) / DAY, 1)
        daily = (_recorded(connection) - before) / span + (_people(connection) if anybody else 0)
        days = max(1, min(LONGEST, int(ROWS / max(daily, 1))))
        start = end


def _calendar_moves(project: Project) -> bool:
    """Whether customers of whom nothing came in may enter, or come to be somewhere else."""
    return bool(project.movements) or any(
        not isinstance(campaign.entry, OnEvent) for campaign in project.campaigns.values()
    )


def _recorded(connection: Connection) -> int:
    return _number(connection, 'SELECT coalesce(sum("rows"), 0) FROM "recorded"')


def _people(connection: Connection) -> int:
    return _number(connection, 'SELECT count(*) FROM "people"')


def _number(connection: Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
