"""The versions of campaigns that a store has run (S35)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from compiler.model.project import Project
from compiler.versions import campaign_version
from runtime.errors import Trouble


class ChangedInside(Trouble):
    """A campaign has changed while customers are inside its earlier version."""


def versions(project: Project) -> dict[str, str]:
    """The version of every campaign as its text now stands."""
    return {name: campaign_version(project, name) for name in project.campaigns}


def refuse_changed(
    connection: DuckDBPyConnection, project: Project, current: Mapping[str, str]
) -> None:
    """Raises ChangedInside where customers stand in a version that is not the current one: they
    would neither go on by the old text nor by the new. Wording, channels and the policy are
    always today's, and change no version."""
    inside = connection.execute(
        'SELECT "campaign", "version", count(*) FROM "enrolments" ANTI JOIN "ended" USING ("eid") '
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    stuck = [each for each in inside if current.get(each[0]) != each[1]]
    if not stuck:
        return
    told = ", ".join(
        f"{count:,} in `{name}`, {_what(connection, project, name, version)}"
        for name, version, count in stuck
    )
    raise ChangedInside(
        f"customers are inside campaigns that are not what they entered ({told}): bring the text "
        "back until they have left, and say what is new in a campaign of another name; moving "
        "customers to a changed campaign is not built yet"
    )


def _what(
    connection: DuckDBPyConnection, project: Project, campaign: str, version: str
) -> str:
    """What has become of the campaign since its `version`: named is what it looks at, where that
    and not the campaign itself has changed."""
    if campaign not in project.campaigns:
        return "which is no longer there"
    row = connection.execute(
        'SELECT "program" FROM "versions" WHERE "campaign" = ? AND "version" = ?',
        [campaign, version],
    ).fetchone()
    before = _read(row[0]) if row else None
    if before is None or before.campaigns.get(campaign) != project.campaigns[campaign]:
        return "whose text has changed"
    changed = [
        f"{kind} `{name}`"
        for kind, old, new in (
            ("segment", before.segments, project.segments),
            ("trait", before.traits, project.traits),
            ("groups", before.groups, project.groups),
        )
        for name in old
        if old[name] != new.get(name)
    ]  # fmt: skip
    return f"since {', '.join(changed)} changed" if changed else "whose text has changed"


def _read(program: str) -> Project | None:
    from compiler.program import from_json

    try:
        return from_json(program).model_of_project()
    except ValueError:  # written by another version of Segue
        return None


def register(
    connection: DuckDBPyConnection, project: Project, current: Mapping[str, str], now: datetime
) -> None:
    """Write down the programs that run from now on, so that reports can read them later."""
    known = set(connection.execute('SELECT "campaign", "version" FROM "versions"').fetchall())
    new = [(name, version) for name, version in current.items() if (name, version) not in known]
    if not new:
        return
    from compiler.program import compile_program  # needs pydantic, and mostly nothing is new

    text = compile_program(project).to_json()
    at = now.astimezone(UTC).replace(tzinfo=None)
    connection.executemany(
        'INSERT INTO "versions" VALUES (?, ?, ?, ?)',
        [(name, version, text, at) for name, version in new],
    )
