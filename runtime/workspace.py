"""An open project: its settings, its typed model, its store and its data, for every command that
needs more than the text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection
from duckdb import Error as DuckDBError

from compiler.model.project import Project
from dsl.diagnostics import Severity
from runtime import store
from runtime.errors import Trouble
from runtime.identity import Identity
from runtime.loading import Loaded, load
from runtime.settings import Settings
from runtime.settings import load as load_settings
from runtime.sources import Sources, attach
from runtime.store.columns import is_kept


class Mistakes(Trouble):
    """The campaign files have errors, so nothing can be executed."""

    def __init__(self, loaded: Loaded) -> None:
        errors = sum(d.severity is Severity.ERROR for d in loaded.diagnostics)
        super().__init__(
            f"the campaign files have {errors} error{'s' if errors != 1 else ''}: "
            "see them with `segue check`"
        )
        self.loaded = loaded


@dataclass(frozen=True)
class Workspace:
    """`connection` is to the project's own store, or to a scratch one in memory."""

    root: Path
    loaded: Loaded
    project: Project
    settings: Settings
    connection: DuckDBPyConnection
    sources: Sources

    @property
    def identity(self) -> Identity:
        return Identity(self.settings.project.salt, self.settings.project.hold_out_epoch)


def checked(root: Path) -> tuple[Loaded, Project]:
    """The project, or Mistakes where its files have errors."""
    loaded = load(root)
    wrong = any(d.severity is Severity.ERROR for d in loaded.diagnostics)
    if wrong or loaded.checked.project is None:
        raise Mistakes(loaded)
    return loaded, loaded.checked.project


@contextmanager
def opened(root: Path, *, scratch: bool = False) -> Iterator[Workspace]:
    """Open the project in the folder `root`; `scratch`: nothing that happens is kept."""
    loaded, project = checked(root)
    settings = load_settings(root)
    path = root / settings.engine.path
    connection = store.open(None if scratch else path, settings.engine.threads)
    try:
        lent = scratch and path.exists()
        if lent:
            _lend(connection, path)
        sources = attach(connection, project, settings, root)
        if lent:
            _copy_kept(connection, project)
        yield Workspace(root, loaded, project, settings, connection, sources)
    finally:
        connection.close()


def _lend(connection: DuckDBPyConnection, path: Path) -> None:
    """The project's own store, to read only: tables of the shop may lie in it, and what was
    ingested does."""
    try:
        connection.execute(f"ATTACH {_text(str(path))} AS live (READ_ONLY)")
    except DuckDBError as error:
        raise store.StoreError(store.reason(path, str(error))) from error
    connection.execute("SET search_path = 'memory.main,live.main'")


def _copy_kept(connection: DuckDBPyConnection, project: Project) -> None:
    """What `segue ingest` brought is data of the scratch run, too."""
    there = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'live'"
    ).fetchall()
    for event in project.events.values():
        table = f'"kept_{event.name}"'
        if is_kept(event) and (f"kept_{event.name}",) in there:
            connection.execute(
                f"INSERT INTO memory.main.{table} BY NAME SELECT * FROM live.main.{table}"
            )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def now() -> datetime:
    """The wall clock: the one place that reads it."""
    return datetime.now(UTC)
