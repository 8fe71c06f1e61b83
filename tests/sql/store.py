"""Histories as the store keeps them, loaded into an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from compiler.model.declarations import Field
from compiler.model.project import Project
from compiler.model.values import Type
from compiler.zones import offsets, zone
from runtime.history import History, Occurrence
from tests.sql.engines import Engine

FOREVER = "infinity"
TYPES = {
    Type.NUMBER: "DECIMAL(18,6)",
    Type.MONEY: "DECIMAL(18,4)",
    Type.YES_NO: "BOOLEAN",
    Type.TIME: "TIMESTAMP",
    Type.DATE: "DATE",
    Type.TEXTS: "VARCHAR[]",
}


@dataclass(frozen=True)
class Stored:
    """`seq` of each event, by (place of its history, place in that)."""

    seq: dict[tuple[int, int], int]


def store(engine: Engine, project: Project, histories: Sequence[History]) -> Stored:
    """Creates and fills all tables that `store_tables` names; the customer's cid is the place of
    the history."""
    fields = project.customers.fields
    customers = [
        [cid, _since(version.since), until, *_cells(fields, version.fields)]
        for cid, history in enumerate(histories)
        for version, until in zip(history.versions, _untils(history), strict=True)
        if not version.gone
    ]
    kinds = ['"cid" BIGINT', '"since" TIMESTAMP', '"until" TIMESTAMP', *_columns(fields)]
    engine.load("customers", kinds, customers)
    people = [[cid, history.key] for cid, history in enumerate(histories)]
    engine.load("people", ['"cid" BIGINT', '"key" VARCHAR'], people)
    stored = Stored(_seqs(histories))
    for name in project.events:
        _events(engine, project, name, histories, stored)
    for name, record in project.records.items():
        kinds = ['"cid" BIGINT', '"id" VARCHAR', '"since" TIMESTAMP', '"until" TIMESTAMP']
        rows = [
            [cid, one.id, _since(one.since), FOREVER if one.until is None else naive(one.until),
             *_cells(record.fields, one.fields)]
            for cid, history in enumerate(histories)
            for one in history.records
            if one.kind == name
        ]  # fmt: skip
        engine.load(f"record_{name}", [*kinds, *_columns(record.fields)], rows)
    load_zones(engine, *zones_of(project, histories))
    load_snapshots(engine, [])
    return stored


def _events(
    engine: Engine, project: Project, name: str, histories: Sequence[History], stored: Stored
) -> None:
    event = project.events[name]
    columns = ['"seq" BIGINT', '"cid" BIGINT', '"time" TIMESTAMP', '"arrival" TIMESTAMP']
    columns += ['"id" VARCHAR', *_columns(event.fields)]
    rows = [
        [stored.seq[cid, place], cid, naive(one.time), naive(one.arrival), one.id,
         *_cells(event.fields, one.fields), *([one.enrolment] if event.about_messages else [])]
        for cid, history in enumerate(histories)
        for place, one in enumerate(history.events)
        if one.kind == name
    ]  # fmt: skip
    if event.about_messages:
        columns.append('"enrolment" VARCHAR')
    engine.load(f"event_{name}", columns, rows)


def _seqs(histories: Sequence[History]) -> dict[tuple[int, int], int]:
    places = [
        (event.arrival, *event.order, cid, place)
        for cid, history in enumerate(histories)
        for place, event in enumerate(history.events)
    ]
    return {(cid, place): n for n, (*_, cid, place) in enumerate(sorted(places), start=1)}


def zones_of(project: Project, histories: Sequence[History]) -> set[str]:
    """The policy's, that of customers without one, and those that customers have and that exist."""
    field = project.customers.of_type(Type.TIMEZONE)
    if field is None:
        return {project.policy.timezone}
    named = {one.fields.get(field.name) for history in histories for one in history.versions}
    known = {name for name in named | {field.default} if isinstance(name, str) and zone(name)}
    return {project.policy.timezone, *known}


def load_snapshots(engine: Engine, rows: Sequence[Sequence[Any]]) -> None:
    columns = ['"at" TIMESTAMP', '"name" VARCHAR', '"number" DECIMAL(38,6)', '"text" VARCHAR']
    engine.load("snapshots", columns, rows)


def load_zones(engine: Engine, *zones: str) -> None:
    """The table from which all conversions of clocks are read."""
    cells = [cell for name in sorted(zones) for cell in _offsets(name)]
    names = ["utc_from", "utc_until", "civil_from", "civil_until"]
    columns = ['"zone" VARCHAR', *(f'"{name}" TIMESTAMP' for name in names), '"seconds" INTEGER']
    engine.load("zones", columns, cells)


def _offsets(zone: str) -> list[list[Any]]:
    rows = offsets(zone)
    following = [(naive(row.utc_from), row.civil_from) for row in rows[1:]]
    ends: list[tuple[Any, Any]] = [*following, (FOREVER, FOREVER)]
    return [
        [zone, naive(row.utc_from), until, row.civil_from, civil_until, row.seconds]
        for row, (until, civil_until) in zip(rows, ends, strict=True)
    ]


def _columns(fields: Sequence[Field]) -> list[str]:
    return [f'"f_{field.name}" {column_type(field.type)}' for field in fields]


def column_type(type: Type) -> str:
    return TYPES.get(type, "VARCHAR")


def _cells(fields: Sequence[Field], known: Any) -> list[Any]:
    return [cell(known.get(field.name)) for field in fields]


def cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return naive(value) if isinstance(value, datetime) else value


def naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def _since(since: datetime | None) -> Any:
    return "-infinity" if since is None else naive(since)


def _untils(history: History) -> list[Any]:
    return [*(_since(version.since) for version in history.versions[1:]), FOREVER]


def occurrences(history: History, kind: str) -> list[Occurrence]:
    return [event for event in history.events if event.kind == kind]
