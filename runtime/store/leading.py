"""One run at a time over a store.

DuckDB's file lets only one process in. In PostgreSQL the run that leads holds a lock for as long as
its session lasts, and writes through that session alone: one whose session is cut off can neither
write nor hand anything over any more.
"""

from __future__ import annotations

import os
import socket

from runtime.errors import Trouble
from runtime.store.connection import Connection, dialect

HOLDING = """
SELECT a.application_name, a.backend_start FROM pg_locks AS l
JOIN pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(current_schema(), 0)
"""


class Led(Trouble):
    """Another run leads: `who` it is, and since when."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"this store is run by {who}: stop it, or let this one wait for its end with --every"
        )
        self.who = who


def lead(connection: Connection) -> None:
    """From now on, until its session ends, this run leads. Raises Led where another one does."""
    if dialect(connection) != "postgres":
        return
    name = f"segue run on {socket.gethostname()}, process {os.getpid()}"
    connection.execute("SELECT set_config('application_name', $1, false)", [name[:63]])
    tried = connection.execute(
        "SELECT pg_try_advisory_lock(hashtextextended(current_schema(), 0))"
    ).fetchone()
    if tried is None or not tried[0]:
        raise Led(_who(connection))


def _who(connection: Connection) -> str:
    row = connection.execute(HOLDING).fetchone()
    if row is None:
        return "another run, which has just ended"
    name, since = row
    return f"{name}, since {since:%Y-%m-%d %H:%M} UTC"
