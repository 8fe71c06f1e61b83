"""Where queries find the customers, events and records, whichever engine reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

from compiler.model.declarations import AFTER, BEFORE, Event, Record
from compiler.model.project import Project
from compiler.sql import build
from compiler.sql.tables import Table, Tables
from runtime.settings import Settings
from runtime.sources.fitting import fit_readings
from runtime.sources.reader import Reader
from runtime.sources.reading import CUSTOMERS, PRODUCTS
from runtime.sources.rows import joined_by, rows_of

OfStore = Callable[[str | None], Mapping[str, exp.Expr]]
"""What Segue keeps itself, by name, for the type by which the shop's tables join as they stand."""


def tables_of(
    reader: Reader,
    project: Project,
    settings: Settings,
    of_store: OfStore = lambda native: {},
    of_files: Mapping[str, exp.Expr] | None = None,
) -> Tables:
    """The customers, and every event and record that has a table, each read in the place where a
    query names it; files where they were brought to, if the engine does not read them itself.
    Raises SourceError where a table or a column is missing or cannot hold what is declared."""
    found = fit_readings(reader, project, settings, files=None if of_files is None else False)
    native = None if of_files else joined_by(found)
    sources = {
        name: exp.alias_(
            rows_of(reading, native is not None).subquery(), name, table=True, quoted=True
        )
        for name, reading in found.items()
        if reading.what != PRODUCTS
    }
    return typed_tables(project, {**sources, **(of_files or {}), **of_store(native)})


def typed_tables(project: Project, sources: Mapping[str, exp.Expr]) -> Tables:
    """The customers, and the events and records that have a source whose columns are those of
    `rows_of`."""
    versioned = project.customers.version is not None
    customers = Table(
        source=sources[CUSTOMERS],
        customer=build.column("customer"),
        key=build.column("key"),
        fields={item.name: build.column(f"f_{item.name}") for item in project.customers.fields},
        since=build.column("since") if versioned else None,
        until=build.column("until") if versioned else None,
    )
    events = project.events.items()
    found = {name: _event(event, sources[name]) for name, event in events if name in sources}
    found |= {name: _movement(sources[name]) for name in project.movements if name in sources}
    stand = {name: _record(one, sources[name]) for name, one in project.records.items()}
    return Tables(customers, found, records=stand)


def _event(event: Event, source: exp.Expr) -> Table:
    return Table(
        source=source,
        customer=build.column("customer"),
        fields={item.name: build.column(f"f_{item.name}") for item in event.fields},
        time=build.column("time"),
        id=build.column("id"),
        arrival=build.column("arrival") if event.arrived is not None else None,
        enrolment=build.column("enrolment") if event.about_messages else None,
    )


def _movement(source: exp.Expr) -> Table:
    return Table(
        source=source,
        customer=build.column("customer"),
        fields={name: build.column(f"f_{name}") for name in (BEFORE, AFTER)},
        time=build.column("time"),
        id=build.column("id"),
        arrival=build.column("arrival"),
    )


def _record(record: Record, source: exp.Expr) -> Table:
    return Table(
        source=source,
        customer=build.column("customer"),
        fields={item.name: build.column(f"f_{item.name}") for item in record.fields},
        id=build.column("id"),
    )
