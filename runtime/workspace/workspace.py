"""An open project: its settings, its typed model, its store and its data, for every command that
needs more than the text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from duckdb import Error as DuckDBError

from compiler.model.project import Project
from runtime.identity import Identity
from runtime.settings import Settings
from runtime.sources import SourceError, Sources, attach
from runtime.sources.raw import unreadable
from runtime.store.connection import Connection
from runtime.store.versions import Stuck
from runtime.store.versions import running as running_beside
from runtime.workspace.beside import passing, scratch_sources
from runtime.workspace.checked import checked
from runtime.workspace.owned import owned


@dataclass(frozen=True)
class Workspace:
    """`connection` is to the project's own store, or to a scratch one in memory. `running` is the
    project with the earlier versions of its campaigns that still run; where these cannot go on,
    `stuck` says why. `applied`: the number of the application that it is open as; None: as its
    files say."""

    root: Path
    project: Project
    settings: Settings
    connection: Connection
    sources: Sources
    running: Project
    stuck: Stuck | None = None
    applied: int | None = None

    @property
    def identity(self) -> Identity:
        return Identity(self.settings.project.salt, self.settings.project.hold_out_epoch)


@contextmanager
def opened(root: Path) -> Iterator[Workspace]:
    """Open the project in the folder `root` as its files say."""
    with (
        owned(root) as (connection, project, settings),
        working(root, connection, project, settings) as workspace,
    ):
        yield workspace


@contextmanager
def rehearsing(root: Path, project: Project | None = None) -> Iterator[Workspace]:
    """Open the project in the folder `root` as its files say, or another one that is executed over
    the same data, with a store in which nothing that happens is kept."""
    executed = project if project is not None else checked(root)[1]
    with (
        passing(root, executed) as (connection, _, settings),
        working(root, connection, executed, settings, scratch=True) as workspace,
    ):
        yield workspace


@contextmanager
def working(
    root: Path,
    connection: Connection,
    project: Project,
    settings: Settings,
    *,
    scratch: bool = False,
    applied: int | None = None,
) -> Iterator[Workspace]:
    """The workspace of a project whose store is open; `applied` as it has it."""
    running, stuck = _running(connection, project)
    made = scratch_sources if scratch else attach
    sources = made(connection, running, settings, root)
    try:
        yield Workspace(root, project, settings, connection, sources, running, stuck, applied)
    except (DuckDBError, SourceError) as error:  # tables are read as they are needed
        cause = error.__cause__ if isinstance(error, SourceError) else error
        damage = isinstance(cause, DuckDBError) and unreadable(cause, settings.tables, root)
        raise (damage or error) from cause


def _running(
    connection: Connection, project: Project
) -> tuple[Project, Stuck | None]:
    """To look at a project whose customers are stuck is no trouble; to go on with it is."""
    try:
        return running_beside(connection, project), None
    except Stuck as stuck:
        return project, stuck
