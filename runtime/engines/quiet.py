"""When it is quiet in a tick, on every clock that is near (S25)."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from compiler.machine import quiet
from compiler.model.project import Project
from runtime.engines.database import Database
from runtime.engines.same import Same


def hush(database: Database, project: Project, prev: datetime, until: datetime) -> None:
    """Makes the table of quiet times around [prev, until), if it is ever quiet."""
    select = _text(Same(project, database.dialect), (until - prev).days + 1)
    if select is not None:
        database.create(quiet.TABLE, select)


@lru_cache(maxsize=64)
def _text(of: Same, days: int) -> str | None:
    select = quiet.quiet_times(of.project, days)
    return None if select is None else of.text(select)
