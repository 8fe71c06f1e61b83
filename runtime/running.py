"""Running a project under a given clock: ticks, and after each one what it planned is handed
over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from duckdb import DuckDBPyConnection

from runtime.channels.making import providers
from runtime.dispatch.dispatcher import Clock, Dispatcher
from runtime.dispatch.state import Step
from runtime.engines.duckdb import Engine
from runtime.errors import Trouble
from runtime.journal import Row
from runtime.pacing import ticks
from runtime.recording import record
from runtime.versions import refuse_changed, register, versions
from runtime.workspace import Workspace, now

Told = Callable[[datetime], None]
"""Told how far a run has come, after each tick."""


def engine(workspace: Workspace) -> Engine:
    """The engine over the workspace's store and data."""

    def recorder(connection: DuckDBPyConnection, prev: datetime, until: datetime) -> object:
        return record(connection, workspace.project, workspace.sources, prev, until)

    return Engine(
        workspace.connection,
        workspace.project,
        recorder,
        workspace.identity,
        versions=versions(workspace.project),
    )


def executing(workspace: Workspace) -> Engine:
    """The engine, where the store may go on with the campaigns as they now stand; their versions
    are written down. Raises ChangedInside where customers are inside an earlier version."""
    current = versions(workspace.project)
    refuse_changed(workspace.connection, current)
    register(workspace.connection, workspace.project, current, now())
    return engine(workspace)


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


def advance(
    workspace: Workspace,
    until: datetime | None,
    beginning: datetime | None = None,
    told: Told = lambda at: None,
) -> tuple[datetime, Counter[Step]]:
    """Run up to `until` (excluded) under a given clock, as `segue run --until` does: how far the
    project has run then, and what became of the messages that came due.

    Where the project has run so far already, or `until` is None (nowhere), only what a stop left
    behind is handed over.
    """
    moving, handing = executing(workspace), dispatcher(workspace)
    start = begin(moving, beginning)
    counts = handing.hand_over(start)
    for end in ticks(workspace.connection, start, until or start):
        moving.tick(end)
        counts += handing.hand_over(end)
        told(end)
    return max(start, until or start), counts


def rehearse(
    workspace: Workspace, beginning: datetime, until: datetime, told: Told = lambda at: None
) -> None:
    """Run over a scratch store without handing anything over: a dry run."""
    moving = engine(workspace)
    for end in ticks(workspace.connection, begin(moving, beginning), until):
        moving.tick(end)
        told(end)


def outcomes(counts: Mapping[Step, int]) -> str:
    """What became of messages, in words: `97 messages handed over, 3 dropped`."""
    if not counts:
        return "no message came due"
    first, *rest = [f"{count:,} {_WORDS.get(step, step)}" for step, count in sorted(counts.items())]
    number, _, word = first.partition(" ")
    return ", ".join([f"{number} message{'' if number == '1' else 's'} {word}", *rest])


_WORDS = {Step.ACCEPTED: "handed over"}


def journal_rows(workspace: Workspace) -> list[Row]:
    """The whole journal, by customer and in the order of position."""
    return engine(workspace).journal()
