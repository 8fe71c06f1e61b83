"""What a test runs on: something that turns histories into a journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from compiler.model.project import Project
from compiler.walk import reached
from runtime.history import History
from runtime.identity import Forced, Identity
from runtime.interpreter import Applied, guards, interpret, learning, snapshots
from runtime.interpreter.gifts import handed_out
from runtime.interpreter.guards import Broken
from runtime.interpreter.learning import Moved
from runtime.journal import Row
from runtime.own_events import with_own_events
from runtime.pools import Codes, made_up


class Executor(Protocol):
    """The journal of all histories over the positions in [beginning, until), by customer key,
    then in the order of position."""

    def __call__(
        self,
        project: Project,
        histories: Sequence[History],
        beginning: datetime,
        until: datetime,
        identity: Identity,
        forced: Forced,
    ) -> list[Row]: ...


def interpreter(
    project: Project,
    histories: Sequence[History],
    beginning: datetime,
    until: datetime,
    identity: Identity,
    forced: Forced,
) -> list[Row]:
    """The reference interpreter as an Executor."""
    known = sorted(histories, key=lambda each: each.key)
    codes: Codes = {}
    broken: tuple[Broken, ...] = ()
    seen = snapshots(project, known, beginning, until)
    moved: Moved = {}
    first = Applied(beginning, project)
    while True:
        rows = [
            row for history in known
            for row in interpret(
                project, history, beginning, until, identity, seen, forced, codes=codes,
                broken=broken, moved=moved,
            )
        ]  # fmt: skip
        told = [with_own_events(project, history, rows) for history in known]
        handed = handed_out(project, rows, made_up)
        now = guards.found(project, rows, beginning, until)
        by_now = learning.found(rows, until, [first])
        if told == known and handed == codes and now == broken and by_now == moved:
            return rows
        known = told
        if _across_own(project):
            seen = snapshots(project, known, beginning, until)
        broken, moved = now, by_now
        codes = handed  # and who gets which code hangs on who else is given one before


def _across_own(project: Project) -> bool:
    """Whether a value across customers looks at what Segue itself does."""
    looked_at = reached(project, *project.populations.values()).events
    return any(name in project.events and project.events[name].own for name in looked_at)
