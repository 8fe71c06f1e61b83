"""The best hours of a snapshot: everybody's stands with its other values, each customer's own in a
table of which no more is kept than positions still see (S8)."""

from __future__ import annotations

from functools import lru_cache

from compiler.machine import hours
from compiler.machine.rendering import text
from compiler.model.project import Project
from runtime.engines.database import Database
from runtime.engines.same import Same


def take(database: Database, project: Project) -> None:
    """Takes those of the snapshot at `$midnight` (in the database's values, as are the tick's)."""
    if database.create(hours.DONE, _done(Same(project))):
        database.insert("snapshots", _text("shares"))
        database.insert("snapshots", _text("common"))
        database.insert(hours.OWN, _text("own"))
        database.execute(f'DELETE FROM "{hours.OWN}" WHERE "at" < ({_text("needless")})')
    else:
        database.insert("snapshots", _text("unknown"))
    database.execute(f'DROP TABLE "{hours.DONE}"')


@lru_cache(maxsize=16)
def _done(of: Same) -> str:
    return text(hours.done(of.project))


_QUERIES = {
    "shares": hours.shares, "common": hours.common, "own": hours.own, "needless": hours.needless,
    "unknown": hours.unknown,
}  # fmt: skip
"""Those that are alike for all projects."""


@lru_cache
def _text(name: str) -> str:
    return text(_QUERIES[name]())
