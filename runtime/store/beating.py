"""Whether a process that has a part in a store in PostgreSQL is still alive.

The session of one that is killed ends with it, and with the session its locks. The session of one
that is stopped, or whose machine is gone, lasts on and keeps them. So whoever runs along with the
clock also has a second session, in which something is said every few seconds; where that falls
silent, another ends both sessions. What was under way in the first one is rolled back, and whoever
comes back finds that its session is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

import psycopg

from runtime.errors import Trouble
from runtime.postgres import Session, session
from runtime.store.connection import Connection
from runtime.store.hands import LOCK as HANDS
from runtime.store.leading import LOCK as LEADING
from runtime.store.postgres import PostgresConnection

BEAT = 2.0
"""Seconds."""

SILENCE = 15
"""Seconds after which it is over."""

_END_SILENT = f"""
SELECT pg_terminate_backend(m.pid), pg_terminate_backend(b.pid) FROM (
  SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND (classid::bigint << 32 | objid::bigint) IN ({LEADING}, {HANDS})
) AS m JOIN pg_stat_activity AS b ON b.application_name = 'segue beat ' || m.pid
WHERE m.pid <> pg_backend_pid() AND b.state = 'idle'
  AND b.state_change < clock_timestamp() - interval '{SILENCE} seconds'
"""


@contextmanager
def beating(connection: Connection, url: str) -> Iterator[None]:
    """Says that this process is alive, for as long as this."""
    if not isinstance(connection, PostgresConnection):
        yield
        return
    over = Event()
    name = f"segue beat {connection.session.info.backend_pid}"
    thread = Thread(target=_beat, args=(_named(url, name), url, name, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def end_silent(connection: Connection) -> None:
    """Ends the sessions of those who have a part in the store and have fallen silent."""
    if isinstance(connection, PostgresConnection):
        connection.own(_END_SILENT)


def _beat(speaking: Session, url: str, name: str, over: Event) -> None:
    while not over.wait(BEAT):
        try:
            speaking.execute("SELECT 1")
        except psycopg.Error:
            with suppress(Trouble, psycopg.Error):  # once more at the next beat
                speaking = _named(url, name)
    speaking.close()


def _named(url: str, name: str) -> Session:
    found = session(url)
    found.execute("SELECT set_config('application_name', %s, false)", [name])
    return found
