"""How a project stands: how far it has run, who stands where, what is planned, what is stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from compiler.model.project import Project
from compiler.versions import campaign_version
from runtime.acts import Act, all_shut, read
from runtime.applying.applied import Application, applications
from runtime.engines import guarding
from runtime.interpreter import guards
from runtime.interpreter.guards import Broken
from runtime.looking.look import Look
from runtime.report.model import UsualReport
from runtime.report.scope import Period
from runtime.report.usual import usual
from runtime.running import offers
from runtime.sources import horizon, stale
from runtime.store.catalog import tables
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Standing:
    """Has run from `beginning` up to `until`. `complete`: up to where the
    tables are. `places`: who stands where, by campaign, version and step. `handed`: messages by
    campaign and by what became of them; `planned` where nothing did yet. `stale`: tables whose
    newest row is too old. `offers`: how many gifts of each were given, and how many not, since no
    code was left. `shut`: the acts since which campaigns are paused or stopped. `applied`: what
    runs. `unusual`: by campaign the latest whole day or week, where its entries were outside what
    is usual. `called`: calls by hook and by what became of them. `broken`: the guards because of
    which nobody enters."""

    beginning: datetime
    until: datetime
    complete: datetime
    places: tuple[tuple[str, str, str, int], ...]
    open: tuple[tuple[str, int], ...]
    handed: tuple[tuple[str, str, int], ...]
    stale: tuple[tuple[str, datetime | None], ...]
    offers: tuple[tuple[str, int, int], ...]
    shut: tuple[Act, ...]
    applied: Application
    called: tuple[tuple[str, str, int], ...] = ()
    unusual: tuple[tuple[str, UsualReport], ...] = ()
    broken: tuple[Broken, ...] = ()


def standing(look: Look, now: datetime) -> Standing:
    """How the project stands at the instant `now`."""
    connection, project, settings, sources = (
        look.connection, look.project, look.settings, look.sources
    )  # fmt: skip
    progress = connection.execute('SELECT "beginning", "until" FROM "progress"').fetchone()
    assert progress is not None
    beginning, until = (instant.replace(tzinfo=UTC) for instant in progress)
    old = stale(connection, project, settings, sources, now) if sources else ()
    return Standing(
        beginning,
        until,
        horizon(now, settings, project),
        tuple(places(connection)),
        tuple(connection.execute(_OPEN).fetchall()),
        tuple(connection.execute(_HANDED).fetchall()),
        tuple((each.table, each.newest) for each in old),
        tuple(offers.stand(connection)),
        all_shut(read(connection)),
        applications(connection)[-1],
        tuple(connection.execute(_CALLED).fetchall()),
        tuple(_unusual(connection, project)),
        tuple(_broken(connection, project, until)),
    )


def _broken(
    connection: Connection, project: Project, until: datetime
) -> Iterator[Broken]:
    acts, known = read(connection), guarding.read(connection)
    for name in project.campaigns:
        version = campaign_version(project, name)
        found = guards.in_force(known, acts, name, version, until, timer=True)
        if found is not None:
            yield found


def _unusual(
    connection: Connection, project: Project
) -> Iterator[tuple[str, UsualReport]]:
    for campaign in project.campaigns.values():
        found = usual(connection, campaign, project.policy.timezone, Period())
        if found is not None and found.last is not None and found.last in found.outside:
            yield campaign.name, found


_OPEN = """
SELECT "campaign", count(*) FROM "enrolments" AS e ANTI JOIN "ended" AS d USING ("eid")
GROUP BY "campaign" ORDER BY "campaign"
"""

_BECAME = """
WITH last AS (
  SELECT "name", arg_max("outcome", ("attempt", rowid)) AS "outcome"
  FROM "handovers" GROUP BY "name"
)
SELECT m."{whose}", coalesce(l."outcome", 'planned'), count(*)
FROM "outgoing" AS m LEFT JOIN last AS l USING ("name")
WHERE m."kind" = '{kind}' GROUP BY ALL ORDER BY ALL
"""
_HANDED = _BECAME.format(whose="campaign", kind="planned")
_CALLED = _BECAME.format(whose="message", kind="called")


def places(connection: Connection) -> list[tuple[str, str, str, int]]:
    """A queue holds everybody who came to stand there; those who went on or left are taken off."""
    queues = set(tables(connection, "queue_"))
    found = []
    for place, campaign, version, step in connection.execute(
        'SELECT "place", "campaign", "version", "step" FROM "places" ORDER BY "campaign", "place"'
    ).fetchall():
        if f"queue_{place}" in queues:
            (count,) = connection.execute(_HERE.format(place=place)).fetchone() or (0,)
            found += [(campaign, version, step, count)] if count else []
    return found


_HERE = """
SELECT count(*) FROM "queue_{place}" AS q
ANTI JOIN "gone_{place}" AS g USING ("eid") ANTI JOIN "ended" AS e USING ("eid")
WHERE q."due_at" >= (SELECT "until" FROM "progress")
"""


def to_json(standing: Standing) -> dict[str, Any]:
    """As JSON shows it; instants in UTC."""
    found = asdict(standing)
    found["places"] = [
        {"campaign": campaign, "version": version, "step": step, "customers": count}
        for campaign, version, step, count in standing.places
    ]
    found["open"] = dict(standing.open)
    found["handed"] = [
        {"campaign": campaign, "outcome": outcome, "messages": count}
        for campaign, outcome, count in standing.handed
    ]
    found["unusual"] = [
        {"campaign": name, "low": each.low, "high": each.high, "unit": each.unit,
         "day": each.last.day.isoformat(), "entries": each.last.entries}
        for name, each in standing.unusual if each.last is not None
    ]  # fmt: skip
    found["broken"] = [
        {"campaign": each.campaign, "guard": each.guard, "since": _written(each.at),
         "reached": each.share.reached, "of": each.share.of}
        for each in standing.broken
    ]  # fmt: skip
    found["called"] = [
        {"hook": hook, "outcome": outcome, "calls": count}
        for hook, outcome, count in standing.called
    ]
    found["stale"] = [
        {"table": table, "newest": _written(newest)} for table, newest in standing.stale
    ]
    found["offers"] = [
        {"offer": offer, "given": given, "not_given": missing}
        for offer, given, missing in standing.offers
    ]
    found["shut"] = [
        {"campaign": act.campaign, "doing": act.doing, "since": _written(act.at), "by": act.by}
        for act in standing.shut
    ]
    runs = standing.applied
    found["applied"] = {
        "program": runs.program, "from": _written(runs.at), "by": runs.by, "commit": runs.commit,
        "clock": _written(runs.clock),
    }  # fmt: skip
    for name in ("beginning", "until", "complete"):
        found[name] = _written(found[name])
    return found


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")
