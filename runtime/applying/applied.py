"""What is applied to a store: the compiled projects, of which the last one runs (S35)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from compiler.model.project import Project
from runtime.errors import Trouble
from runtime.folder import ProjectError
from runtime.loading import errors, load
from runtime.settings import load as load_settings
from runtime.store.connection import Connection
from runtime.store.leading import lead
from runtime.workspace.checked import checked
from runtime.workspace.owned import refuse_unbegun, store_at, store_of
from runtime.workspace.workspace import Workspace, working


class NotApplied(Trouble):
    """Nothing runs in the store."""

    def __init__(self) -> None:
        super().__init__("nothing is applied yet: bring the campaigns in with `segue apply`")


class Renewed(Trouble):
    """What runs is no longer what was applied last."""

    def __init__(self) -> None:
        super().__init__(
            "other campaigns were applied while this ran: run again, and it goes on with them"
        )


class Unreadable(Trouble):
    """Another Segue wrote what was applied."""

    def __init__(self, program: str) -> None:
        super().__init__(
            f"this Segue cannot read the project {program} that is applied: bring the campaigns in "
            "anew with `segue apply`"
        )


@dataclass(frozen=True, slots=True)
class Application:
    """`program`: the first 12 hex digits of the SHA-256 of the compiled project. It holds from the
    instant `at`, up to which the project had run (None: from its beginning). `by`: who applied it;
    `commit`: from which commit of the project's folder; `clock`: when."""

    number: int
    program: str
    at: datetime | None
    by: str
    commit: str | None
    clock: datetime


def applications(connection: Connection) -> list[Application]:
    """All of a store, in order."""
    rows = connection.execute(
        'SELECT "number", "program", "at", "by", "commit", "clock" FROM "applied" ORDER BY 1'
    ).fetchall()
    return [
        Application(number, program, _aware(at) if at else None, by, commit, _aware(clock))
        for number, program, at, by, commit, clock in rows
    ]


def read(connection: Connection, program: str) -> Project:
    """A project that the store knows. Raises Unreadable where another Segue wrote it."""
    from compiler.program import from_json

    row = connection.execute(
        'SELECT "document" FROM "programs" WHERE "program" = ?', [program]
    ).fetchone()
    try:
        if row is not None:
            return from_json(row[0]).model_of_project()
    except ValueError:
        pass
    raise Unreadable(program)


def project_of(connection: Connection) -> Project:
    """The project that runs in a store. Raises NotApplied where there is none, and Unreadable where
    another Segue wrote it."""
    return read(connection, _last(connection).program)


def _last(connection: Connection) -> Application:
    found = applications(connection)
    if not found:
        raise NotApplied
    return found[-1]


def texts(connection: Connection, program: str) -> dict[str, str]:
    """The campaign files of which a program was first compiled, by path; none where an earlier
    Segue applied it."""
    rows = connection.execute(
        'SELECT "path", "text" FROM "texts" WHERE "program" = ? ORDER BY 1', [program]
    )
    return dict(rows.fetchall())


def refuse_renewed(workspace: Workspace) -> None:
    """Raises Renewed where something was applied since the workspace was opened, which another
    process can do where a server keeps the store."""
    opened_as = workspace.applied
    if opened_as is not None and _last(workspace.connection).number != opened_as:
        raise Renewed


@contextmanager
def live(root: Path, *, begun: bool = False, leading: bool = False) -> Iterator[Workspace]:
    """Open the project of the folder `root` as it is applied to its store, whatever its files say.
    Raises NotApplied where nothing is; with `begun`, NotBegun where nothing has run; `leading`: to
    run it, Led where another run does."""
    settings = load_settings(root)
    place = store_of(root, settings)
    if begun:
        refuse_unbegun(root, place)
    if not place.exists():
        checked(root)
        raise NotApplied
    with store_at(place) as connection:
        if leading:
            lead(connection)
        last = _last(connection)
        project = read(connection, last.program)
        with working(root, connection, project, settings, applied=last.number) as workspace:
            yield workspace


def unapplied(root: Path, connection: Connection) -> str:
    """What the files of the folder `root` say that is not applied, in a sentence; the empty text:
    nothing."""
    from compiler.program import compile_program

    try:
        loaded = load(root)
    except ProjectError:
        return "there are no campaign files that could be applied"
    project = loaded.checked.project
    if errors(loaded) or project is None:
        return "the campaign files have errors, and are not applied: see them with `segue check`"
    if compile_program(project).name == applications(connection)[-1].program:
        return ""
    return "the campaign files say something else than what runs: `segue apply` brings them in"


def _aware(instant: datetime) -> datetime:
    return instant.replace(tzinfo=UTC)
