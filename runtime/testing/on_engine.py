"""The engine as what a test runs on: the same histories, recorded in a store in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from compiler.model.project import Project
from compiler.model.values import Type
from runtime import store
from runtime.engines.duckdb import Engine
from runtime.history import Fields, History
from runtime.identity import Forced, Identity
from runtime.journal import Row


def engine(
    project: Project,
    histories: Sequence[History],
    beginning: datetime,
    until: datetime,
    identity: Identity,
    forced: Forced,
) -> list[Row]:
    """The journal of all histories over the positions in [beginning, until), in one tick."""
    connection = store.open(None, threads=1)
    try:
        moving = Engine(connection, project, lambda *_: None, identity, forced)
        recorded(connection, project, histories)
        moving.begin(beginning)
        moving.tick(until)
        return moving.journal()
    finally:
        connection.close()


def recorded(
    connection: DuckDBPyConnection, project: Project, histories: Sequence[History]
) -> None:
    """Write histories into the store's tables, as if they had been recorded so."""
    store.extend(connection, project)
    store.fill_zones(connection, _zones(project, histories))
    numbers = _sequence(histories)
    for cid, history in enumerate(histories, 1):
        _insert(connection, "people", {"cid": cid, "key": history.key})
        ends = [version.since for version in history.versions[1:]]
        for version, end in zip(history.versions, [*ends, None], strict=True):
            if not version.gone:
                span = {"since": _naive(version.since) or "-infinity",
                        "until": _naive(end) or "infinity"}  # fmt: skip
                _insert(connection, "customers", {"cid": cid, **span, **_fields(version.fields)})
        for record in history.records:
            span = {"since": _naive(record.since) or "-infinity",
                    "until": _naive(record.until) or "infinity"}  # fmt: skip
            _insert(connection, f"record_{record.kind}",
                    {"cid": cid, "id": record.id, **span, **_fields(record.fields)})  # fmt: skip
        for event in history.events:
            own: dict[str, Any] = {
                "seq": numbers[id(event)], "cid": cid, "time": _naive(event.time),
                "arrival": _naive(event.arrival), "id": event.id,
            }  # fmt: skip
            if project.events[event.kind].about_messages:
                own["enrolment"] = event.enrolment
            _insert(connection, f"event_{event.kind}", {**own, **_fields(event.fields)})


def _zones(project: Project, histories: Sequence[History]) -> set[str]:
    """The zones on whose clocks the customers live."""
    declared = project.customers.of_type(Type.TIMEZONE)
    if declared is None:
        return set()
    values = {v.fields.get(declared.name) for history in histories for v in history.versions}
    return {name for name in values if isinstance(name, str)}


def _sequence(histories: Sequence[History]) -> dict[int, int]:
    """Seqs over everybody, in the order (arrival, time, kind, id)."""
    events = [event for history in histories for event in history.events]
    events.sort(key=lambda event: (event.arrival, *event.order))
    return {id(event): number for number, event in enumerate(events, 1)}


def _fields(fields: Fields) -> dict[str, Any]:
    return {
        f"f_{name}": _naive(value) if isinstance(value, datetime) else value
        for name, value in fields.items()
    }


def _naive(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC).replace(tzinfo=None)


def _insert(connection: DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" for _ in row)
    connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', list(row.values()))
