"""A project that has run, looked at: also while its data cannot be read, which is when somebody on
call looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compiler.machine.machines import ranks
from compiler.model.project import Project
from runtime import store
from runtime.applying.applied import project_of
from runtime.engines.readback import read_journal
from runtime.errors import NotBegun
from runtime.journal import Row
from runtime.settings import Settings
from runtime.settings import load as load_settings
from runtime.sources import SourceError, Sources, attach
from runtime.store.connection import Connection
from runtime.workspace.owned import refuse_unbegun, store_at, store_of


@dataclass(frozen=True)
class Look:
    """`project` as it is applied, whatever the files say. `sources` None: the data cannot be read.
    `notes`: what is not as it should be, a sentence each."""

    project: Project
    settings: Settings
    connection: Connection
    sources: Sources | None
    notes: tuple[str, ...]


@contextmanager
def looked(root: Path) -> Iterator[Look]:
    """Look at the project in the folder `root`. Raises NotBegun where it has not run yet."""
    settings = load_settings(root)
    place = store_of(root, settings)
    refuse_unbegun(root, place)
    with store_at(place) as connection:
        yield _look(root, settings, connection)


def journal_of(look: Look) -> list[Row]:
    """The whole journal, by customer and in the order of position."""
    return read_journal(look.connection, look.project, ranks(look.project))


def _look(root: Path, settings: Settings, connection: Connection) -> Look:
    if connection.execute('SELECT 1 FROM "progress"').fetchone() is None:
        raise NotBegun
    project, notes = project_of(connection), []
    store.extend(connection, project)
    sources = None
    try:
        sources = attach(connection, project, settings, root)
    except SourceError as error:
        notes.append(f"the data cannot be read: {error}")
    return Look(project, settings, connection, sources, tuple(notes))
