"""The shop's tables as the declarations read them: typed views in the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from duckdb import DuckDBPyConnection
from sqlglot import exp

from compiler.model.declarations import Event
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.dialects import one_line
from compiler.sql.tables import Tables
from compiler.walk import walk
from runtime.settings import Settings
from runtime.sources import own_events
from runtime.sources.duckdb import DuckReader
from runtime.sources.fingerprints import Prints, fingerprints, of_files
from runtime.sources.fitting import fit_readings
from runtime.sources.reading import CUSTOMERS, PRODUCTS, Reading
from runtime.sources.rows import joined_by
from runtime.sources.tables import typed_tables
from runtime.sources.views import query_of, view_of
from runtime.store import extend, fill_zones
from runtime.store.columns import is_kept, quoted
from runtime.store.connection import Connection


@dataclass(frozen=True)
class Sources(Tables):
    """`prints()`: of every declaration (`customers`, an event, a record) a text that changes
    whenever what it reads may have changed, as of now; None where that cannot be told without
    reading it.
    `marks`: for events, a hash over the columns that tell a row from another, as they stand in the
    source."""

    marks: Mapping[str, exp.Expr] = field(default_factory=dict)
    prints: Callable[[], Prints] = field(default=lambda: lambda name: None)


def attach(
    connection: Connection, project: Project, settings: Settings, root: Path
) -> Sources:
    """Make a temporary view `source_<name>` of the customers, every event and every record, with
    the columns of the store's tables: `customer` (and `key`), `time`, `arrival`, `id`, `f_<field>`.

    Raises SourceError where a table or a column is missing or cannot hold what is declared."""
    found, native, prints = _of_shop(connection, project, settings, root)
    extend(connection, project)
    fill_zones(connection, zones_named(project))
    for event in project.events.values():
        if is_kept(event):
            _make_kept_view(connection, event, native)
        elif event.own:
            _make_own_view(connection, project, event, native)
    for name in project.movements:
        make_movement_view(connection, name)
    names = (CUSTOMERS, *project.events, *project.records, *project.movements)
    views = {name: build.table(view_of(name)) for name in names}
    tables = typed_tables(project, views)
    return Sources(
        customers=tables.customers,
        events=tables.events,
        records=tables.records,
        zones=build.table("zones"),
        marks={name: build.column("mark") for name in found if name in project.events},
        prints=fingerprints(connection, project, prints),
    )


def _of_shop(
    connection: Connection, project: Project, settings: Settings, root: Path
) -> tuple[dict[str, Reading], str | None, Prints]:
    """Make the views of what the shop has; how each is read, the type of the keys by which they
    join as they stand, and whether they may have changed."""
    if not isinstance(connection, DuckDBPyConnection):
        from runtime.sources.in_postgres import make_views

        found, prints = make_views(connection, project, settings, root)
        return found, None, prints
    found = fit_readings(DuckReader(connection, root), project, settings)
    native = joined_by(found)
    for reading in found.values():
        if reading.what != PRODUCTS:
            query, view = query_of(reading, native is not None), quoted(view_of(reading.name))
            text = one_line(query, "duckdb")
            connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {text}")
    return found, native, of_files(found, settings, root)


def zones_named(project: Project) -> set[str]:
    """Every zone that the project's files name."""
    named = {getattr(node, "zone", None) for node in walk(project)}
    defaults = {
        item.default for item in project.customers.fields if item.type is Type.TIMEZONE
    }
    known = {name for name in named | defaults if isinstance(name, str)}
    return known | {project.policy.timezone}


def _make_kept_view(
    connection: Connection, event: Event, native: str | None
) -> None:
    """What `segue ingest` brought, with keys of the sort that the shop's tables have."""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {quoted(view_of(event.name))} AS SELECT "
        f'* REPLACE (TRY_CAST("customer" AS {native or "VARCHAR"}) AS "customer") '
        f"FROM {quoted(f'kept_{event.name}')}"
    )


def _make_own_view(
    connection: Connection, project: Project, event: Event, native: str | None
) -> None:
    """What Segue itself did, seen a microsecond later, with keys of the shop's sort."""
    own_events.make(connection, project, event)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {quoted(view_of(event.name))} AS SELECT r.*, "
        f'TRY_CAST(r."key" AS {native or "VARCHAR"}) AS "customer"{own_events.seen(event)} '
        f"FROM ({own_events.rows(event)}) r"
    )


def make_movement_view(
    connection: Connection, name: str, store: str = ""
) -> None:
    """Make the view `source_<name>` of the movements that runs on a store (`live.main.`; else this
    one) kept, with keys of the sort that the shop's tables have."""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {quoted(view_of(name))} AS SELECT m.*, k.\"customer\" "
        f'FROM {store}{quoted(name)} m JOIN {store}"people" p ON p."cid" = m."cid" '
        f'JOIN {quoted(view_of(CUSTOMERS))} k ON k."key" = p."key"'
    )
