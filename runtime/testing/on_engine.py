"""The engine as what a test runs on: the same histories, recorded in a store in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from compiler.model.declarations import Event
from compiler.model.project import Project
from compiler.model.values import Type
from runtime import store
from runtime.engines.engine import Engine
from runtime.history import Fields, History, Occurrence
from runtime.identity import Forced, Identity
from runtime.interpreter.uses import SEEN_AFTER
from runtime.journal import Row
from runtime.sources import own_events
from runtime.store.columns import plain
from runtime.store.connection import Connection


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
        recorder = partial(_tell, project, histories)
        moving = Engine(connection, project, recorder, identity, forced)
        recorded(connection, project, histories)
        moving.begin(beginning)
        moving.tick(until)
        return moving.journal()
    finally:
        connection.close()


def recorded(
    connection: Connection, project: Project, histories: Sequence[History]
) -> None:
    """Write histories into the store's tables, as if they had been recorded so."""
    store.extend(connection, project)
    store.fill_zones(connection, _zones(project, histories))
    for event in project.events.values():
        if event.own:
            own_events.make(connection, project, event)
    for cid, history in enumerate(histories, 1):
        _insert(connection, "people", {"cid": cid, "key": history.key})
        ends = [version.since for version in history.versions[1:]]
        for version, end in zip(history.versions, [*ends, None], strict=False):  # or a stranger
            if not version.gone:
                span = {"since": _naive(version.since) or "-infinity",
                        "until": _naive(end) or "infinity"}  # fmt: skip
                _insert(connection, "customers", {"cid": cid, **span, **_fields(version.fields)})
        for record in history.records:
            span = {"since": _naive(record.since) or "-infinity",
                    "until": _naive(record.until) or "infinity"}  # fmt: skip
            _insert(connection, f"record_{record.kind}",
                    {"cid": cid, "id": record.id, **span, **_fields(record.fields)})  # fmt: skip
    _happen(connection, project, histories)


def _happen(
    connection: Connection, project: Project, histories: Sequence[History]
) -> None:
    """Write the events, in the place of those that stood there."""
    for name in project.events:
        connection.execute(f'DELETE FROM "event_{name}"')
    numbers = _sequence(histories)
    for cid, history in enumerate(histories, 1):
        for event in history.events:
            happen(connection, project, cid, numbers[id(event)], event)


def happen(
    connection: Connection, project: Project, cid: int, seq: int, event: Occurrence
) -> None:
    """Write an event of the customer `cid`, the one of this number in the order of all."""
    own: dict[str, Any] = {
        "seq": seq, "cid": cid, "time": _naive(event.time), "arrival": _naive(event.arrival),
        "id": event.id,
    }  # fmt: skip
    if project.events[event.kind].about_messages:
        own["enrolment"] = event.enrolment
    _insert(connection, f"event_{event.kind}", {**own, **_fields(event.fields)})


def _tell(
    project: Project, histories: Sequence[History], connection: Connection, *_: datetime
) -> None:
    """Write down what was done, and what the tick is told that it will have done."""
    told = {history.key: list(history.events) for history in histories}
    for event in project.events.values():
        if event.own:
            for key, occurrence in said(connection, event):
                told[key].append(occurrence)
    if any(event.own for event in project.events.values()):
        known = [replace(each, events=tuple(told[each.key])) for each in histories]
        _happen(connection, project, known)


def said(connection: Connection, event: Event) -> Iterator[tuple[str, Occurrence]]:
    """What the store says that Segue itself did, as this event; each with the customer's key."""
    for row in _named(connection, own_events.rows(event)):
        yield row["key"], _told(event, row)


def _told(event: Event, row: dict[str, Any]) -> Occurrence:
    time = row["time"].replace(tzinfo=UTC)
    fields = {field.name: plain(row[f"f_{field.name}"]) for field in event.fields}
    seen = row["arrival"].replace(tzinfo=UTC) if "arrival" in row else time + SEEN_AFTER
    return Occurrence(event.name, row["id"], time, seen, fields, row.get("enrolment"))


def _named(connection: Connection, query: str) -> list[dict[str, Any]]:
    found = connection.execute(query)
    names = [name for name, *_ in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


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


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" for _ in row)
    connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', list(row.values()))
