"""Histories recorded into a store, tick by tick: what had arrived by then, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from compiler.model.project import Project
from runtime.history import History, Occurrence
from runtime.sources import own_events
from runtime.store.connection import Connection
from runtime.testing.on_engine import happen, recorded, said


class Recorder:
    """Customers and records at once, events in the order of (arrival, time, kind, id); what Segue
    did itself is an event like others."""

    def __init__(self, project: Project, known: Sequence[History]) -> None:
        self.project = project
        self.known = known
        self.own = [event for event in project.events.values() if event.own]

    def begin(self, connection: Connection) -> None:
        """Records who there is, in an empty store."""
        recorded(connection, self.project, [replace(each, events=()) for each in self.known])

    def __call__(self, connection: Connection, prev: datetime, until: datetime) -> None:
        row = connection.execute('SELECT "last_seq", "beginning" FROM "progress"').fetchone()
        assert row is not None
        last, first = row[0], row[1].replace(tzinfo=UTC) == prev
        found = sorted(
            (each for each in self._events(connection)
             if (first or prev <= each[1].arrival) and each[1].arrival < until),
            key=lambda each: (each[1].arrival, *each[1].order),
        )  # fmt: skip
        for seq, (cid, event) in enumerate(found, last + 1):
            happen(connection, self.project, cid, seq, event)
        connection.execute('UPDATE "progress" SET "last_seq" = ?', [last + len(found)])

    def _events(self, connection: Connection) -> Iterator[tuple[int, Occurrence]]:
        cids = {history.key: cid for cid, history in enumerate(self.known, 1)}
        for history in self.known:
            for event in history.events:
                yield cids[history.key], event
        for own in self.own:
            own_events.make(connection, self.project, own)
            for key, event in said(connection, own):
                yield cids[key], event
