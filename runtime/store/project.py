"""The tables that follow from a project's declarations; they grow with these and never shrink."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.hours import wanted
from compiler.model.project import Project
from runtime.store import catalog
from runtime.store.columns import (
    customer_columns,
    event_columns,
    is_kept,
    kept_columns,
    movement_columns,
    quoted,
    record_columns,
)
from runtime.store.connection import Connection


def extend(connection: Connection, project: Project) -> None:
    """Make the tables `customers`, `event_<name>`, `record_<name>`,
    one for each movement by its name, `best_hours` where somebody waits for theirs, and, for
    events that Segue keeps itself, `kept_<name>`, or add the columns they lack. A field whose type
    has changed is converted; what does not fit the new type is unknown. In the caller's
    transaction, where there is one."""
    present = catalog.columns(connection)
    for name, columns in _tables(project).items():
        kept = catalog.named(connection, name)
        if kept not in present:
            _create(connection, name, columns)
        else:
            _grow(connection, name, columns, present[kept])


def _tables(project: Project) -> dict[str, dict[str, str]]:
    tables = {"customers": customer_columns(project)}
    for event in project.events.values():
        tables[f"event_{event.name}"] = event_columns(event)
        if is_kept(event):
            tables[f"kept_{event.name}"] = kept_columns(event)
    for record in project.records.values():
        tables[f"record_{record.name}"] = record_columns(record)
    for name in project.movements:
        tables[name] = movement_columns()
    if wanted(project.running):
        tables["best_hours"] = {"at": "TIMESTAMP", "cid": "BIGINT", "hour": "BIGINT"}
    return tables


def _create(
    connection: Connection, table: str, columns: Mapping[str, str]
) -> None:
    listed = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    connection.execute(f"CREATE TABLE {quoted(table)} ({listed})")


def _grow(
    connection: Connection,
    table: str,
    columns: Mapping[str, str],
    present: Mapping[str, str],
) -> None:
    for name, kind in columns.items():
        kept = catalog.named(connection, name)
        if kept not in present:
            connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(name)} {kind}")
        elif present[kept] != kind:
            connection.execute(
                f"ALTER TABLE {quoted(table)} ALTER {quoted(name)} SET DATA TYPE {kind} "
                f"USING TRY_CAST({quoted(name)} AS {kind})"
            )
