"""Running a project under a given clock: ticks, and after each one what it planned is handed
over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from compiler.model.hooks import hook_of
from runtime.applying.applied import refuse_renewed
from runtime.channels.making import providers, refuse_without_provider
from runtime.dispatch.dispatcher import Clock, Dispatcher
from runtime.dispatch.state import Step
from runtime.engines.engine import Engine
from runtime.errors import Trouble
from runtime.pools import Files
from runtime.recording import Recorded, record
from runtime.running.left_out import LeftOut
from runtime.running.offers import not_given
from runtime.running.pacing import ticks
from runtime.store.connection import Connection
from runtime.store.versions import versions
from runtime.telling.aloud import minute
from runtime.workspace.workspace import Workspace

Told = Callable[[datetime], None]
"""Told how far a run has come, after each tick."""


def engine(workspace: Workspace, left_out: LeftOut | None = None) -> Engine[Recorded]:
    """The engine over the workspace's store and data; what it cannot use of these is counted in
    `left_out`."""
    counted = left_out if left_out is not None else LeftOut()

    def recorder(connection: Connection, prev: datetime, until: datetime) -> Recorded:
        refuse_renewed(workspace)
        return record(
            connection, workspace.running, workspace.sources, prev, until, workspace.settings.secret
        )

    return Engine(
        workspace.connection,
        workspace.running,
        recorder,
        workspace.identity,
        versions=versions(workspace.project),
        stands=counted.add,
        pools=Files(workspace.root),
    )


def executing(workspace: Workspace, left_out: LeftOut | None = None) -> Engine[Recorded]:
    """The engine, where the store may go on with the campaigns as they are applied. Raises Stuck
    where customers are inside an earlier version that cannot go on."""
    if workspace.stuck is not None:
        raise workspace.stuck
    return engine(workspace, left_out)


def dispatcher(workspace: Workspace, clock: Clock | None = None) -> Dispatcher:
    """`clock` None: each message is handed over at its own instant (S29). Raises Trouble where a
    channel by which campaigns send has no provider, or one that cannot work."""
    refuse_without_provider(workspace.running, workspace.settings)
    ways = providers(workspace.settings, workspace.root)
    return Dispatcher(workspace.connection, workspace.running, ways, clock)


def begin(moving: Engine[Recorded], beginning: datetime | None) -> datetime:
    """Where the run goes on from; sets the beginning on an empty store (S18).

    Raises Trouble where an empty store is given none, or a begun one another.
    """
    until = moving.until
    if until is None:
        if beginning is None:
            raise Trouble("nothing has run yet: say where to begin with --from INSTANT")
        moving.begin(beginning)
        return beginning
    begun = moving.beginning
    if beginning is not None and begun is not None and beginning != begun:
        at = f"{minute(moving.project, begun)} ({moving.project.policy.timezone})"
        raise Trouble(
            f"the project began at {at}, and a beginning cannot be moved: "
            "leave --from out, or name another `path` in [engine] of segue.toml"
        )
    return until


@dataclass(frozen=True)
class Advanced:
    """How far a project has run (`end`), what became of the messages that came due, why providers
    refused some for now, what was `left_out` of the data, which gifts were `not_given` for want of
    a code, and what became of the calls."""

    end: datetime
    counts: Counter[Step]
    refusals: tuple[str, ...]
    left_out: LeftOut
    not_given: tuple[str, ...]
    called: Counter[Step]


def advance(
    workspace: Workspace,
    until: datetime | None,
    beginning: datetime | None = None,
    told: Told = lambda at: None,
) -> Advanced:
    """Run up to `until` (excluded) under a given clock, as `segue run --until` does.

    Where the project has run so far already, or `until` is None (nowhere), only what a stop left
    behind is handed over.
    """
    left_out = LeftOut()
    handing, moving = dispatcher(workspace), executing(workspace, left_out)
    start = begin(moving, beginning)
    counts = handing.hand_over(start)
    called = handing.called
    for end in ticks(workspace.connection, workspace.running, start, until or start):
        moving.tick(end)
        counts += handing.hand_over(end)
        called += handing.called
        told(end)
    calls_waiting = sum(hook_of(way) is not None for way in handing.waiting.values())
    called[Step.WAITING] = calls_waiting
    counts[Step.WAITING] = len(handing.waiting) - calls_waiting
    end = max(start, until or start)
    gone = tuple(not_given(workspace.connection, start, end))
    return Advanced(end, +counts, tuple(handing.refusals), left_out, gone, +called)


def rehearse(
    workspace: Workspace, beginning: datetime, until: datetime, told: Told = lambda at: None
) -> None:
    """Run over a scratch store without handing anything over: a dry run."""
    moving = engine(workspace)
    for end in ticks(workspace.connection, workspace.running, begin(moving, beginning), until):
        moving.tick(end)
        told(end)


def outcomes(counts: Mapping[Step, int], what: str = "message") -> str:
    """What became of messages, or of calls, in words: `97 messages handed over, 3 dropped`."""
    if not counts:
        return f"no {what} came due"
    first, *rest = [f"{count:,} {_WORDS.get(step, step)}" for step, count in sorted(counts.items())]
    number, _, word = first.partition(" ")
    return ", ".join([f"{number} {what}{'' if number == '1' else 's'} {word}", *rest])


def refused(why: str) -> str:
    """Why a provider refused messages for now, in words."""
    return f"refused for now, and tried again: {why}"


_WORDS = {Step.ACCEPTED: "handed over"}
