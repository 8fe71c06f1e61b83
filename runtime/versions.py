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


def refuse_changed(connection: DuckDBPyConnection, current: Mapping[str, str]) -> None:
    """Raises ChangedInside where customers stand in a version that is not the current one: they
    would neither go on by the old text nor by the new. Wording, channels and the policy are
    always today's, and change no version."""
    inside = connection.execute(
        'SELECT "campaign", "version", count(*) FROM "enrolments" ANTI JOIN "ended" USING ("eid") '
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    stuck = [(name, count) for name, version, count in inside if current.get(name) != version]
    if not stuck:
        return
    told = ", ".join(f"{count:,} in `{name}`" for name, count in stuck)
    raise ChangedInside(
        f"customers are inside campaigns whose text has changed since ({told}): bring the text "
        "back until they have left, and say what is new in a campaign of another name; moving "
        "customers to a changed campaign is not built yet"
    )


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
