"""Recording: the new rows of all sources, with their arrivals, numbered in one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import duckdb

from compiler.model.project import Project
from compiler.sql.tables import Tables
from runtime.forgetting.suppression import Suppression
from runtime.recording import ledger, looked_at, people
from runtime.recording.customers import Refreshed, refresh, refresh_instant
from runtime.recording.events import Counts, stage
from runtime.recording.kind import Kind
from runtime.recording.ledger import Entry
from runtime.recording.records import Standing
from runtime.recording.records import refresh as refresh_record
from runtime.recording.versions import record_versions
from runtime.sources.attach import Sources
from runtime.sources.raw import reason
from runtime.sources.reader import SourceError
from runtime.store.columns import quoted
from runtime.store.connection import Connection

CUSTOMERS = "customers"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one recording did. `events` has the kinds, and the records, of which something was new
    or wrong;
    `refreshed` None: the customers were not looked at. `last_seq`: the highest there is."""

    last_seq: int
    events: Mapping[str, Counts] = field(default_factory=dict)
    refreshed: Refreshed | None = None


def record(
    connection: Connection,
    project: Project,
    sources: Tables,
    prev: datetime,
    until: datetime,
    secret: str | None = None,
) -> Recorded:
    """Record what arrived before `until` and was not recorded yet, in the caller's transaction.

    A row's arrival is the latest of its `arrived`, its `time` and `prev`, up to which the project
    had run (S5). At the very first recording, what arrived before `prev` is history and keeps its
    own arrival; `record(…, beginning, beginning)` takes the history alone. New rows get seqs in
    the order (arrival, time, kind, id), above all earlier ones. The customers are refreshed at
    the first recording and wherever 00:00 on the policy's clock lies in [prev, until); with a row
    per version, each is recorded from its own instant on.

    The store's tables must be extended to the project (`store.extend`, which `attach` does).
    Rows of customers who were forgotten are passed over, whom Segue knows by the `secret` (S38).
    Raises SourceError where a file is damaged, and Unrecognised where there is no such secret; the
    caller rolls back."""
    suppression = Suppression(connection, secret)
    try:
        return _record(connection, project, sources, (prev, until), suppression)
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise SourceError(f"the data cannot be read: {reason(error)}") from error


def _record(
    connection: Connection,
    project: Project,
    sources: Tables,
    span: tuple[datetime, datetime],
    suppression: Suppression,
) -> Recorded:
    prev, until = span
    known = ledger.entries(connection)
    first = CUSTOMERS not in known
    own = sources if isinstance(sources, Sources) else Sources(
        sources.customers, sources.events, records=sources.records
    )
    fingerprint = own.prints()
    changed: dict[str, Entry] = {}
    refreshed = None
    since = refresh_instant(prev, until, project.policy.timezone)
    if sources.customers.since is not None:
        refreshed, changed[CUSTOMERS] = record_versions(
            connection, project, sources.customers, known.get(CUSTOMERS, Entry()),
            None if first else prev, until, fingerprint(CUSTOMERS), suppression,
        )  # fmt: skip
    elif first or since is not None:
        refreshed, changed[CUSTOMERS] = refresh(
            connection, project, sources.customers, known.get(CUSTOMERS, Entry()),
            None if first else since, fingerprint(CUSTOMERS), suppression,
        )  # fmt: skip
    counts: dict[str, Counts] = {}
    if first or since is not None:
        for name in looked_at.records(project):
            standing = Standing(
                name, own.records[name], known.get(name, Entry()),
                looked_at.record_fields(project, name),
            )  # fmt: skip
            repeats, changed[name] = refresh_record(
                connection, standing, None if first else since, fingerprint(name), suppression
            )
            if repeats:
                counts[name] = Counts(repeats=repeats)
    border = _naive(until)
    staged: list[Kind] = []
    for name in sorted(looked_at.events(project)):
        entry = known.get(name, Entry())
        kind = Kind(project.events[name], own.events[name], entry, own.marks.get(name))
        found, changed[name] = stage(
            connection, kind, border, fingerprint(name), suppression
        )
        if found != Counts():
            counts[name] = found
        if found.new:
            staged.append(kind)
    last = max((entry.last_seq for entry in known.values()), default=0)
    new = sum(found.new for found in counts.values())
    _append(connection, staged, new, last, None if first else _naive(prev))
    last += new
    ledger.write(connection, known, changed, border, last)
    return Recorded(last, counts, refreshed)


def _naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)


def _append(
    connection: Connection,
    staged: list[Kind],
    new: int,
    last: int,
    prev: datetime | None,
) -> None:
    """Give the `new` staged rows of all kinds (in the order of their names) seqs above `last`.
    `prev` None: they are history, of any length, and lie in the order of their seqs, so that what
    looks at a stretch of it reads that alone; a tick's rows lie close together as they are."""
    if not staged:
        return
    arrival = '"natural"' if prev is None else f"greatest(\"natural\", TIMESTAMP '{prev}')"
    rows = " UNION ALL ".join(
        f'SELECT {arrival} AS "arrival", "time", {number} AS "kind", "id", rowid AS "row", "key" '
        f"FROM {kind.staged}" for number, kind in enumerate(staged)
    )  # fmt: skip
    order = '"arrival", "time", "kind", "id"'
    people.resolve(connection, f"({rows})", new, '"staged_order"', order)
    lying = 'ORDER BY o."place"' if prev is None else ""
    for number, kind in enumerate(staged):
        own = ["time", "id", *(["enrolment"] if kind.table.enrolment is not None else [])]
        columns = ", ".join([*(quoted(name) for name in own), *kind.fields])
        chosen = ", ".join(f"s.{name}" for name in columns.split(", "))
        connection.execute(
            f'INSERT INTO {kind.recorded} ("seq", "cid", "arrival", {columns}) '
            f'SELECT {last} + 1 + o."place", o."cid", o."arrival", {chosen} FROM {kind.staged} s '
            f'JOIN "staged_order" o ON o."row" = s.rowid AND o."kind" = {number} {lying}'
        )
