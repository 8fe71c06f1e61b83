"""Standing by: while another run executes, handing over what it plans."""

from __future__ import annotations

from datetime import datetime

from runtime.applying.applied import refuse_renewed
from runtime.running.following import handed_over, timed
from runtime.running.run import dispatcher
from runtime.store.beating import end_silent
from runtime.store.leading import introduce, leader
from runtime.workspace.workspace import Workspace


class Helping:
    """Each step hands over by the clock what is due and nobody else has in hand (S29). A run that
    goes by a given clock hands over its messages itself."""

    def __init__(self, workspace: Workspace, now: datetime) -> None:
        self._workspace = workspace
        self._now = now
        introduce(workspace.connection, "segue stand-by")
        self._dispatcher = dispatcher(workspace, lambda: self._now)

    def step(self, now: datetime) -> list[str] | None:
        """What is worth a line; None where nobody leads any more. Raises Renewed where something
        else was applied meanwhile."""
        refuse_renewed(self._workspace)
        self._now = now
        end_silent(self._workspace.connection)
        found = leader(self._workspace.connection)
        if found is None:
            return None
        lines = handed_over(self._dispatcher, now) if found.follows else []
        return timed(self._workspace, now, lines)
