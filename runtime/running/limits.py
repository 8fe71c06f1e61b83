"""How far a run may go (S2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compiler.model.project import Project
from runtime.sources import Stale, horizon, stale
from runtime.telling.aloud import minute
from runtime.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Limit:
    """`end`: how far a run may go; None: nowhere. `why` no further, where that is less than was
    asked for. `stopped`: since a table has stopped to grow, and not only for its usual delay."""

    end: datetime | None
    why: str = ""
    stopped: bool = False


def limit(workspace: Workspace, until: datetime, now: datetime) -> Limit:
    """How far a run that is to go up to `until` may go, by a clock that shows `now`.

    A table that has stopped to grow stops everything where its rows end: its campaigns cannot go
    on, and all campaigns share one clock.
    """
    moment = min(until, now)
    connection, project, settings = workspace.connection, workspace.project, workspace.settings
    complete = min(moment, horizon(now, settings, project))
    old = stale(connection, project, settings, workspace.sources, moment)
    if old:
        newest = [each.newest for each in old if each.newest is not None]
        end = min([complete, *newest]) if len(newest) == len(old) else None
        return Limit(end, _stopped(project, old), stopped=True)
    if complete < moment:
        return Limit(complete, f"the tables are complete only up to {minute(project, complete)}")
    if now < until:
        return Limit(complete, f"{minute(project, until)} has not come yet")
    return Limit(complete)


def _stopped(project: Project, old: list[Stale]) -> str:
    tables = {each.table: each.newest for each in old}
    told = [
        f"`{table}` has no rows"
        if newest is None
        else f"`{table}` has no row since {minute(project, newest)}"
        for table, newest in tables.items()
    ]
    return f"stopped, since {' and '.join(told)} (its `stale_after` in segue.toml)"

