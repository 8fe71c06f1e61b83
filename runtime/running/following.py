"""Running along with the clock, as `segue run --every` does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from compiler.zones import to_civil
from runtime.applying.applied import refuse_renewed
from runtime.dispatch.dispatcher import Dispatcher
from runtime.running.left_out import LeftOut
from runtime.running.limits import Limit, limit
from runtime.running.offers import not_given
from runtime.running.pacing import ticks
from runtime.running.run import begin, dispatcher, executing, outcomes, refused
from runtime.workspace.workspace import Workspace


class Following:
    """Each step ticks up to now, and hands over by the clock what is due (S29).

    `beginning`: where an empty store begins; `now` where None. Raises Trouble where it is not the
    one of a store that has begun.
    """

    def __init__(self, workspace: Workspace, beginning: datetime | None, now: datetime) -> None:
        self._workspace = workspace
        self._now = now
        self._dispatcher = dispatcher(workspace, lambda: self._now)
        self._left_out, self._left = LeftOut(), ""
        self._engine = executing(workspace, self._left_out)
        self._said = ""
        if beginning is None and self._engine.until is None:
            beginning = now
        begin(self._engine, beginning)

    def step(self, now: datetime, stopped: Callable[[], bool] = lambda: False) -> list[str]:
        """Go on up to `now`, or to the end of the tick in which it is `stopped`; what is worth a
        line. Raises Renewed where something else was applied meanwhile."""
        refuse_renewed(self._workspace)
        self._now = now
        found = limit(self._workspace, now, now)
        gone = self._tick(found, stopped)
        lines = [*handed_over(self._dispatcher, now), *gone]
        why = found.why if found.stopped else ""
        if why != self._said:
            self._said = why
            lines.insert(0, why or "the tables grow again: goes on")
        left = str(self._left_out)
        if left != self._left:
            self._left = left
            lines.append(left)
        return timed(self._workspace, now, lines)

    def _tick(self, found: Limit, stopped: Callable[[], bool]) -> list[str]:
        """Which gifts could not be given."""
        begun = self._engine.until
        assert begun is not None
        connection, project = self._workspace.connection, self._workspace.running
        for end in ticks(connection, project, begun, found.end or begun):
            if stopped():
                break
            self._engine.tick(end)
        return not_given(self._workspace.connection, begun, self._engine.until or begun)


def handed_over(dispatcher: Dispatcher, now: datetime) -> list[str]:
    """Hands over what is due; what came of it, a line each."""
    dispatcher.refusals.clear()
    counts = dispatcher.hand_over(now)
    lines = [outcomes(counts)] if counts else []
    called = dispatcher.called
    lines += [outcomes(called, "call")] if called else []
    return [*lines, *map(refused, dispatcher.refusals)]


def timed(workspace: Workspace, now: datetime, lines: list[str]) -> list[str]:
    """With the instant, on the policy's clock, before each."""
    zone = workspace.project.policy.timezone
    return [f"{to_civil(now, zone):%Y-%m-%d %H:%M:%S} ({zone}): {line}" for line in lines]
