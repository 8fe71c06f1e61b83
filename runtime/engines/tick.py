"""One tick: everything in [prev, until), in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from compiler.machine import caps, gifts
from compiler.machine.reach import heeds_unsubscribing
from compiler.machine.rendering import Rendering
from compiler.machine.setting import queue
from compiler.model.project import Project
from runtime import acts
from runtime.acts import Act
from runtime.engines import guarding
from runtime.engines.database import Database, literal, stored
from runtime.engines.entering import may_enter
from runtime.engines.folding import fold, free
from runtime.engines.giving import give
from runtime.engines.holding import Under, moved_along, under
from runtime.engines.movements import Keeper
from runtime.engines.quiet import hush
from runtime.engines.renewing import renew
from runtime.engines.walk import Standing, Walk

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
        kinds = self._kinds()
        known = acts.read(self.database.connection)
        unders = self._unders(known, prev)
        standing = self._standing()
        unsubscribing = self._unsubscribing()
        hush(self.database, self.project, prev, until)
        self.database.execute(caps.EMPTY)
        if self.project.offers:
            self.database.execute(gifts.EMPTY)
        entered: set[str] = set()
        for rendering, each in zip(self.renderings, unders, strict=True):
            walk = Walk(
                self.database, rendering, kinds, standing, unsubscribing, (prev, until), each
            )
            candidates = may_enter(self.database, rendering.setting, prev, until, kinds)
            name = rendering.setting.machine.campaign.name
            if walk.run(candidates, name in entered):
                entered.add(name)
        for rendering in self.renderings:
            over = self.tried.get(rendering.setting.machine.entry.number, frozenset())
            select = rendering.goals(kinds, over)
            if select is not None:
                self.database.insert("journal_rows", select)
        fold(self.database, self.project)
        if self.project.offers:
            give(self.database)

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

    def _kinds(self) -> frozenset[str]:
        """The kinds of events that arrived in the tick."""
        parts = [
            f"SELECT {literal(name)} WHERE EXISTS "
            f'(SELECT 1 FROM "event_{name}" WHERE "arrival" >= $prev AND "arrival" < $until)'
            for name in self.project.events
        ]
        if not parts:
            return frozenset()
        return frozenset(name for (name,) in self.database.rows(" UNION ALL ".join(parts)))

    def _standing(self) -> Standing:
        """At which places somebody comes due, and at which somebody stands on beyond the tick."""
        numbers = [
            (place.number, queue(place))
            for rendering in self.renderings
            for place in rendering.setting.machine.places
            if place.stands
        ]
        if not numbers:
            return Standing(frozenset(), frozenset())
        rows = self.database.rows(" UNION ALL ".join(
            f'SELECT {number}, EXISTS (SELECT 1 FROM "{table}" WHERE "due_at" >= $prev'
            f' AND "due_at" < $until), EXISTS (SELECT 1 FROM "{table}" WHERE "due_at" >= $until)'
            for number, table in numbers
        ))  # fmt: skip
        return Standing(
            frozenset(number for number, due, _ in rows if due),
            frozenset(number for number, _, on in rows if on),
        )

    def _unsubscribing(self) -> bool:
        """Whether anybody ever unsubscribed; mostly nobody has, and sends need not look."""
        if not heeds_unsubscribing(self.project):
            return False
        return bool(self.database.rows('SELECT 1 FROM "event_unsubscribed" LIMIT 1'))
