"""One run at a time executes over a store; others stand by and hand messages over beside it.

DuckDB's file lets only one process in. In PostgreSQL the run that leads holds a lock for as long as
its session lasts, and writes through that session alone: one whose session is cut off can neither
write nor hand anything over any more. Each that comes to lead has a number above all before it, its
epoch, and every tick begins by seeing that there is no later one: so one that comes back executes
nothing, even where something between it and the database has kept its lock alive.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from runtime.errors import Trouble
from runtime.store.connection import Connection, dialect

LOCK = "hashtextextended(current_schema(), 0)"

HOLDING = f"""
SELECT a.application_name, a.backend_start, EXISTS (
  SELECT 1 FROM pg_stat_activity AS b WHERE b.application_name = 'segue beat ' || a.pid
) FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.mode = 'ExclusiveLock'
  AND (l.classid::bigint << 32 | l.objid::bigint) = {LOCK}
"""


class Led(Trouble):
    """Another run leads: `who` it is, and since when."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"this store is run by {who}: stop it, or let this one stand by with --every"
        )
        self.who = who


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads, in words. `follows`: by the clock, as `run --every` does."""

    who: str
    follows: bool


def lead(connection: Connection) -> None:
    """From now on, until its session ends, this run leads. Raises Led where another one does."""
    if dialect(connection) != "postgres":
        return
    name = introduce(connection, "segue run")
    tried = connection.execute(f"SELECT pg_try_advisory_lock({LOCK})").fetchone()
    if tried is None or not tried[0]:
        found = leader(connection)
        raise Led(found.who if found else "another run, which has just ended")
    _number(connection, name)


def introduce(connection: Connection, what: str) -> str:
    """Says to the server who this session is of; that."""
    name = f"{what} on {socket.gethostname()}, process {os.getpid()}"[:63]
    if dialect(connection) == "postgres":
        connection.execute("SELECT set_config('application_name', $1, false)", [name])
    return name


def leader(connection: Connection) -> Leader | None:
    """Who leads; None: nobody does."""
    row = connection.execute(HOLDING).fetchone()
    if row is None:
        return None
    name, since, follows = row
    return Leader(f"{name}, since {since:%Y-%m-%d %H:%M} UTC", follows)


def _number(connection: Connection, name: str) -> None:
    from runtime.store.postgres import PostgresConnection

    assert isinstance(connection, PostgresConnection)
    connection.execute(
        'INSERT INTO "leaders" SELECT coalesce(max("epoch"), 0) + 1, $1 FROM "leaders"', [name]
    )
    row = connection.execute('SELECT max("epoch") FROM "leaders"').fetchone()
    connection.epoch = row[0] if row else None
