"""Running a project: ticks of at most a day, and after each one what it planned is handed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from duckdb import DuckDBPyConnection

from compiler.model.project import Project
from compiler.versions import campaign_version
from runtime.channels.making import providers
from runtime.dispatch.dispatcher import Clock, Dispatcher
from runtime.dispatch.state import Step
from runtime.engines.duckdb import Engine
from runtime.errors import Trouble
from runtime.journal import Row
from runtime.recording import record
from runtime.sources import horizon, stale
from runtime.workspace import Workspace

TICK = timedelta(days=1)
"""Longer stretches are cut, so that memory stays bounded; the journal is the same (S1)."""

Told = Callable[[datetime], None]
"""Told how far a run has come, after each tick."""


def engine(workspace: Workspace) -> Engine:
    """The engine over the workspace's store and data."""

    def recorder(connection: DuckDBPyConnection, prev: datetime, until: datetime) -> object:
        found = record(connection, workspace.project, workspace.sources, prev, until)
        connection.execute('UPDATE "progress" SET "last_seq" = ?', [found.last_seq])
        return found

    return Engine(
        workspace.connection,
        workspace.project,
        recorder,
        workspace.identity,
        versions=versions(workspace.project),
    )


def versions(project: Project) -> dict[str, str]:
    """The version of every campaign as its text now stands (S35)."""
    return {name: campaign_version(project, name) for name in project.campaigns}


def dispatcher(workspace: Workspace, clock: Clock | None = None) -> Dispatcher:
    """`clock` None: each message is handed over at its own instant (S29)."""
    ways = providers(workspace.settings.channels, workspace.root)
    return Dispatcher(workspace.connection, workspace.project, ways, clock)


def begin(moving: Engine, beginning: datetime | None) -> datetime:
    """Where the run goes on from; sets the beginning on an empty store (S18).

    Raises Trouble where an empty store is given none, or a begun one another.
    """
    until = moving.until
    if until is None:
        if beginning is None:
            raise Trouble("nothing has run yet: say where to begin with --from INSTANT")
        moving.begin(beginning)
        return beginning
    if beginning is not None and beginning != moving.beginning:
        raise Trouble(
            f"the project began at {moving.beginning:%Y-%m-%d %H:%M} UTC, and a beginning cannot "
            "be moved: leave --from out, or name another `path` in [engine] of segue.toml"
        )
    return until


def ticks(start: datetime, until: datetime) -> Iterator[datetime]:
    """The ends of the ticks from `start` to `until`."""
    while start < until:
        start = min(start + TICK, until)
        yield start


def limit(workspace: Workspace, now: datetime) -> tuple[datetime, str]:
    """How far a run may go at the instant `now`, and why no further where that is earlier (S2).

    A table that has stopped to grow stops everything: its campaigns cannot go on, and all
    campaigns share one clock.
    """
    old = stale(workspace.connection, workspace.project, workspace.settings, workspace.sources, now)
    if old:
        newest = [each.newest for each in old if each.newest is not None]
        names = ", ".join(f"{each.table} (newest row: {each.newest})" for each in old)
        return min(newest, default=now), f"stopped: stale tables: {names}"
    end = horizon(now, workspace.settings, workspace.project)
    why = f"the tables are complete only up to {end:%Y-%m-%d %H:%M} UTC" if end < now else ""
    return end, why


class Following:
    """Runs along with the clock: each step ticks up to now and hands over what is due."""

    def __init__(self, workspace: Workspace, beginning: datetime) -> None:
        self._workspace = workspace
        self._engine = engine(workspace)
        self._dispatcher = dispatcher(workspace, lambda: self._now)
        self._now = beginning
        if self._engine.until is None:
            self._engine.begin(beginning)

    def step(self, now: datetime) -> list[str]:
        """Go on up to `now`; what is worth a line."""
        self._now = now
        end, why = limit(self._workspace, now)
        begun = self._engine.until
        assert begun is not None
        for tick in ticks(begun, end):
            self._engine.tick(tick)
        counts = self._dispatcher.hand_over(now)
        lines = [f"{now:%Y-%m-%d %H:%M:%S} UTC: {why}"] if why and end < begun else []
        if counts:
            told = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(counts.items()))
            lines.append(f"{now:%Y-%m-%d %H:%M:%S} UTC: {told}")
        return lines


def advance(
    workspace: Workspace,
    until: datetime,
    beginning: datetime | None = None,
    told: Told = lambda at: None,
) -> Counter[Step]:
    """Run up to `until` (excluded) under a given clock, as `segue run --until` does; what became
    of the messages that came due. Does nothing where the project has already run so far."""
    moving, handing = engine(workspace), dispatcher(workspace)
    counts: Counter[Step] = Counter()
    for end in ticks(begin(moving, beginning), until):
        moving.tick(end)
        counts += handing.hand_over(end)
        told(end)
    return counts


def rehearse(
    workspace: Workspace, beginning: datetime, until: datetime, told: Told = lambda at: None
) -> None:
    """Run over a scratch store without handing anything over: a dry run."""
    moving = engine(workspace)
    for end in ticks(begin(moving, beginning), until):
        moving.tick(end)
        told(end)


def journal_rows(workspace: Workspace) -> list[Row]:
    """The whole journal, by customer and in the order of position."""
    return engine(workspace).journal()
