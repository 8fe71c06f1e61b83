"""The shop's tables as the declarations read them: typed views, and where the queries find them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from sqlglot import exp

from compiler.model.declarations import AFTER, BEFORE, Event, Record
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.sql import build
from compiler.sql.dialects import one_line
from compiler.sql.tables import Table, Tables
from compiler.sql.versions import following
from compiler.walk import walk
from runtime.settings import Settings, TableSettings
from runtime.sources import own_events
from runtime.sources.duckdb import DuckReader
from runtime.sources.raw import matching
from runtime.sources.reader import Reader, SourceError
from runtime.sources.reading import CUSTOMERS, PRODUCTS, Column, Reading, joined, readings
from runtime.store import extend, fill_zones
from runtime.store.columns import is_kept, quoted


@dataclass(frozen=True)
class Sources(Tables):
    """`fingerprint(name)`: a text that changes whenever what the declaration (`customers`, an
    event, a record) reads may have changed; None where that cannot be told without reading it.
    `marks`: for events, a hash over the columns that tell a row from another, as they stand in the
    source."""

    marks: Mapping[str, exp.Expr] = field(default_factory=dict)
    fingerprint: Callable[[str], str | None] = field(default=lambda name: None)


def attach(
    connection: duckdb.DuckDBPyConnection, project: Project, settings: Settings, root: Path
) -> Sources:
    """Make a temporary view `source_<name>` of the customers, every event and every record, with
    the columns of the store's tables: `customer` (and `key`), `time`, `arrival`, `id`, `f_<field>`.

    Raises SourceError where a table or a column is missing or cannot hold what is declared."""
    found, findings = readings(DuckReader(connection, root), project, settings)
    if findings:
        raise SourceError("\n".join(str(finding) for finding in findings))
    extend(connection, project)
    fill_zones(connection, zones_named(project))
    native = joined_by(found)
    for reading in found.values():
        if reading.what != PRODUCTS:
            _make_view(connection, reading, native is not None)
    for event in project.events.values():
        if is_kept(event):
            _make_kept_view(connection, event, native)
        elif event.own:
            _make_own_view(connection, event, native)
    for name in project.movements:
        make_movement_view(connection, name)
    names = (CUSTOMERS, *project.events, *project.records, *project.movements)
    views = {name: build.table(_view(name)) for name in names}
    tables = typed_tables(project, views)
    return Sources(
        customers=tables.customers,
        events=tables.events,
        records=tables.records,
        zones=build.table("zones"),
        marks={name: build.column("mark") for name in found if name in project.events},
        fingerprint=_fingerprints(connection, project, settings, root, found),
    )


def zones_named(project: Project) -> set[str]:
    """Every zone that the project's files name."""
    named = {getattr(node, "zone", None) for node in walk(project)}
    defaults = {
        item.default for item in project.customers.fields if item.type is Type.TIMEZONE
    }
    known = {name for name in named | defaults if isinstance(name, str)}
    return known | {project.policy.timezone}


def joined_by(found: Mapping[str, Reading]) -> str | None:
    """The SQL type by which customers and events join as they stand, where the keys of all tables
    are of one sort (integers of any width are); None: all are made text."""
    sorts = {
        _sort(reading.roles["key" if name == CUSTOMERS else "customer"])
        for name, reading in found.items()
        if reading.what != PRODUCTS
    }
    return sorts.pop() if len(sorts) == 1 and sorts <= {"BIGINT", "VARCHAR"} else None


def _sort(column: Column) -> str:
    return "BIGINT" if column.family == "whole" else column.native


def _make_view(
    connection: duckdb.DuckDBPyConnection, reading: Reading, native: bool
) -> None:
    query = rows_of(reading, native)
    if "time" in reading.roles:
        query = query.select(build.named(_mark(reading), "mark"))
    text = one_line(query, "duckdb")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {quoted(_view(reading.name))} AS {text}")


def rows_of(reading: Reading, native: bool) -> exp.Select:
    """The customers, the events or a record, under the names of the store's columns; `native`:
    joined by their keys as these stand."""
    columns = {f"f_{name}": column.read for name, column in reading.fields.items()}
    columns |= {f"f_{name}": each.read for name, each in reading.lists.items()}
    key = reading.roles["key" if reading.name == CUSTOMERS else "customer"]
    own = {"customer": key.raw if native else key.key}
    query = exp.select().from_(reading.raw.source.copy())
    if reading.name == CUSTOMERS:
        own["key"] = key.key
        query = query.where(_known(key))
        if "version" in reading.roles:
            own |= _span(reading, key)
            query = query.where(build.negated(exp.Is(this=own["since"], expression=exp.Null())))
    elif reading.stands:
        own["id"] = reading.roles["id"].key
        query = query.where(_known(reading.roles["id"]))
    else:
        own["time"] = reading.roles["time"].value
        own["arrival"] = _arrival(reading)
        own["id"] = _id(reading)
    chosen = [build.named(value.copy(), name) for name, value in {**own, **columns}.items()]
    return query.select(*chosen)


def _span(reading: Reading, key: Column) -> dict[str, exp.Expr]:
    """From when until when a version holds. Of several since one instant the smallest row does, as
    of several of one key elsewhere; the others hold for no time."""
    since = reading.roles["version"].value
    name = build.call("SEGUE_NFC", key.key) if key.family == "text" else key.key
    values = [column.ordered for column in reading.fields.values()]
    return {"since": since, "until": following(name, since, values)}


