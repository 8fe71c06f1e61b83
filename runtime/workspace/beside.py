"""A project with a store that is thrown away, beside its own one, which is only read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from duckdb import DuckDBPyConnection
from duckdb import Error as DuckDBError

from compiler.model.declarations import Event
from compiler.model.project import Project
from runtime import store
from runtime.settings import Settings
from runtime.settings import load as load_settings
from runtime.sources import Sources, attach, own_events
from runtime.sources.attach import make_movement_view
from runtime.store.columns import is_kept
from runtime.store.connection import Connection
from runtime.store.place import InFile, InSchema, Place
from runtime.workspace.owned import Opened, store_of

FILE = "memory.duckdb"
"""DuckDB calls a database after its file."""

Lent = tuple[DuckDBPyConnection, Project, Settings]


@contextmanager
def lent(root: Path, project: Project) -> Iterator[Lent]:
    """A project of the folder with a store in memory, behind which its own one can be read: tables
    of the shop may lie in it, and what was ingested does."""
    settings = load_settings(root)
    place = store_of(root, settings)
    with _scratch(place, settings, None) as connection:
        yield connection, project, settings


@contextmanager
def _scratch(
    place: Place, settings: Settings, file: Path | None
) -> Iterator[DuckDBPyConnection]:
    """A store called `memory`, in a new `file` or in memory, behind which the one of the project
    can be read."""
    path = place.path if isinstance(place, InFile) and place.exists() else None
    with closing(store.open(file, settings.engine.threads)) as connection:
        if path is None or _attach(connection, path):
            yield connection
            return
    assert path is not None
    with store.beside(path, file) as connection:
        _see(connection)
        yield connection


@contextmanager
def passing(root: Path, project: Project) -> Iterator[Opened]:
    """A project of the folder with a store that is thrown away, however large it becomes: a file of
    its own, or a schema of its own in the database that has the shop's tables."""
    settings = load_settings(root)
    place = store_of(root, settings)
    if isinstance(place, InFile):
        with (
            TemporaryDirectory(prefix="segue-") as folder,
            _scratch(place, settings, Path(folder) / FILE) as connection,
        ):
            yield connection, project, settings
        return
    from runtime.store.passing import passing_store

    assert isinstance(place, InSchema)
    with passing_store(place) as kept:
        yield kept, project, settings


def scratch_sources(
    connection: Connection, project: Project, settings: Settings, root: Path
) -> Sources:
    """The shop's tables in a store that is thrown away, with what was ingested into the project's
    own."""
    sources = attach(connection, project, settings, root)
    place = store_of(root, settings)
    if isinstance(place, InSchema):
        from runtime.store.passing import copy_kept

        copy_kept(connection, place.schema)
    else:
        _copy_kept(connection, project)
    return sources


def lent_sources(
    connection: Connection, project: Project, settings: Settings, root: Path
) -> Sources:
    """The same to be asked, with what runs on the project's own store did."""
    sources = scratch_sources(connection, project, settings, root)
    for event in project.events.values():
        if event.own and _is_told(connection, project, event):
            own_events.look(connection, project, event, f'"{_live(connection)}".main.')
    return sources


def _is_told(connection: Connection, project: Project, event: Event) -> bool:
    """Whether the project's own store has all that this event of Segue's own is read from."""
    there = connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = $1",
        [_live(connection)],
    ).fetchall()
    needed = own_events.needed(project, event)
    return {(table, column) for table in needed for column in needed[table]} <= set(there)


def _attach(connection: DuckDBPyConnection, path: Path) -> bool:
    """Whether the store in the file can be read beside the one in memory: not where this very
    process has it open."""
    try:
        connection.execute(f"ATTACH {_text(str(path))} AS live (READ_ONLY)")
    except DuckDBError as error:
        if store.is_open_here(error):
            return False
        raise store.unopened(path, str(error)) from error
    _see(connection)
    return True


def _see(connection: DuckDBPyConnection) -> None:
    """What is not in memory is looked for in the store."""
    behind = f'memory.main,"{_live(connection)}".main'
    connection.execute(f"SET search_path = {_text(behind)}")


def _live(connection: Connection) -> str:
    """What the database of the store is called here; the empty text: there is none."""
    row = connection.execute(
        "SELECT database_name FROM duckdb_databases()"
        " WHERE NOT internal AND database_name NOT IN ('memory', 'temp')"
    ).fetchone()
    return str(row[0]) if row else ""


def _copy_kept(connection: Connection, project: Project) -> None:
    """What `segue ingest` brought is data of the scratch run, too."""
    there = _tables_of_live(connection)
    for event in project.events.values():
        table = f'"kept_{event.name}"'
        if is_kept(event) and (f"kept_{event.name}",) in there:
            connection.execute(
                f"INSERT INTO memory.main.{table} BY NAME"
                f' SELECT * FROM "{_live(connection)}".main.{table}'
            )


def _tables_of_live(connection: Connection) -> list[tuple[str]]:
    return connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = $1", [_live(connection)]
    ).fetchall()


def lent_movements(connection: Connection, project: Project) -> dict[str, datetime]:
    """Read the movements that runs of the project's own store kept, and say up to when each is
    known."""
    if ("movements",) not in _tables_of_live(connection):
        return {}
    live = f'"{_live(connection)}".main.'
    found = connection.execute(f'SELECT "name", "until" FROM {live}"movements"').fetchall()
    known = {name: until.replace(tzinfo=UTC) for name, until in found}
    for name in project.movements.keys() & known.keys():
        make_movement_view(connection, name, live)
    return known


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
