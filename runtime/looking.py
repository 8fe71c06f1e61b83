"""A project that has run, looked at: also while its files have errors or its data cannot be read,
which is when somebody on call looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compiler.machine.machines import ranks
from compiler.model.project import Project
from runtime import store
from runtime.engines.readback import read_journal
from runtime.errors import NotBegun
from runtime.journal import Row
from runtime.loading import Loaded, errors, load
from runtime.settings import Settings
from runtime.settings import load as load_settings
from runtime.sources import SourceError, Sources, attach
from runtime.store.connection import Connection
from runtime.workspace import Mistakes, refuse_unbegun, store_of


@dataclass(frozen=True)
class Look:
    """`project` as the files say, or, where these have errors, as it last ran. `sources` None: the
    data cannot be read. `notes`: what is not as it should be, a sentence each."""

    project: Project
    settings: Settings
    connection: Connection
    sources: Sources | None
    notes: tuple[str, ...]


@contextmanager
def looked(root: Path) -> Iterator[Look]:
    """Look at the project in the folder `root`. Raises NotBegun where it has not run yet."""
    loaded = load(root)
    settings = load_settings(root)
    place = store_of(root, settings)
    if errors(loaded) and not place.exists():
        raise Mistakes(loaded)
    refuse_unbegun(place)
    connection = place.open()
    try:
        yield _look(root, loaded, settings, connection)
    finally:
        connection.close()


def journal_of(look: Look) -> list[Row]:
    """The whole journal, by customer and in the order of position."""
    return read_journal(look.connection, look.project, ranks(look.project))


def _look(
    root: Path, loaded: Loaded, settings: Settings, connection: Connection
) -> Look:
    if connection.execute('SELECT 1 FROM "progress"').fetchone() is None:
        raise NotBegun
    project, notes = loaded.checked.project, []
    if errors(loaded) or project is None:
        project = _last_run(connection, loaded)
        notes.append(f"{Mistakes(loaded)}; shown is the project as it last ran")
    store.extend(connection, project)
    sources = None
    try:
        sources = attach(connection, project, settings, root)
    except SourceError as error:
        notes.append(f"the data cannot be read: {error}")
    return Look(project, settings, connection, sources, tuple(notes))


def _last_run(connection: Connection, loaded: Loaded) -> Project:
    """The project as the store has it. Raises Mistakes where that cannot be read."""
    from compiler.program import from_json

    row = connection.execute(
        'SELECT "program" FROM "versions" ORDER BY "first_run" DESC, rowid DESC LIMIT 1'
    ).fetchone()
    try:
        if row is not None:
            return from_json(row[0]).model_of_project()
    except ValueError:  # written by another version of Segue
        pass
    raise Mistakes(loaded)
