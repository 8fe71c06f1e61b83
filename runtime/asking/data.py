"""The project's data, ready to be asked and not changed, in whichever engine holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from duckdb import Error as DuckDBError

from compiler.model.project import Project
from compiler.sql.tables import Tables
from runtime.errors import Trouble
from runtime.settings import Settings
from runtime.settings import load as load_settings
from runtime.sources.duckdb import DuckReader
from runtime.sources.raw import unreadable
from runtime.sources.reader import Reader
from runtime.workspace.beside import lent, lent_movements, lent_sources
from runtime.workspace.checked import checked


@dataclass(frozen=True)
class Data:
    """`reader` finds the tables; `make_tables` makes of them what queries read. `files`: who reads
    the tables that are files, where the engine does not."""

    project: Project
    settings: Settings
    reader: Reader
    make_tables: Callable[[], Tables]
    make_movements: Callable[[], Mapping[str, datetime]] = field(default=dict)
    files: Reader | None = None

    @cached_property
    def tables(self) -> Tables:
        """What queries read; events that the engine cannot give are not among them. Raises
        SourceError where a table is not what is declared."""
        return self.make_tables()

    @cached_property
    def movements(self) -> Mapping[str, datetime]:
        """Up to when runs have kept the movements of each name; read once the tables are there."""
        return self.make_movements()


@contextmanager
def asked(root: Path, project: Project | None = None) -> Iterator[Data]:
    """The data of the project in the folder `root`, or of another `project` over the same data.
    Raises Mistakes where the files have errors, and Trouble where the engine cannot be reached, or
    refuses."""
    asking = project if project is not None else checked(root)[1]
    settings = load_settings(root)
    with _ENGINES[settings.engine.kind](root, asking, settings) as data:
        yield data


@contextmanager
def _duckdb(root: Path, project: Project, settings: Settings) -> Iterator[Data]:
    with lent(root, project) as (connection, _, _):
        reader = DuckReader(connection, root)
        tables = partial(lent_sources, connection, project, settings, root)
        try:
            kept = partial(lent_movements, connection, project)
            yield Data(project, settings, reader, tables, kept)
        except DuckDBError as error:  # tables are read as they are needed
            raise (unreadable(error, settings.tables, root) or error) from error


@contextmanager
def _postgres(root: Path, project: Project, settings: Settings) -> Iterator[Data]:
    import psycopg

    from runtime.sources.in_files import brought_in, reader_of
    from runtime.sources.in_store import InStore
    from runtime.sources.postgres import PostgresReader, connected
    from runtime.sources.tables import tables_of

    with connected(settings.engine) as connection:
        reader = PostgresReader(connection, root)
        store = InStore(connection, settings.engine.store, project)
        files = reader_of(settings, root)

        def tables() -> Tables:
            found = brought_in(connection, project, settings, root) if files else None
            return tables_of(reader, project, settings, store.sources, found)

        try:
            yield Data(project, settings, reader, tables, store.movements, files)
        except psycopg.Error as error:
            raise Trouble(f"PostgreSQL: {reader.reason(error)}") from error


@contextmanager
def _spark(root: Path, project: Project, settings: Settings) -> Iterator[Data]:
    from runtime.sources.spark_session import connected
    from runtime.sources.tables import tables_of

    with connected(settings.engine) as session:
        from runtime.sources.spark import SparkReader

        reader = SparkReader(session, root)
        try:
            yield Data(project, settings, reader, partial(tables_of, reader, project, settings))
        except reader.error as error:
            raise Trouble(f"Spark: {reader.reason(error)}") from error


Opening = Callable[[Path, Project, Settings], AbstractContextManager[Data]]

_ENGINES: dict[str, Opening] = {"duckdb": _duckdb, "postgres": _postgres, "spark": _spark}