def _known(column: Column) -> exp.Expr:
    return build.negated(exp.Is(this=column.raw.copy(), expression=exp.Null()))


def _arrival(reading: Reading) -> exp.Expr:
    """The later of `time` and `arrived` (S5); where `arrived` is unknown, the time."""
    time = reading.roles["time"].value
    if "arrived" not in reading.roles:
        return time
    arrived = reading.roles["arrived"].value
    return build.call("GREATEST", time.copy(), build.coalesce(arrived.copy(), time.copy()))


def _id(reading: Reading) -> exp.Expr:
    """The id, else the hash of all that is declared (S11); the recorder adds the running number."""
    columns = [column for name, column in reading.roles.items() if name != "id"]
    parts = [column.key if column.field.type is Type.TEXT else column.value for column in columns]
    parts += [
        joined(column.read) if column.field.type is Type.TEXTS else column.read
        for column in reading.fields.values()
    ]
    unknown, between = build.call("CHR", build.whole(30)), build.call("CHR", build.whole(31))
    written = [
        build.coalesce(build.cast(part.copy(), "VARCHAR"), unknown.copy()) for part in parts
    ]
    hashed = build.call("MD5", build.call("CONCAT_WS", between, *written))
    return build.coalesce(reading.roles["id"].key, hashed) if "id" in reading.roles else hashed


def _mark(reading: Reading) -> exp.Expr:
    columns = list(reading.roles.values())
    if "id" not in reading.roles:
        columns += reading.fields.values()
    return build.call("HASH", *(column.raw.copy() for column in columns))


def _make_kept_view(
    connection: duckdb.DuckDBPyConnection, event: Event, native: str | None
) -> None:
    """What `segue ingest` brought, with keys of the sort that the shop's tables have."""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {quoted(_view(event.name))} AS SELECT "
        f'* REPLACE (TRY_CAST("customer" AS {native or "VARCHAR"}) AS "customer") '
        f"FROM {quoted(f'kept_{event.name}')}"
    )


def _make_own_view(
    connection: duckdb.DuckDBPyConnection, event: Event, native: str | None
) -> None:
    """What Segue itself did, seen a microsecond later, with keys of the shop's sort."""
    own_events.make(connection, event)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {quoted(_view(event.name))} AS SELECT r.*, "
        f'TRY_CAST(r."key" AS {native or "VARCHAR"}) AS "customer", '
        f'r."time" + INTERVAL 1 MICROSECOND AS "arrival" FROM ({own_events.rows(event)}) r'
    )


def make_movement_view(
    connection: duckdb.DuckDBPyConnection, name: str, store: str = ""
) -> None:
    """Make the view `source_<name>` of the movements that runs on a store (`live.main.`; else this
    one) kept, with keys of the sort that the shop's tables have."""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {quoted(_view(name))} AS SELECT m.*, k.\"customer\" "
        f'FROM {store}{quoted(name)} m JOIN {store}"people" p ON p."cid" = m."cid" '
        f'JOIN {quoted(_view(CUSTOMERS))} k ON k."key" = p."key"'
    )


def _view(name: str) -> str:
    return f"source_{name}"


def tables_of(reader: Reader, project: Project, settings: Settings) -> Tables:
    """The customers, and every event and record that has a table, each read in the place where a
    query names it. Raises SourceError where a table or a column is missing or cannot hold what is
    declared."""
    found, findings = readings(reader, project, settings)
    if findings:
        raise SourceError("\n".join(str(finding) for finding in findings))
    native = joined_by(found) is not None
    sources = {
        name: exp.alias_(rows_of(reading, native).subquery(), name, table=True, quoted=True)
        for name, reading in found.items()
        if reading.what != PRODUCTS
    }
    return typed_tables(project, sources)


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


def _fingerprints(
    connection: duckdb.DuckDBPyConnection,
    project: Project,
    settings: Settings,
    root: Path,
    found: Mapping[str, Reading],
) -> Callable[[str], str | None]:
    def fingerprint(name: str) -> str | None:
        if name in found:
            reading = found[name]
            return _of_files(reading, settings.tables[reading.raw.name], root)
        event = project.events.get(name)
        return _of_kept(connection, event) if event is not None and is_kept(event) else None

    return fingerprint


def _of_files(reading: Reading, table: TableSettings, root: Path) -> str | None:
    if reading.raw.files is None:
        return None
    lists = [str(column.field.list_file) for column in reading.lists.values()]
    found = [matching(pattern, root) for pattern in (*reading.raw.files, *lists)]
    if not all(found):  # such as files of another machine
        return None
    stats = [(str(path), path.stat()) for paths in found for path in paths]
    read = [(path, stat.st_size, stat.st_mtime_ns) for path, stat in stats]
    columns = (*reading.roles.values(), *reading.fields.values())
    declared = [(column.field, column.native) for column in columns]
    declared += [(each.field, each.native) for each in reading.lists.values()]
    return hashlib.sha256(repr((read, declared, table, reading.raw.query)).encode()).hexdigest()


def _of_kept(connection: duckdb.DuckDBPyConnection, event: Event) -> str:
    """What Segue keeps only grows."""
    row = connection.execute(f"SELECT count(*) FROM {quoted(f'kept_{event.name}')}").fetchone()
    return str(row[0] if row else 0)
