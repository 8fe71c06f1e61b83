"""What no pause can hold yet."""

from __future__ import annotations

from compiler.machine.holding import unheld
from compiler.model.project import Project
from runtime.errors import Trouble
from runtime.report.definitions import definitions
from runtime.store.connection import Connection


def refuse_unheld(connection: Connection, project: Project, campaign: str) -> None:
    """Raises Trouble where the campaign, or a version of it that somebody entered, has a step that
    a pause cannot hold."""
    own = project.campaigns.get(campaign)
    known = definitions(connection, project, campaign).values()
    for each in (*([own] if own else []), *known):
        step = unheld(each)
        if step is not None:
            raise Trouble(
                f"`{campaign}` cannot be paused: pausing a campaign that has steps an event ends "
                f"(`until E, at most D`) or a wait around a date is not built yet, and step {step} "
                "is one; `segue stop` ends it"
            )
