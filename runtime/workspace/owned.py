"""A project with its own store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compiler.model.project import Project
from runtime.errors import NotBegun, Trouble
from runtime.settings import Settings
from runtime.settings import load as load_settings
from runtime.store.connection import Connection
from runtime.store.place import InFile, InSchema, Place
from runtime.workspace.checked import checked

Opened = tuple[Connection, Project, Settings]


@contextmanager
def owned(root: Path) -> Iterator[Opened]:
    """The project with its own store; a file nobody else can open meanwhile."""
    _, project = checked(root)
    settings = load_settings(root)
    with store_at(store_of(root, settings)) as connection:
        yield connection, project, settings


@contextmanager
def store_at(place: Place) -> Iterator[Connection]:
    """A session with a store; a file nobody else can open meanwhile. Made where there is none.
    Raises Trouble, also where it is the store that fails in what is done with it."""
    try:
        connection = place.open()
        try:
            yield connection
        finally:
            connection.close()
    except Exception as error:
        trouble = place.trouble(error)
        if trouble is None:
            raise
        raise trouble from error


def store_of(root: Path, settings: Settings) -> Place:
    """Where the store is kept. Raises Trouble where the engine can keep none."""
    engine = settings.engine
    if engine.kind == "postgres":
        return InSchema(engine.url or "", engine.store, root / settings.archive_folder)
    if engine.kind != "duckdb":
        raise Trouble(
            f"with the engine `{engine.kind}`, Segue counts segments and checks data; journeys "
            'run on DuckDB and PostgreSQL: for these, take kind = "duckdb" in [engine] of '
            "segue.toml, and files with the data below [tables]"
        )
    return InFile(root / engine.path, root / settings.archive_folder, engine.threads)


def refuse_unbegun(root: Path, place: Place) -> None:
    """Raises NotBegun where there is no store, since to look must not make one; Mistakes where the
    files of the project must be mended before it can begin."""
    if not place.exists():
        checked(root)
        raise NotBegun
