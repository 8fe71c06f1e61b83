"""Guards on a store: looked at where a tick begins at a snapshot; what is broken is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from compiler.machine.candidates import Guarded
from compiler.machine.places import Machine
from compiler.machine.rendering import Rendering
from compiler.model.campaigns import Campaign, Guard
from compiler.model.project import Project
from compiler.zones import midnight
from runtime import acts
from runtime.acts import Act
from runtime.engines.database import aware, stored
from runtime.interpreter import guards
from runtime.interpreter.clock import exact
from runtime.interpreter.guards import Broken
from runtime.statistics.proportions import Share
from runtime.store.connection import Connection

_SHARE = """
SELECT count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM "journal_rows" AS j JOIN "decisions" AS d ON d."decision" = j."decision"
         WHERE j."eid" = e."eid" AND j."at" < $at AND d."kind" = 'guard' AND d."reason" = $guard)),
       count(*)
FROM "enrolments" AS e
WHERE e."campaign" = $campaign AND e."version" = $version AND e."shadow" = ''
  AND NOT EXISTS (SELECT 1 FROM "journal_rows" AS j
                  JOIN "decisions" AS d ON d."decision" = j."decision"
                  WHERE j."eid" = e."eid" AND j."at" < $at AND d."kind" = 'moved')
  AND e."at" >= $since AND e."at" <= $closed AND e."at" < $at
  AND NOT EXISTS (SELECT 1 FROM "ended" AS x
                  WHERE x."eid" = e."eid" AND x."reason" = 'replaced' AND x."at" < $at)
"""
_ENTERED = 'SELECT DISTINCT "campaign" FROM "enrolments"'
_READ = """
SELECT "campaign", "version", "guard", "at", "reached", "entered" FROM "broken_guards" ORDER BY "at"
"""


def read(connection: Connection) -> tuple[Broken, ...]:
    """What was ever broken, in order."""
    return tuple(
        Broken(campaign, version, guard, aware(at), Share(reached, entered))
        for campaign, version, guard, at, reached, entered in connection.execute(_READ).fetchall()
    )


def is_guarded(connection: Connection, campaign: str, at: datetime) -> bool:
    """Whether a guard of the campaign was broken since its last resume, whatever the version."""
    lifted = guards.since(acts.read(connection), campaign, at)
    return any(each.campaign == campaign and lifted < each.at for each in read(connection))


def look(
    connection: Connection, project: Project, machines: Sequence[Machine],
    acts: Sequence[Act], at: datetime,
) -> None:  # fmt: skip
    """Where there is a snapshot at the instant, keeps the guards that are broken by then."""
    if midnight(at, project.policy.timezone) == at:
        for each in _breaking(connection, machines, acts, at):
            connection.execute(
                'INSERT INTO "broken_guards" VALUES ($1, $2, $3, $4, $5, $6)',
                [each.campaign, each.version, each.guard, stored(at),
                 each.share.reached, each.share.of],
            )  # fmt: skip


def breaks(
    connection: Connection, renderings: Sequence[Rendering], at_any_of: Sequence[datetime]
) -> bool:
    """Whether a guard breaks at one of these snapshots, by a journal that was written as if none
    did: most never do, and then the tick that wrote it stands as it is."""
    if not at_any_of:
        return False
    entered = {name for (name,) in connection.execute(_ENTERED).fetchall()}
    machines = [each.setting.machine for each in renderings]
    watched = [each for each in machines if each.campaign.name in entered]
    known = acts.read(connection)
    return any(True for at in at_any_of for _ in _breaking(connection, watched, known, at))


def _breaking(
    connection: Connection, machines: Sequence[Machine], acts: Sequence[Act], at: datetime
) -> Iterator[Broken]:
    """Of each campaign the first guard that is broken by the snapshot, where none is in force."""
    known = read(connection)
    for machine in machines:
        campaign, version = machine.campaign, machine.version
        if machine.closed or not campaign.guards:
            continue
        if guards.in_force(known, acts, campaign.name, version, at, timer=True):
            continue
        for guard in campaign.guards:
            share = share_of(connection, campaign, version, guard, acts, at)
            if guards.is_broken(guard, share):
                yield Broken(campaign.name, version, guard.name, at, share)
                break


def share_of(
    connection: Connection, campaign: Campaign, version: str, guard: Guard,
    acts: Sequence[Act], at: datetime,
) -> Share:  # fmt: skip
    """How many did what the guard counts, of those whose window has closed."""
    begun = guards.since(acts, campaign.name, at)
    row = connection.execute(_SHARE, {
        "campaign": campaign.name, "version": version, "guard": guard.name,
        "at": stored(at), "since": _naive(begun), "closed": _naive(at - exact(guard.within)),
    }).fetchone()  # fmt: skip
    assert row is not None
    return Share(*row)


def _naive(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None) if at > guards.LONG_AGO else datetime.min


def guarded(
    known: Sequence[Broken], acts: Sequence[Act], machine: Machine, prev: datetime
) -> Guarded:
    """Whom a guard refuses in a tick from `prev` on."""
    name, version = machine.campaign.name, machine.version
    if guards.in_force(known, acts, name, version, prev, timer=True) is None:
        return Guarded.NOBODY
    first = guards.in_force(known, acts, name, version, prev, timer=False)
    return Guarded.LATER if first is None else Guarded.ALL
