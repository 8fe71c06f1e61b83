"""Applying a project to its store: from there on, runs execute it (S35)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from compiler.model.project import Project
from compiler.program import Program, compile_program
from runtime.applying.along import Said, move_along
from runtime.applying.applied import Application, applications
from runtime.applying.steps import Change, Moved, Step, Todays
from runtime.store.connection import Connection
from runtime.store.versions import earlier, register, running, versions


@dataclass(frozen=True, slots=True)
class Applied:
    """`application` None: the project ran already as it is, and `steps` are none. First come the
    changes of campaigns, in the order of their names, then who was moved along."""

    application: Application | None
    steps: tuple[Step, ...] = ()

    @property
    def moved(self) -> tuple[Moved, ...]:
        """Who was moved along."""
        return tuple(step for step in self.steps if isinstance(step, Moved))


By = tuple[str, str | None, datetime]
"""Who applies it, from which commit, and when."""

Texts = Mapping[str, str]
"""The campaign files that say it, by path."""


def apply(
    connection: Connection, project: Project, by: str, commit: str | None, clock: datetime,
    moving: Said | None = None, texts: Texts | None = None,
) -> Applied:  # fmt: skip
    """Brings a checked project in. `by`: who does it; `commit`: where its files come from; `clock`:
    when (aware); `moving`: who is inside earlier versions is moved along, and what steps are called
    now; None: they go on where they are; `texts`: what the files say, which is kept to be shown
    beside later texts. Raises Stuck where customers are inside a version that could not go on, and
    NotMoved where they cannot be moved."""
    connection.begin()  # nobody runs the project on meanwhile
    try:
        done = _apply(connection, project, (by, commit, clock), moving, texts or {})
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return done


def tried(
    connection: Connection, project: Project, clock: datetime, moving: Said | None = None
) -> tuple[Step, ...]:
    """The steps that `apply` would execute, found by executing them and taking all of it back.
    Raises as that does."""
    connection.begin()
    try:
        return _apply(connection, project, ("", None, clock), moving, {}).steps
    finally:
        connection.rollback()


def _apply(
    connection: Connection, project: Project, by: By, moving: Said | None, texts: Texts
) -> Applied:
    document = compile_program(project)
    before = applications(connection)
    moved: tuple[Moved, ...] = ()
    at = _until(connection)
    if moving is not None and at is not None:
        moved = move_along(connection, project, moving, len(before) + 1, at)
    if before and before[-1].program == document.name and not moved:
        return Applied(None)
    running(connection, project)
    changes = tuple(_changes(connection, project))
    application = _write(connection, document, by, len(before) + 1)
    _keep(connection, document.name, texts)
    register(connection, document.name, versions(project), application.clock)
    return Applied(application, (*changes, *moved) or (Todays(),))


def _keep(connection: Connection, program: str, texts: Texts) -> None:
    """A program has the texts that it was first compiled of."""
    known = connection.execute('SELECT 1 FROM "texts" WHERE "program" = ?', [program]).fetchone()
    if texts and known is None:
        rows = [(program, path, text) for path, text in texts.items()]
        connection.executemany('INSERT INTO "texts" VALUES (?, ?, ?)', rows)


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
    said: By,
    number: int,
) -> Application:
    by, commit, clock = said
    since = _until(connection)
    at = since and since.replace(tzinfo=None)
    connection.execute(
        'INSERT INTO "programs" SELECT $1, $2'
        ' WHERE NOT EXISTS (SELECT 1 FROM "programs" WHERE "program" = $1)',
        [document.name, document.to_json()],
    )
    connection.execute(
        'INSERT INTO "applied" VALUES (?, ?, ?, ?, ?, ?)',
        [number, document.name, at, by, commit, clock.astimezone(UTC).replace(tzinfo=None)],
    )
    return Application(number, document.name, since, by, commit, clock)


def _until(connection: Connection) -> datetime | None:
    """The instant up to which the project has run; None: it has not begun."""
    row = connection.execute('SELECT "until" FROM "progress"').fetchone()
    return row[0].replace(tzinfo=UTC) if row else None
