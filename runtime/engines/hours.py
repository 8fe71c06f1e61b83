"""The best hours of a snapshot: everybody's stands with its other values, each customer's own in a
table of which no more is kept than positions still see (S8)."""

from __future__ import annotations

from functools import lru_cache

from compiler.machine import hours
from compiler.machine.rendering import text
from compiler.model.project import Project
from compiler.sql.dialects import Dialect
from runtime.engines.database import Database
from runtime.engines.same import Same


def take(database: Database, project: Project) -> None:
    """Takes those of the snapshot at `$midnight` (in the database's values, as are the tick's)."""
    spoken = database.dialect
    if database.create(hours.DONE, _done(Same(project, spoken))):
        database.insert("snapshots", _text("shares", spoken))
        database.insert("snapshots", _text("common", spoken))
        database.insert(hours.OWN, _text("own", spoken))
        database.execute(f'DELETE FROM "{hours.OWN}" WHERE "at" < ({_text("needless", spoken)})')
    else:
        database.insert("snapshots", _text("unknown", spoken))
    database.execute(f'DROP TABLE "{hours.DONE}"')


@lru_cache(maxsize=16)
def _done(of: Same) -> str:
    return of.text(hours.done(of.project))


_QUERIES = {
    "shares": hours.shares, "common": hours.common, "own": hours.own, "needless": hours.needless,
    "unknown": hours.unknown,
}  # fmt: skip
"""Those that are alike for all projects."""


@lru_cache
def _text(name: str, spoken: Dialect) -> str:
    return text(_QUERIES[name](), spoken)
