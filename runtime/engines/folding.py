"""The sends of a tick: through the caps, into the journal and among the messages (S26, S27)."""

from __future__ import annotations

from functools import lru_cache

from compiler.machine import caps
from compiler.machine.rendering import text
from compiler.model.project import Project
from runtime.engines.database import Database
from runtime.engines.same import Same
from runtime.store.connection import Connection


def fold(database: Database, project: Project) -> None:
    """Decides on what was gathered in `sends`, which is something."""
    queries = _queries(Same(project, database.dialect))
    database.create(caps.TIMED, queries["timed"])
    if caps.capped(project) and database.create(caps.COUNTED, queries["counted"]):
        _decide(database, queries)
    database.insert("journal_rows", queries["planned"])
    if database.create(caps.NAMES, queries["names"]):
        database.insert("message_rows", queries["messages"])
        database.execute(caps.OPEN)


def untimed(connection: Connection, project: Project) -> bool:
    """Whether a cap may count messages that were planned while none was declared."""
    return caps.capped(project) and connection.execute(caps.IS_UNTIMED).fetchone() is not None


def free(database: Database, project: Project) -> None:
    """Writes down from when on these no longer count."""
    database.create(caps.FREED, text(caps.untimed(project), database.dialect))
    database.execute(caps.FREE)


def _decide(database: Database, queries: dict[str, str]) -> None:
    """Rounds until nobody is undecided; each decides at least a customer's first."""
    undecided = 1
    while undecided:
        database.create("verdicts", queries["verdicts"])
        database.execute(caps.APPLY)
        undecided = database.rows(caps.UNDECIDED)[0][0]


@lru_cache(maxsize=16)
def _queries(of: Same) -> dict[str, str]:
    project = of.project
    found = {
        "timed": caps.timed(project),
        "planned": caps.planned(project),
        "names": caps.names(project),
        "messages": caps.messages(),
    }
    if caps.capped(project):
        found |= {"counted": caps.counted(project), "verdicts": caps.verdicts(project)}
    return {name: of.text(each) for name, each in found.items()}
