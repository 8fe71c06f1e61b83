"""Several processes that hand over what is planned in one store in PostgreSQL: each has for a while
the messages that it claims, so that no two hand over the same one.

A claim is the number of a session. It holds for as long as the session does, which has a shared
lock by which the others see that it lives; what one that is gone had in hand stands as it left it,
and is anybody's. Over DuckDB's file there is one process, which claims nothing.
"""

from __future__ import annotations

from runtime.store.connection import Connection, translating

LOCK = "hashtextextended('hands ' || current_schema(), 0)"

_PACES = "hashtextextended('paces ' || current_schema(), 0)"

_LIVE = f"""
SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
  AND mode = 'ShareLock' AND (classid::bigint << 32 | objid::bigint) = {LOCK}
"""

_CLAIM = """
WITH live AS ({live}), free AS (
  SELECT o."name" FROM "open_messages" AS o JOIN "dispatch_due" AS d ON d."name" = o."name"
    AND d."at" = o."at" AND d."attempt" = o."attempt"
    AND d."outcome" IS NOT DISTINCT FROM o."outcome"
  WHERE d."number" BETWEEN {first} AND {last} AND (
    o."holder" IS NULL OR o."holder" = pg_backend_pid()
    OR NOT EXISTS (SELECT 1 FROM live WHERE live.pid = o."holder")
  ) FOR UPDATE OF o SKIP LOCKED
)
UPDATE "open_messages" SET "holder" = pg_backend_pid() WHERE "name" IN (SELECT "name" FROM free)
"""
_LEAVE = """
DELETE FROM "dispatch_due" WHERE "number" BETWEEN {first} AND {last} AND "name" NOT IN (
  SELECT "name" FROM "open_messages" WHERE "holder" = pg_backend_pid()
)
"""
_HELD = 'SELECT "name" FROM "open_messages" WHERE "holder" = pg_backend_pid() FOR UPDATE'
_RELEASE = 'UPDATE "open_messages" SET "holder" = NULL WHERE "holder" = pg_backend_pid()'


def take_part(connection: Connection) -> None:
    """From now on, until its session ends, this process hands over. Sessions that are gone may
    have had its number."""
    server = translating(connection)
    if server is not None:
        server.own(_RELEASE)
        server.own(f"SELECT pg_advisory_lock_shared({LOCK})")


def others(connection: Connection) -> int:
    """How many other processes hand over."""
    server = translating(connection)
    if server is None:
        return 0
    return len(server.own(f"{_LIVE} AND pid <> pg_backend_pid()").fetchall())


def claim(connection: Connection, first: int, last: int) -> None:
    """Of what is due, leave in the stretch from `first` to `last` what is this process's from now
    on: what no other one has in hand, and stands as it did."""
    server = translating(connection)
    if server is not None:
        server.own(_CLAIM.format(live=_LIVE, first=first, last=last))
        server.own(_LEAVE.format(first=first, last=last))


def held(connection: Connection) -> set[str] | None:
    """The names of what this process has in hand, which nobody can take from it before the
    transaction ends: a stop may have meanwhile. None: it has all."""
    server = translating(connection)
    if server is None:
        return None
    return {name for (name,) in server.own(_HELD).fetchall()}


def release(connection: Connection) -> None:
    """What it had in hand and is not done with is anybody's."""
    server = translating(connection)
    if server is not None:
        server.own(_RELEASE)


def hold(connection: Connection) -> None:
    """Until the transaction ends nobody hands anything over. To be said before anything else in
    it, so that it sees what was handed over before."""
    server = translating(connection)
    if server is not None:
        server.own('LOCK TABLE "open_messages" IN SHARE ROW EXCLUSIVE MODE')


def keep_paces(connection: Connection) -> bool:
    """Until the transaction ends nobody else hands anything over by a channel that has a pace.
    Whether there may be others at all."""
    server = translating(connection)
    if server is None:
        return False
    server.own(f"SELECT pg_advisory_xact_lock({_PACES})")
    return True
