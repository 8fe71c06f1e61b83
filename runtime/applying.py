"""Applying a project to its store: from there on, runs execute it (S35)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from compiler.model.project import Project
from compiler.program import Program, compile_program
from runtime.applied import Application, applications
from runtime.store.connection import Connection
from runtime.versions import earlier, register, running, versions


@dataclass(frozen=True, slots=True)
class Change:
    """What an application does to a campaign: `new`, `changed`, or `taken out`, with how many
    customers are `inside` who go on by an earlier text."""

    campaign: str
    what: str
    inside: int


@dataclass(frozen=True, slots=True)
class Applied:
    """`application` None: the project ran already as it is. `changes`: of the campaigns, in the
    order of their names; where there are none, only what is always today's (S35) is another:
    wording, channels, the policy, stocks."""

    application: Application | None
    changes: tuple[Change, ...] = ()


Said = tuple[str, str | None, datetime]
"""Who applies it, from which commit, and when."""


def apply(
    connection: Connection, project: Project, by: str, commit: str | None, clock: datetime
) -> Applied:
    """Brings a checked project in. `by`: who does it; `commit`: where its files come from; `clock`:
    when (aware). Raises Stuck where customers are inside a version that could not go on."""
    connection.begin()  # nobody runs the project on meanwhile
    try:
        done = _apply(connection, project, (by, commit, clock))
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return done


def _apply(connection: Connection, project: Project, said: Said) -> Applied:
    document = compile_program(project)
    before = applications(connection)
    if before and before[-1].program == document.name:
        return Applied(None)
    running(connection, project)
    changes = tuple(_changes(connection, project))
    application = _write(connection, document, said, len(before) + 1)
    register(connection, document.name, versions(project), application.clock)
    return Applied(application, changes)


def _changes(connection: Connection, project: Project) -> list[Change]:
    current = versions(project)
    ran = _applied_last(connection)
    inside: dict[str, int] = {}
    for (name, _), number in earlier(connection, current).items():
        inside[name] = inside.get(name, 0) + number
    found = []
    for name in sorted(ran.keys() | current.keys()):
        if ran.get(name) != current.get(name):
            what = "new" if name not in ran else "changed" if name in current else "taken out"
            found.append(Change(name, what, inside.get(name, 0)))
    return found


def _applied_last(connection: Connection) -> dict[str, str]:
    """The versions of the campaigns that were applied last."""
    row = connection.execute(
        'SELECT p."document" FROM "applied" AS a JOIN "programs" AS p USING ("program")'
        ' ORDER BY a."number" DESC LIMIT 1'
    ).fetchone()
    found: dict[str, str] = json.loads(row[0])["versions"] if row else {}
    return found


def _write(
    connection: Connection,
    document: Program,
    said: Said,
    number: int,
) -> Application:
    by, commit, clock = said
    row = connection.execute('SELECT "until" FROM "progress"').fetchone()
    at = row[0] if row else None
    connection.execute(
        'INSERT INTO "programs" SELECT $1, $2'
        ' WHERE NOT EXISTS (SELECT 1 FROM "programs" WHERE "program" = $1)',
        [document.name, document.to_json()],
    )
    connection.execute(
        'INSERT INTO "applied" VALUES (?, ?, ?, ?, ?, ?)',
        [number, document.name, at, by, commit, clock.astimezone(UTC).replace(tzinfo=None)],
    )
    since = at.replace(tzinfo=UTC) if at is not None else None
    return Application(number, document.name, since, by, commit, clock)
