"""The snapshots of population values, each day at 00:00 of the policy's clock (S8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from compiler.machine.rendering import text
from compiler.model.project import Project
from compiler.sql.probe import population_values
from compiler.sql.tables import store_tables
from compiler.zones import to_civil, to_instant
from runtime.engines.database import Database, stored


def take(
    database: Database, project: Project, prev: datetime, until: datetime, *, first: bool
) -> None:
    """The snapshots at midnights in [prev, until), and for the `first` tick also the one that was
    in force when it began."""
    if not project.populations:
        return
    for at in midnights(project.policy.timezone, prev, until, first=first):
        found = population_values(project, list(project.populations), at, store_tables(project))
        database.insert(
            "snapshots",
            f'SELECT TIMESTAMP \'{stored(at)}\', "name", "number", "text"'
            f' FROM ({text(found)}) AS "values"',
        )


def midnights(zone: str, prev: datetime, until: datetime, *, first: bool) -> Iterator[datetime]:
    """The instants of 00:00 in [prev, until); with `first`, the latest at or before `prev` too."""
    day = to_civil(prev, zone).date() - timedelta(days=1)
    found = []
    while (at := to_instant(datetime.combine(day, time()), zone)) < until:
        found.append(at)
        day += timedelta(days=1)
    before = [at for at in found if at < prev]
    yield from before[-1:] if first and prev not in found else []
    yield from (at for at in found if at >= prev)
