"""The shop's tables where they lie in the PostgreSQL database that keeps the store: views, as
PostgreSQL itself reads them."""

from __future__ import annotations

from pathlib import Path

from sqlglot import exp

from compiler.model.project import Project
from compiler.sql import build
from compiler.sql.dialects import one_line
from runtime.settings import Settings
from runtime.sources.counters import Counters
from runtime.sources.fingerprints import Prints
from runtime.sources.fitting import fit_readings
from runtime.sources.in_files import Brought
from runtime.sources.postgres import PostgresReader
from runtime.sources.reading import PRODUCTS, Reading
from runtime.sources.views import query_of, view_of
from runtime.store.columns import quoted, sql_type
from runtime.store.connection import Connection
from runtime.store.postgres import PostgresConnection

TEXTS = ("VARCHAR", "VARCHAR[]")


def make_views(
    connection: Connection, project: Project, settings: Settings, root: Path
) -> tuple[dict[str, Reading], Prints]:
    """Make a temporary view of the customers, every event and every record; how each is read, and
    whether it may have changed. Files are brought into tables of the session. Raises SourceError
    where a table or a column is missing or cannot hold what is declared."""
    assert isinstance(connection, PostgresConnection)
    with connection.of_the_shop() as session:
        found = fit_readings(PostgresReader(session, root), project, settings, files=False)
        brought = Brought(session, project, settings, root)
        views = {name: each for name, each in found.items() if each.what != PRODUCTS}
        for reading in views.values():
            connection.own(_view(reading))
        for name in brought.readings:
            connection.own(_made(name, brought.query(name)))
    brought.refresh()
    named = {name: quoted(view_of(name)) for name in views}
    counters = Counters(session, found, named, settings.tables, root)
    connection.before += [brought.refresh, counters.refresh]

    def prints(name: str) -> str | None:
        return brought(name) if name in brought.readings else counters(name)

    return {**found, **brought.readings}, prints


def _view(reading: Reading) -> str:
    """All text in it is in the order of code points, whatever the database's own order."""
    query = query_of(reading, native=False)
    fields = {name: sql_type(column.field.type) for name, column in reading.fields.items()}
    texts = {"customer", "key", "id", *(f"f_{n}" for n, kind in fields.items() if kind in TEXTS)}
    columns = [
        build.named(build.call("SEGUE_BYTES", build.column(name)), name) if name in texts
        else build.column(name)
        for name in query.named_selects
    ]  # fmt: skip
    chosen = one_line(exp.select(*columns).from_(query.subquery("read")), "postgres")
    return _made(reading.name, chosen)


def _made(declared: str, chosen: str) -> str:
    name = quoted(view_of(declared))
    return f"DROP VIEW IF EXISTS {name} CASCADE; CREATE TEMP VIEW {name} AS {chosen}"
