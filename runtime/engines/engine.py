"""The engine: writes everybody's journal, tick by tick, each in one transaction (S1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Generic, TypeVar

from compiler.learning import learning as learns
from compiler.machine.machines import machines, ranks
from compiler.machine.rendering import renderings
from compiler.machine.shares import Chance
from compiler.model.around import Around
from compiler.model.entries import Every
from compiler.model.project import Project
from compiler.model.steps import WaitUntil
from compiler.model.values import Type
from compiler.walk import steps, walk
from runtime.endless import BREATH, MOST, Endless
from runtime.engines import arms, guarding, learning, trials
from runtime.engines.database import Database, Hook, aware, stored
from runtime.engines.folding import untimed
from runtime.engines.giving import Stock
from runtime.engines.horizon import furthest, horizon
from runtime.engines.layout import PlaceNumbers, decision_numbers, make_tables
from runtime.engines.movements import keeper
from runtime.engines.own_events import Told
from runtime.engines.readback import read_journal
from runtime.engines.retiming import retime
from runtime.engines.same import Same
from runtime.engines.tick import Tick
from runtime.identity import Forced, Identity
from runtime.interpreter.guards import snapshots
from runtime.journal import Row
from runtime.pools import Pools, made_up
from runtime.store import extend, fill_zones
from runtime.store.connection import Connection
from runtime.store.indexes import index

PATIENCE, PARTS = 10, 4
"""How often a tick begins before it is divided, and into how many."""

STUCK = 100
"""So often nothing begins anew: fewer microseconds than that hold no more than a few steps."""

Found = TypeVar("Found")
Recorder = Callable[[Connection, datetime, datetime], Found]
"""Records what arrived in [prev, until), within the transaction of the tick; what it found."""


class Came(Enum):
    """What came of a tick. Only what is TRUE stands; TURNED: a guard breaks, or shares move, on the
    way, and what is behind that was done without it; DECIDED: so ends a test that began in it."""

    TRUE = 0
    UNTRUE = 1
    TURNED = 2
    DECIDED = 3


class Engine(Generic[Found]):
    """Moves all customers of a store. Open one for a project that the store belongs to; the store
    may be empty, then it needs a beginning."""

    def __init__(
        self,
        connection: Connection,
        project: Project,
        record: Recorder[Found],
        identity: Identity,
        forced: Forced | None = None,
        versions: Mapping[str, str] | None = None,
        hook: Hook | None = None,
        stands: Callable[[Found], None] = lambda found: None,
        pools: Pools = made_up,
    ) -> None:
        """`stands` is told what was recorded in each tick that was not taken back; `pools` has the
        codes of offers."""
        self.connection = connection
        self.project = project
        self.record = record
        self.stands = stands
        self.database = Database(connection, hook)
        connection.begin()
        extend(connection, project)
        fill_zones(connection, _zones(project))
        self.machines = made = machines(project, versions or {}, PlaceNumbers(connection))
        self.kept = arms.kept(connection, made)
        chance = Chance(identity.salt, identity.epoch, bool(forced), self.kept)
        self.renderings = renderings(
            project, made, chance, lambda each: decision_numbers(connection, project, each),
            self.database.dialect,
        )
        for rendering in self.renderings:
            make_tables(connection, project, rendering.setting.machine)
        retime(connection, self.renderings, self.until)
        index(connection)
        connection.commit()
        self.stock = Stock(connection, project, pools)
        self.keeper = keeper(Same(project, self.database.dialect))
        self.untimed, self.renewing = untimed(connection, project), True
        self._breath, self._hanging = datetime.min.replace(tzinfo=UTC), 0
        self._decides = datetime.max.replace(tzinfo=UTC)
        _force(connection, forced or {})

    def begin(self, at: datetime) -> None:
        """Sets the beginning of an empty store (aware). What arrived earlier lets nobody in."""
        self.connection.execute(
            'INSERT INTO "progress" VALUES ($at, $at, 0, 0)', {"at": stored(at)}
        )

    @property
    def beginning(self) -> datetime | None:
        """The first instant of the store; None where it has not begun."""
        return self._progress("beginning")

    @property
    def until(self) -> datetime | None:
        """The instant up to which the store has run; None where it has not begun."""
        return self._progress("until")

    def _progress(self, column: str) -> datetime | None:
        row = self.connection.execute(f'SELECT "{column}" FROM "progress"').fetchone()
        return aware(row[0]) if row else None

    def tick(self, until: datetime) -> None:
        """Runs from where the store stands up to `until` (aware, excluded), in one transaction, or
        in several, one after another, where much hangs on one another, or a guard breaks or shares
        move on the way. On any error the one under way has not happened."""
        while (decided := self._decision(until)) is not None:
            self.tick(decided)
        self.stock.refresh()
        told = Told(self.database, self.project, self.kept)
        while (came := self._attempt(until, told)) is not Came.TRUE:
            ends = self._shorter(until, came, told)
            for end in ends:
                self.tick(end)
            if ends:
                return
            assert told.untrue < STUCK, f"the tick until {until} never does what it did before"
        self.untimed = self.renewing = False

    def _shorter(self, until: datetime, came: Came, told: Told) -> list[datetime]:
        """The ends of the ticks that take the place of one that does not stand; none where it
        begins anew."""
        if came is Came.DECIDED:
            return [self._decides, until]
        if came is Came.TURNED:
            return [*self._looks(until), until]
        ends = self._parts(until) if told.untrue == PATIENCE else []
        if ends:
            self._restless(until)
        return ends

    def _looks(self, until: datetime) -> list[datetime]:
        """The snapshots on the way, at which guards are looked at and shares move."""
        if not any(each.guards or any(learns(each)) for each in self.project.running):
            return []
        start = self.until
        assert start is not None
        inside = snapshots(self.project.policy.timezone, start, until)
        return [at for at in inside if at > start]

    def _decision(self, until: datetime) -> datetime | None:
        """Where the first test ends of those that are under way; None: none does on the way."""
        start = self.until
        assert start is not None
        return trials.first_end(self.database, self.machines, start, until)

    def _ends_what_it_begins(self, until: datetime) -> bool:
        """Whether a test began in the tick that is over before its end."""
        ends = trials.begin(self.database, self.machines, until)
        self._decides = ends or until
        return ends is not None

    def _turns(self, looks: Sequence[datetime]) -> bool:
        """Whether anything has to be otherwise from one of these snapshots on."""
        if not looks:
            return False
        beginning = self.beginning
        assert beginning is not None
        return guarding.breaks(self.connection, self.renderings, looks) or learning.move(
            self.database, self.project, self.machines, beginning, looks
        )

    def _restless(self, until: datetime) -> None:
        """Counts how much hangs on one another within a breath; Endless where it is too much."""
        start = self.until
        assert start is not None
        if start >= self._breath + BREATH:
            self._breath, self._hanging = start, 0
        self._hanging += PATIENCE if until - start < BREATH else 0
        if self._hanging > MOST:
            rows = self.connection.execute(
                'SELECT DISTINCT "campaign" FROM "journal" WHERE "at" >= $1 AND "kind" = $2'
                ' GROUP BY "campaign", "cid" HAVING count(*) > 1 ORDER BY 1',
                [stored(self._breath), "entered"],
            ).fetchall()  # fmt: skip
            raise Endless(self._breath, [name for (name,) in rows])

    def _parts(self, until: datetime) -> list[datetime]:
        """The ends of ticks of one length, in the place of one; none where it is too short. Each
        beginning gets one step further in what hangs on one another, and looks at all that the
        tick holds: shorter ones look at less."""
        start = self.until
        assert start is not None
        length = (until - start) // PARTS
        return [*(start + length * each for each in range(1, PARTS)), until] if length else []

    def _attempt(self, until: datetime, told: Told) -> Came:
        """Whether the tick did what it was told that it would do, and so stands."""
        looks = self._looks(until)
        self.connection.begin()
        try:
            told.tell()
            found = self._tick(until)
            came = Came.TRUE if told.is_true() else Came.UNTRUE
            if came is Came.TRUE and self._ends_what_it_begins(until):
                came = Came.DECIDED
            elif came is Came.TRUE and self._turns(looks):
                came = Came.TURNED
        except BaseException:
            self.connection.rollback()
            raise
        if came is not Came.TRUE:
            self.connection.rollback()
            return came
        self.connection.commit()
        self.stands(found)
        return came

    def journal(self) -> list[Row]:
        """The whole journal, by customer, then position, campaign, order of entry and step."""
        return read_journal(self.connection, self.project, ranks(self.project))

    def _tick(self, until: datetime) -> Found:
        database = self.database
        database.statements = 0
        rows = database.rows('SELECT "beginning", "until", "last_eid" FROM "progress"')
        beginning, prev, eid = rows[0]
        database.values = {"prev": prev, "until": stored(until), "eid": eid}
        found = self.record(self.connection, aware(prev), until)
        tick = Tick(
            database, self.project, self.renderings, self.keeper,
            horizon(self.project), furthest(self.project), self.untimed, self.renewing,
            trials.give(database, self.machines, aware(prev)),
        )  # fmt: skip
        learning.give(database, self.project, self.machines, aware(beginning), aware(prev))
        tick.run(aware(prev), until, first=beginning == prev)
        database.execute('UPDATE "progress" SET "until" = $until, "last_eid" = $eid')
        return found


def _zones(project: Project) -> set[str]:
    """The zones that a project names itself."""
    names = {project.policy.timezone}
    declared = project.customers.of_type(Type.TIMEZONE)
    if declared is not None and isinstance(declared.default, str):
        names.add(declared.default)
    for campaign in project.running:
        entry = campaign.entry
        if isinstance(entry, Every) and entry.zone:
            names.add(entry.zone)
        names |= {s.zone for s in steps(campaign) if isinstance(s, WaitUntil) and s.zone}
        names |= {each.zone for each in walk(campaign) if isinstance(each, Around) and each.zone}
    return names


def _force(connection: Connection, forced: Forced) -> None:
    connection.execute(
        'CREATE OR REPLACE TEMP TABLE "forced" '
        '("key" VARCHAR, "campaign" VARCHAR, "split" VARCHAR, "arm" VARCHAR)'
    )
    rows = [(key, campaign or "", split, arm) for (key, campaign, split), arm in forced.items()]
    if rows:
        connection.executemany('INSERT INTO "forced" VALUES (?, ?, ?, ?)', rows)
