"""An open project: its settings, its typed model, its store and its data, for every command that
needs more than the text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from compiler.model.project import Project
from dsl.diagnostics import Severity
from runtime import store
from runtime.errors import Trouble
from runtime.identity import Identity
from runtime.loading import Loaded, load
from runtime.settings import Settings
from runtime.settings import load as load_settings
from runtime.sources import Sources, attach


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
        if scratch:
            _lend(connection, path)
        sources = attach(connection, project, settings, root)
        yield Workspace(root, loaded, project, settings, connection, sources)
    finally:
        connection.close()


def now() -> datetime:
    """The wall clock: the one place that reads it."""
    return datetime.now(UTC)
