"""The versions of campaigns that a store has run (S35)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from compiler.model.project import Project
from compiler.pinned import Gone, beside
from compiler.versions import campaign_version
from runtime.errors import Trouble
from runtime.store.connection import Connection

Version = tuple[str, str]
"""A campaign's name and version."""


class Stuck(Trouble):
    """Customers are inside an earlier version of a campaign that cannot go on."""


def versions(project: Project) -> dict[str, str]:
    """The version of every campaign as its text now stands."""
    return {name: campaign_version(project, name) for name in project.campaigns}


def running(connection: Connection, project: Project) -> Project:
    """The project with all earlier versions that still run: those in which customers are, and those
    whose goals can still be reached. Raises Stuck where customers are inside one that cannot go
    on; a version with goals alone that cannot is left out."""
    found = project
    current = versions(project)
    for (name, version), inside in earlier(connection, current).items():
        before = ran_in(connection, name, version)
        if before is None:
            if inside:
                raise _stuck(name, inside, "this Segue cannot read that version")
            continue
        if not inside and not before.campaigns[name].counted:
            continue
        try:
            found = beside(found, {(name, version): before})
        except Gone as gone:
            if inside:
                raise _stuck(name, inside, gone.what) from gone
    return found


def earlier(connection: Connection, current: Mapping[str, str]) -> dict[Version, int]:
    """How many are inside of every version that is not today's, in the order in which these were
    first run."""
    rows = connection.execute(
        'SELECT n."campaign", n."version", count(*) FILTER (x."eid" IS NULL) FROM "enrolments" AS n'
        ' LEFT JOIN "ended" AS x ON x."eid" = n."eid"'
        ' LEFT JOIN "versions" AS v USING ("campaign", "version")'
        " GROUP BY ALL ORDER BY min(v.\"first_run\"), 1, 2"
    ).fetchall()
    return {
        (name, version): inside for name, version, inside in rows if current.get(name) != version
    }


def _stuck(campaign: str, inside: int, why: str) -> Stuck:
    people = "1 customer is" if inside == 1 else f"{inside:,} customers are"
    return Stuck(
        f"{people} inside `{campaign}` as it was before, and cannot go on: {why}; bring it back "
        "until they have left"
    )


def ran_in(connection: Connection, campaign: str, version: str) -> Project | None:
    """The project in which the version ran; None where it was written by another Segue."""
    from compiler.program import from_json  # needs pydantic, and mostly there is none to read

    row = connection.execute(
        'SELECT p."document" FROM "versions" AS v JOIN "programs" AS p USING ("program")'
        ' WHERE v."campaign" = ? AND v."version" = ?',
        [campaign, version],
    ).fetchone()
    try:
        return from_json(row[0]).model_of_project() if row else None
    except ValueError:
        return None


def register(
    connection: Connection, program: str, current: Mapping[str, str], now: datetime
) -> None:
    """Write down in which program the versions are that run from now on, so that they can be read
    later."""
    known = set(connection.execute('SELECT "campaign", "version" FROM "versions"').fetchall())
    at = now.astimezone(UTC).replace(tzinfo=None)
    new = [(*each, program, at) for each in current.items() if each not in known]
    if new:
        connection.executemany('INSERT INTO "versions" VALUES (?, ?, ?, ?)', new)
