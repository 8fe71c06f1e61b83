"""The two halves of the playbook, and what runs them without a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from runtime.running.run import engine
from runtime.workspace.workspace import Workspace, rehearsing

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
PLAYBOOK, CLUB = CAMPAIGNS / "playbook", CAMPAIGNS / "club"

SECRET = "whsec_" + "c2VndWUgc2VndWUgc2VndWUgc2VndWUg"
"""The club's calls are signed by what stands in CLUB_SECRET."""

SEASON = {"fallen_champions"}
"""It takes a champion two or three months without an order to be at risk."""

WEEKS = {"refill", "second_order"}
"""Two and four weeks pass from the order to their first message."""


def season(folder: Path) -> Path:
    """The playbook with no campaign but those that need a season, in this folder."""
    kept = {"shop", "who", "channels", *SEASON}
    made = Path(copytree(PLAYBOOK, folder / "season"))
    for path in made.glob("*.campaign"):
        if path.stem not in kept:
            path.unlink()
    return made


@contextmanager
def ran(project: Path, start: datetime, days: int) -> Iterator[Workspace]:
    """A project that ran over its made-up data for so many days, at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLUB_SECRET", SECRET)
        with rehearsing(project) as workspace:
            running = engine(workspace)
            running.begin(start.replace(tzinfo=UTC))
            running.tick(start.replace(tzinfo=UTC) + timedelta(days=days))
            yield workspace


def let_in(workspace: Workspace) -> set[str]:
    """The campaigns that somebody entered."""
    rows = workspace.connection.execute("SELECT DISTINCT campaign FROM enrolments").fetchall()
    return {str(name) for (name,) in rows}


def did_something(workspace: Workspace) -> set[str]:
    """Those that planned a message, called another program, gave or set something."""
    rows = workspace.connection.execute(
        "SELECT DISTINCT campaign FROM journal WHERE kind IN ('planned', 'called', 'given', 'set')"
    ).fetchall()
    return {str(name) for (name,) in rows}
