"""Who came to be somewhere else, kept with the instants, as far as something asks for it (S18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from compiler import versions
from compiler.machine import movements
from compiler.machine.movements import MOVING
from compiler.machine.positions import TIMER
from compiler.machine.rendering import text
from compiler.machine.watching import Watch, watch
from compiler.model.declarations import Movement
from compiler.model.values import Population
from compiler.sql.dialects import Dialect
from compiler.walk import reached
from runtime.engines.database import Database, stored
from runtime.engines.same import Same
from runtime.engines.snapshots import midnights, take, take_one
from runtime.engines.watching import FIRST, Place, stretch


class Keeper:
    """Takes the snapshots of a project and keeps its movements, each behind what it looks at.

    It holds nothing but the project and the texts of queries: one does for all stores (`keeper`).
    """

    def __init__(self, of: Same) -> None:
        self._project = of.project
        self._watched = [
            Watched(watch(of.project, each.where), each, of.dialect)
            for each in of.project.movements.values()
        ]

    def keep(self, database: Database, prev: datetime, until: datetime, *, first: bool) -> None:
        """What lies in [prev, until); `first` as for `take`."""
        if not self._watched:
            take(database, self._project, prev, until, first=first)
            return
        start = (prev, FIRST)
        if self._across:
            start = self._day_by_day(database, prev, until, first=first)
        else:
            take(database, self._project, prev, until, first=first)
            self._begin(database, prev)
        self._walk(database, start, (until, FIRST))
        database.execute('UPDATE "movements" SET "until" = $until')

    @cached_property
    def _across(self) -> bool:
        """Whether a value across customers looks at movements."""
        return any(self._looks_at_them(each) for each in self._project.populations.values())

    def _looks_at_them(self, of: Population) -> bool:
        return not self._project.movements.keys().isdisjoint(reached(self._project, of).events)

    def _day_by_day(
        self, database: Database, prev: datetime, until: datetime, *, first: bool
    ) -> Place:
        """Each snapshot behind the movements before it; up to where these are kept then."""
        days = list(midnights(self._project.policy.timezone, prev, until, first=first))
        before = [at for at in days if at < prev or (first and at == prev)]
        for at in before:
            take_one(database, self._project, at)
        self._begin(database, prev)
        start = (prev, FIRST)
        for at in days[len(before):]:
            self._walk(database, start, (at, TIMER))
            take_one(database, self._project, at)
            start = (at, TIMER)
        return start

    def _begin(self, database: Database, prev: datetime) -> None:
        """Where customers are before the first position of those that were not watched so far, or
        whose meaning is another now: nobody has moved there."""
        known = {
            name: meaning for name, meaning, until in
            database.rows('SELECT "name", "meaning", "until" FROM "movements"')
            if until == stored(prev)
        }  # fmt: skip
        for each in self._watched:
            if known.get(each.name) != each.meaning:
                each.begin(database, prev)

    def _walk(self, database: Database, start: Place, end: Place) -> None:
        for each in self._watched:
            each.walk(database, start, end)


@lru_cache(maxsize=16)
def keeper(of: Same) -> Keeper:
    """The one of the project: its queries are made once, however many stores it has."""
    return Keeper(of)


_WATCHED = """
INSERT INTO "movements" VALUES ($movement, $meaning, $prev)
ON CONFLICT ("name") DO UPDATE SET "meaning" = excluded."meaning", "until" = excluded."until"
"""


@dataclass(frozen=True)
class Watched:
    """One movement, with the texts of its queries, which are made once."""

    of: Watch
    movement: Movement
    dialect: Dialect

    @property
    def name(self) -> str:
        return self.movement.name

    @cached_property
    def meaning(self) -> str:
        return versions.meaning(self.of.project, self.movement.where)

    def begin(self, database: Database, prev: datetime) -> None:
        """Puts down where everybody is before all events at `prev`."""
        stretch(database, self.of, (prev, FIRST), (prev, FIRST))
        database.create(MOVING, self._everybody)
        database.insert(self.name, self._newly_known)
        database.values |= {"movement": self.name, "meaning": self.meaning}
        database.execute(_WATCHED)

    def walk(self, database: Database, start: Place, end: Place) -> None:
        """Keeps what changed from the one position up to the other."""
        stretch(database, self.of, start, end)
        if database.create(MOVING, self._positions):
            database.insert(self.name, self._movements)

    @cached_property
    def _everybody(self) -> str:
        return text(movements.everybody(self.of), self.dialect)

    @cached_property
    def _newly_known(self) -> str:
        return text(movements.newly_known(self.of, self.movement), self.dialect)

    @cached_property
    def _positions(self) -> str:
        return text(movements.positions(self.of), self.dialect)

    @cached_property
    def _movements(self) -> str:
        return text(movements.movements(self.of, self.movement), self.dialect)
