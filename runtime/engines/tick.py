"""One tick: everything in [prev, until), in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from compiler.machine import caps, gifts
from compiler.machine.rendering import Rendering
from compiler.model.project import Project
from runtime import acts
from runtime.acts import Act
from runtime.engines import guarding
from runtime.engines.brought import brought
from runtime.engines.database import Database, stored
from runtime.engines.entering import may_enter
from runtime.engines.folding import fold, free
from runtime.engines.giving import give
from runtime.engines.holding import Under, moved_along, under
from runtime.engines.movements import Keeper
from runtime.engines.quiet import hush
from runtime.engines.renewing import renew
from runtime.engines.walk import Walk

MARGIN = timedelta(days=2)
"""By how much the zones' rows reach beyond what is looked up: clocks differ by less."""


class Tick:
    """`values` of the database: `prev`, `until`, and `eid`, the last enrolment. `untimed`: whether
    messages of earlier ticks must be timed first, since a cap counts them now; `renewing`: whether
    what the store keeps may be by an earlier text; `tried`: the splits whose tests are over, by the
    number of the campaign's entry."""

    def __init__(
        self,
        database: Database,
        project: Project,
        renderings: Sequence[Rendering],
        keeper: Keeper,
        horizon: timedelta,
        furthest: datetime | None,
        untimed: bool,
        renewing: bool,
        tried: Mapping[int, frozenset[str]],
    ) -> None:
        self.database = database
        self.project = project
        self.renderings = renderings
        self.keeper = keeper
        self.horizon = horizon
        self.furthest = furthest
        self.untimed = untimed
        self.renewing = renewing
        self.tried = tried

    def run(self, prev: datetime, until: datetime, *, first: bool) -> None:
        """Aware instants; what arrived in [prev, until) is recorded already. `first`: the first
        tick of the store, which also takes the snapshot that was in force at the beginning."""
        if self.renewing:
            renew(self.database, self.renderings, self.project, prev, first=first)
        self._zones(prev, until)
        if self.untimed:
            free(self.database, self.project)
        self.keeper.keep(self.database, prev, until, first=first)
        known = acts.read(self.database.connection)
        unders = self._unders(known, prev)
        found = brought(self.database, self.project, self.renderings)
        walks = [
            Walk(self.database, rendering, found, (prev, until), under)
            for rendering, under in zip(self.renderings, unders, strict=True)
        ]
        candidates = [
            may_enter(self.database, each.setting, prev, until, found.kinds) for each in walks
        ]
        if any(candidates) or any(each.is_concerned() for each in walks):
            hush(self.database, self.project, prev, until)
            self._walk(walks, candidates, found.kinds)

    def _walk(
        self, walks: Sequence[Walk], candidates: Sequence[bool], kinds: frozenset[str]
    ) -> None:
        """`candidates`: of which campaigns there may be any."""
        self.database.execute(caps.EMPTY)
        if self.project.offers:
            self.database.execute(gifts.EMPTY)
        entered: set[str] = set()
        for walk, some in zip(walks, candidates, strict=True):
            name = walk.setting.machine.campaign.name
            if walk.run(some, name in entered):
                entered.add(name)
        self._goals(kinds)
        if any(walk.sends for walk in walks):
            fold(self.database, self.project)
        if self.project.offers:
            give(self.database)

    def _goals(self, kinds: frozenset[str]) -> None:
        """The goals of all campaigns, in one statement: they hang on nothing that it writes."""
        selects = []
        for rendering in self.renderings:
            over = self.tried.get(rendering.setting.machine.entry.number, frozenset())
            select = rendering.goals(kinds, over)
            if select is not None:
                selects.append(f"SELECT * FROM ({select}) AS g")
        if selects:
            self.database.insert("journal_rows", " UNION ALL ".join(selects))

    def _unders(self, known: Sequence[Act], prev: datetime) -> list[Under]:
        """What acts and guards mean for each campaign; where the tick begins at a snapshot, guards
        are looked at first."""
        machines = [each.setting.machine for each in self.renderings]
        moved = moved_along(self.database)
        found = [under(self.database, known, moved, each, prev) for each in machines]
        if not any(each.campaign.guards for each in machines):
            return found
        connection = self.database.connection
        guarding.look(connection, self.project, machines, known, prev)
        broken = guarding.read(connection)
        return [
            replace(each, guarded=guarding.guarded(broken, known, machine, prev))
            for each, machine in zip(found, machines, strict=True)
        ]

    def _zones(self, prev: datetime, until: datetime) -> None:
        """The rows of the zones around the tick: with few of them, joins are cheap."""
        end = until + self.horizon
        if self.furthest is not None:
            end = max(end, self.furthest)
        start = prev - caps.LONGEST if self.untimed else prev
        self.database.values["near_from"] = stored(start - MARGIN)
        self.database.values["near_until"] = stored(end + MARGIN)
        self.database.create(
            "near",
            'SELECT * FROM "zones" WHERE "utc_until" > $near_from AND "utc_from" < $near_until',
        )
