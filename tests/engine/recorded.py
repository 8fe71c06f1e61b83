"""Recording ready-made histories into a store, as an engine's recorder does from sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from compiler.model.project import Project
from compiler.model.values import Plain
from runtime.history import History, Occurrence, RecordVersion, Version
from runtime.store import fill_zones
from runtime.store.connection import Connection


class Recorder:
    """Puts everything known of customers into an empty store at once, and the events tick by
    tick, in the order of (arrival, time, kind, id)."""

    def __init__(self, project: Project, histories: Sequence[History]) -> None:
        self.project = project
        self.histories = histories

    def __call__(self, connection: Connection, prev: datetime, until: datetime) -> None:
        row = connection.execute('SELECT "beginning", "last_seq" FROM "progress"').fetchone()
        assert row is not None
        first = row[0].replace(tzinfo=UTC) == prev
        if first:
            self._customers(connection)
        seq = row[1]
        for cid, event in self._events(None if first else prev, until):
            seq += 1
            self._event(connection, seq, cid, event)
        connection.execute('UPDATE "progress" SET "last_seq" = ?', [seq])

    def _events(self, prev: datetime | None, until: datetime) -> list[tuple[int, Occurrence]]:
        found = [
            (cid, event)
            for cid, history in enumerate(self.histories)
            for event in history.events
            if (prev is None or event.arrival >= prev) and event.arrival < until
        ]
        return sorted(found, key=lambda each: (each[1].arrival, *each[1].order))

    def _customers(self, connection: Connection) -> None:
        for cid, history in enumerate(self.histories):
            connection.execute('INSERT INTO "people" VALUES (?, ?)', [cid, history.key])
            ends = [*(version.since for version in history.versions[1:]), None]
            for version, end in zip(history.versions, ends, strict=True):
                if not version.gone:
                    self._version(connection, cid, version, end)
            for record in history.records:
                _record(connection, cid, record)

    def _version(
        self, connection: Connection, cid: int, version: Version, end: datetime | None
    ) -> None:
        fields = [field.name for field in self.project.customers.fields]
        values = [_stored(version.fields.get(name)) for name in fields]
        marks = ", ".join("?" for _ in values)
        connection.execute(
            "INSERT INTO customers (cid, since, until"
            + "".join(f', "f_{name}"' for name in fields)
            + f") VALUES (?, coalesce(?, TIMESTAMP '-infinity'),"
            f" coalesce(?, TIMESTAMP 'infinity'){', ' if marks else ''}{marks})",
            [cid, _stored(version.since), _stored(end), *values],
        )
        zones = {value for value in values if isinstance(value, str)}
        fill_zones(connection, {zone for zone in zones if "/" in zone})

    def _event(self, connection: Connection, seq: int, cid: int, event: Occurrence) -> None:
        declared = self.project.events[event.kind]
        columns = {
            "seq": seq,
            "cid": cid,
            "time": _stored(event.time),
            "arrival": _stored(event.arrival),
            "id": event.id,
        }
        if declared.about_messages:
            columns["enrolment"] = event.enrolment
        for field in declared.fields:
            columns[f"f_{field.name}"] = _stored(event.fields.get(field.name))
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" for _ in columns)
        connection.execute(
            f'INSERT INTO "event_{event.kind}" ({names}) VALUES ({marks})', list(columns.values())
        )


def _record(connection: Connection, cid: int, record: RecordVersion) -> None:
    columns = {
        "cid": cid,
        "id": record.id,
        "since": _stored(record.since) or "-infinity",
        "until": _stored(record.until) or "infinity",
        **{f"f_{name}": _stored(value) for name, value in record.fields.items()},
    }
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    connection.execute(
        f'INSERT INTO "record_{record.kind}" ({names}) VALUES ({marks})', list(columns.values())
    )


def _stored(value: Plain | None) -> object:
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
