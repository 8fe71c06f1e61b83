"""What a snapshot keeps that is as at the midnight before, since nothing that it looks at has
changed in between (S8).

A tick over many days, as of a test or a dry run, would else compute the same values for each. One
query looks at all days of a tick.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from compiler.hours import BEST, looked_at, wanted
from compiler.machine import watching
from compiler.machine.watching import Watch
from compiler.model.values import Chance
from runtime.engines.database import Database, aware, stored
from runtime.engines.same import Same

HOUR = timedelta(hours=1)

Days = frozenset[datetime]


@dataclass(frozen=True)
class Changes:
    """`text`: the query of the hours in which something changes for somebody; `instants`: where it
    may for everybody."""

    text: str
    instants: Sequence[datetime]


@dataclass(frozen=True)
class Unchanged:
    """The midnights of a tick since whose last one nothing has changed for values across customers
    and predictions, and for best hours."""

    values: Days
    hours: Days

    def at(self, of: Same, midnight: datetime, unfit: AbstractSet[str]) -> frozenset[str]:
        """What is as at the midnight before: values across customers, predictions, BEST. `unfit`:
        the predictions that had no parameters then; others change with each day."""
        found = {BEST} if midnight in self.hours else set()
        if midnight in self.values:
            found |= {name for name, hangs_on in _steady(of).items() if hangs_on <= unfit}
        return frozenset(found)


def unchanged(database: Database, of: Same, midnights: Sequence[datetime]) -> Unchanged:
    """`midnights` follow on one another; what arrived up to the last one is recorded."""
    if len(midnights) < 2:
        return Unchanged(frozenset(), frozenset())
    values = _still(database, _values(of), midnights) if _steady(of) else frozenset()
    awaited = wanted(of.project.running)
    return Unchanged(values, _still(database, _hours(of), midnights) if awaited else frozenset())


@lru_cache(maxsize=16)
def _steady(of: Same) -> dict[str, frozenset[str]]:
    """The values across customers and the predictions that do not change with the calendar, each
    with the predictions that it hangs on."""
    project = of.project
    named = {**project.populations, **project.predictions}
    watches = {name: watching.watch(project, each) for name, each in named.items()}
    return {
        name: frozenset(each.name for each in watch.parts if isinstance(each, Chance))
        for name, watch in watches.items() if not watch.by_calendar
    }  # fmt: skip


@lru_cache(maxsize=16)
def _values(of: Same) -> Changes:
    named = {**of.project.populations, **of.project.predictions}
    return _changes(of, watching.watch(of.project, *(named[name] for name in _steady(of))))


@lru_cache(maxsize=16)
def _hours(of: Same) -> Changes:
    return _changes(of, watching.watch(of.project, *looked_at(of.project)))


def _changes(of: Same, watch: Watch) -> Changes:
    return Changes(of.text(watching.hours(watch)), watching.instants(watch))


def _still(database: Database, changes: Changes, midnights: Sequence[datetime]) -> Days:
    """The midnights since whose last one nothing changes."""
    first, last = midnights[0], midnights[-1]
    database.values |= {
        "from_at": stored(first + timedelta.resolution), "from_seq": -1,
        "to_at": stored(last + timedelta.resolution), "to_seq": -1,
        "everybody": [stored(at) for at in changes.instants if first < at <= last],
    }  # fmt: skip
    hours = [aware(hour) for (hour,) in database.rows(changes.text)]
    return frozenset(
        at for before, at in pairwise(midnights)
        if not any(hour < at and before < hour + HOUR for hour in hours)
    )  # fmt: skip
