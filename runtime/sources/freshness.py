"""How far a run may go, and which tables have stopped to grow (S2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from compiler.model.project import Project
from compiler.sql.tables import Tables
from runtime.settings import Settings
from runtime.store.columns import is_of_shop
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Stale:
    """`table` feeds `event`; its `newest` row (None: there is none) is older than declared."""

    table: str
    event: str
    newest: datetime | None
    stale_after: timedelta


def horizon(now: datetime, settings: Settings, project: Project) -> datetime:
    """The instant up to which a run may go: `now` minus the longest `delay` of the tables that
    the project reads (S2)."""
    names = {project.customers.table, *(table for table, _ in _tables(project))}
    names |= {record.table for record in project.records.values()}
    delays = [settings.tables[name].delay for name in names if name in settings.tables]
    return now - max(delays, default=timedelta(0))


def stale(
    connection: Connection,
    project: Project,
    settings: Settings,
    sources: Tables,
    now: datetime,
) -> list[Stale]:
    """The event tables whose newest row is older than their `stale_after` at `now`."""
    found = []
    for table, event in _tables(project):
        limit = settings.tables[table].stale_after
        if limit is None:
            continue
        newest = _newest(connection, sources, event, now)
        if newest is None or newest < now - limit:
            found.append(Stale(table, event, newest, limit))
    return found


def _tables(project: Project) -> Iterator[tuple[str, str]]:
    for event in project.events.values():
        if is_of_shop(event):
            assert event.table is not None
            yield event.table, event.name


def _newest(
    connection: Connection, sources: Tables, event: str, now: datetime
) -> datetime | None:
    """Rows of the future do not make a table fresh."""
    table = sources.events[event]
    assert table.time is not None
    arrival = (table.arrival or table.time).sql("duckdb")
    row = connection.execute(
        f"SELECT max({arrival}) FROM {table.source.sql('duckdb')} WHERE {arrival} <= ?",
        [now.astimezone(UTC).replace(tzinfo=None)],
    ).fetchone()
    newest: datetime | None = row[0] if row else None
    return newest.replace(tzinfo=UTC) if newest else None
