"""What the store has recorded of some customers, as the interpreter reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from compiler.model.project import Project
from compiler.model.values import Plain
from runtime.engines.snapshots import midnights
from runtime.history import History, Occurrence, RecordVersion, Version
from runtime.interpreter import Populations
from runtime.store.columns import plain
from runtime.store.connection import Connection


def histories(
    connection: Connection, project: Project, keys: Sequence[str] | None = None
) -> list[History]:
    """The recorded histories of these customers, or of everybody; in the order of their keys."""
    wanted = "" if keys is None else "where key in (select unnest($keys))"
    given = {} if keys is None else {"keys": list(keys)}
    people = connection.execute(
        f"select cid, key from people {wanted} order by key", given
    ).fetchall()
    versions = _versions(connection, project)
    events = _events(connection, project)
    records = _records(connection, project)
    return [
        History(
            key, tuple(versions[cid]), tuple(event for _, event in sorted(events[cid])),
            tuple(records[cid]),
        )
        for cid, key in people
    ]  # fmt: skip


def _versions(connection: Connection, project: Project) -> dict[int, list[Version]]:
    """Each customer's versions; one that ends without another following is followed by `gone`."""
    fields = [field.name for field in project.customers.fields]
    found: dict[int, list[Version]] = defaultdict(list)
    ends: dict[int, datetime | None] = {}
    for cid, since, until, *values in connection.execute(
        f"select cid, nullif(since, '-infinity'), nullif(until, 'infinity'){_columns(fields)} "
        "from customers order by cid, since"
    ).fetchall():
        start, end = _aware(since), ends.get(cid)
        if end is not None and end != start:
            found[cid].append(Version(end, {}, gone=True))
        found[cid].append(Version(start, _plain(fields, values)))
        ends[cid] = _aware(until)
    for cid, end in ends.items():
        if end is not None:
            found[cid].append(Version(end, {}, gone=True))
    return found


def _events(
    connection: Connection, project: Project
) -> dict[int, list[tuple[int, Occurrence]]]:
    """Each customer's events with their sequence numbers, which are their order."""
    found: dict[int, list[tuple[int, Occurrence]]] = defaultdict(list)
    for name, event in project.events.items():
        fields = [field.name for field in event.fields]
        about = ", enrolment" if event.about_messages else ", null"
        for cid, seq, id, time, arrival, enrolment, *values in connection.execute(
            f'select cid, seq, id, "time", arrival{about}{_columns(fields)} from "event_{name}"'
        ).fetchall():
            found[cid].append(
                (seq, Occurrence(name, id, time.replace(tzinfo=UTC), arrival.replace(tzinfo=UTC),
                                 _plain(fields, values), enrolment))
            )  # fmt: skip
    return found


def _records(
    connection: Connection, project: Project
) -> dict[int, list[RecordVersion]]:
    """Each customer's records, a version of one after the other."""
    found: dict[int, list[RecordVersion]] = defaultdict(list)
    for name, record in project.records.items():
        fields = [field.name for field in record.fields]
        for cid, id, since, until, *values in connection.execute(
            "select cid, id, nullif(since, '-infinity'), nullif(until, 'infinity')"
            f'{_columns(fields)} from "record_{name}" order by since, id'
        ).fetchall():
            found[cid].append(
                RecordVersion(name, id, _aware(since), _aware(until), _plain(fields, values))
            )
    return found


def _columns(fields: Sequence[str]) -> str:
    return "".join(f', "f_{name}"' for name in fields)


def _plain(fields: Sequence[str], values: Sequence[Any]) -> dict[str, Plain | None]:
    return {
        name: plain(value)
        for name, value in zip(fields, values, strict=True)
    }


def _aware(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.replace(tzinfo=UTC)


def recorded_populations(connection: Connection, project: Project) -> Populations:
    """Every snapshot of population values that was taken, and where movements are watched, every
    midnight since the beginning."""
    found: dict[datetime, dict[str, Plain | None]] = defaultdict(dict)
    for at, name, number, text in connection.execute(
        'select "at", name, number, text from snapshots order by "at"'
    ).fetchall():
        found[at.replace(tzinfo=UTC)][name] = text if number is None else number
    progress = connection.execute("select beginning, until from progress").fetchone()
    if progress is None:
        return Populations(tuple(found.items()))
    beginning, until = (each.replace(tzinfo=UTC) for each in progress)
    if project.movements:
        for at in midnights(project.policy.timezone, beginning, until, first=True):
            found.setdefault(at, {})
    return Populations(tuple(sorted(found.items())), beginning)
