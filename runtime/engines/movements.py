"""Who came to be somewhere else, kept with the instants, as far as something asks for it (S18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from compiler import versions
from compiler.machine import movements
from compiler.machine.movements import MOVING, Watch, watch
from compiler.machine.positions import TIMER
from compiler.machine.rendering import text
from compiler.model.project import Project
from compiler.model.values import Population
from compiler.sql.dialects import one_line
from compiler.walk import reached
from runtime.engines.database import Database, stored
from runtime.engines.snapshots import midnights, take, take_one

BACK = timedelta(days=2)
"""By how much the calendar is read before a position, at most."""

FIRST = -1
"""Before all events of an instant."""

Place = tuple[datetime, int]
"""A position: an instant, and there the number of an event, FIRST or TIMER."""


def keep(
    database: Database, project: Project, prev: datetime, until: datetime, *, first: bool
) -> None:
    """Take the snapshots of [prev, until), and keep the movements, each behind what it looks at.
    `first` as for `take`."""
    watches = [watch(project, each) for each in project.movements.values()]
    if not watches:
        take(database, project, prev, until, first=first)
        return
    start = (prev, FIRST)
    if any(_looked_at(project, each) for each in project.populations.values()):
        days = list(midnights(project.policy.timezone, prev, until, first=first))
        before = [at for at in days if at < prev or (first and at == prev)]
        for at in before:
            take_one(database, project, at)
        _begin(database, watches, prev)
        for at in days[len(before):]:
            _walk(database, watches, start, (at, TIMER))
            start = (at, TIMER)
            take_one(database, project, at)
    else:
        take(database, project, prev, until, first=first)
        _begin(database, watches, prev)
    _walk(database, watches, start, (until, FIRST))
    database.execute('UPDATE "movements" SET "until" = $until')


def _begin(database: Database, watches: Sequence[Watch], prev: datetime) -> None:
    """Where customers are before the first position of those that were not watched so far, or
    whose meaning is another now: nobody has moved there."""
    known = {
        name: meaning for name, meaning, until in
        database.rows('SELECT "name", "meaning", "until" FROM "movements"')
        if until == stored(prev)
    }  # fmt: skip
    for each in watches:
        meaning = versions.meaning(each.project, each.movement.where)
        if known.get(each.movement.name) == meaning:
            continue
        _stretch(database, each, (prev, FIRST), (prev, FIRST))
        database.create(MOVING, text(movements.everybody(each)))
        database.create("placed", one_line(movements.placed(each, prev - BACK), "duckdb"))
        database.insert(each.movement.name, text(movements.newly_known(each)))
        database.values |= {"movement": each.movement.name, "meaning": meaning}
        database.execute('INSERT OR REPLACE INTO "movements" VALUES ($movement, $meaning, $prev)')


def _walk(database: Database, watches: Sequence[Watch], start: Place, end: Place) -> None:
    """Keeps what changed from the one position up to the other."""
    for each in watches:
        _stretch(database, each, start, end)
        if database.create(MOVING, text(movements.positions(each))):
            placed = movements.placed(each, start[0] - BACK)
            database.create("placed", one_line(placed, "duckdb"))
            database.insert(each.movement.name, text(movements.movements(each)))


def _stretch(database: Database, of: Watch, start: Place, end: Place) -> None:
    taken = list(midnights(of.project.policy.timezone, start[0] - BACK, end[0] + BACK, first=True))
    looked = taken if of.by_snapshot else []
    looked = [*looked, *movements.instants(of)]
    database.values |= {
        "from_at": stored(start[0]), "from_seq": start[1],
        "to_at": stored(end[0]), "to_seq": end[1],
        "midnights": [stored(at) for at in taken],
        "everybody": [stored(at) for at in looked if start[0] <= at <= end[0]],
    }  # fmt: skip


def _looked_at(project: Project, of: Population) -> bool:
    """Whether a value across customers looks at movements."""
    return not project.movements.keys().isdisjoint(reached(project, of).events)
