"""What the dispatcher reads: which messages come due, and all that is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from sqlglot import exp

from compiler.model.project import Project
from compiler.model.values import Plain
from runtime.dispatch.gifts import Gifts, gifts_of
from runtime.dispatch.reach import Fields, Person, Unsubscribed, Version
from runtime.dispatch.records import About, kind_of
from runtime.dispatch.state import Ended, Planned, State, Step
from runtime.interpreter.clock import exact
from runtime.store.catalog import tables
from runtime.store.columns import plain
from runtime.store.connection import Connection

_NO_RECEIPTS = """
SELECT NULL::VARCHAR AS "enrolment", NULL::VARCHAR AS "step", NULL::VARCHAR AS "message",
       NULL::VARCHAR AS "channel", NULL::VARCHAR AS "reason", NULL::TIMESTAMP AS "time",
       NULL::TIMESTAMP AS "arrival" WHERE false
"""
_RECEIPTS = """
SELECT "enrolment", "f_step" AS "step", "f_message" AS "message", "f_channel" AS "channel",
       "f_reason" AS "reason", "time", "arrival"
FROM "{table}"
"""
_NOBODY = """
SELECT NULL::BIGINT AS "cid", NULL::VARCHAR AS "f_channel", NULL::TIMESTAMP AS "arrival" WHERE false
"""
_UNSUBSCRIBED = 'SELECT "cid", "f_channel", "arrival" FROM "{table}"'


@dataclass(frozen=True, slots=True)
class Case:
    """A message that comes due, and what is known of its customer and its enrolment."""

    state: State
    person: Person
    ended: Ended | None = None
    entry: Fields = field(default_factory=dict)
    entry_time: datetime | None = None
    gifts: Gifts = field(default_factory=dict)
    about: About | None = None

    @property
    def seen(self) -> Fields:
        """The customer's fields as they stood when the message was planned."""
        planned = self.state.planned
        return self.person.fields(planned.at, by_event=not planned.by_timer)

    def records(self, now: datetime) -> dict[str, Fields]:
        """By its name the record that the message is about, as it stands now."""
        if self.about is None:
            return {}
        planned = self.state.planned
        by_event = now == planned.at and not planned.by_timer
        return {self.about.name: self.about.fields(now, by_event=by_event)}


def prepare(connection: Connection) -> None:
    """Make the views of what customers and providers answered, which `find_due` and `load` read;
    a store whose project declared no such event has no table of it."""
    there = set(tables(connection, "event_"))
    for kind, (form, empty) in _ANSWERS.items():
        table = f"event_{kind}"
        query = form.format(table=table) if table in there else empty
        connection.execute(f'CREATE OR REPLACE TEMP VIEW "dispatch_{kind}" AS {query}')


_ANSWERS = {
    "failed": (_RECEIPTS, _NO_RECEIPTS),
    "delivered": (_RECEIPTS, _NO_RECEIPTS),
    "unsubscribed": (_UNSUBSCRIBED, _NOBODY),
}


def find_due(connection: Connection, project: Project, until: datetime) -> int:
    """Number what comes due before `until`, and say how many messages that is."""
    query = files("runtime.dispatch").joinpath("due.sql").read_text(encoding="utf-8")
    waits = _patience(project)
    values = {
        "until": until.astimezone(UTC).replace(tzinfo=None),
        "channels": list(waits), "microseconds": list(waits.values()),
    }  # fmt: skip
    numbered = connection.execute(query, values).fetchone()
    assert numbered is not None
    return int(numbered[0])


def _patience(project: Project) -> dict[str, int]:
    """How long each channel that has `fails after` waits for a receipt, in microseconds."""
    return {
        channel.name: int(exact(channel.fails).total_seconds() * 1_000_000)
        for channel in project.channels.values()
        if channel.fails is not None
    }


def load(
    connection: Connection, project: Project, first: int, last: int
) -> list[Case]:
    """The messages numbered `first` to `last` by `find_due`, in that order."""
    found = _rows(connection, _CASES, {"first": first, "last": last})
    people = _people(connection, {row["cid"]: row["key"] for row in found})
    entries = _entries(connection, project, found)
    abouts = _abouts(connection, project, found)
    gifts = gifts_of(connection, project, [row["name"] for row in found])
    return [
        Case(
            _state(row),
            people[row["cid"]],
            _ended(row),
            entries.get((_kind(row, project), row["entry_seq"]), {}),
            row["entry_time"],
            gifts.get(row["name"], {}),
            abouts.get(row["name"]),
        )
        for row in found
    ]


_CASES = """
SELECT d."rejected", d."due", d."attempt", d."channel" AS "tried", d."outcome", d."detail",
       m."name", m."eid", m."cid", m."campaign", e."version", m."step", m."message",
       m."channel", m."chain", m."at", m."seq", m."phase", m."service", m."told",
       p."key", e."cause",
       e."seq" AS "entry_seq", e."time" AS "entry_time", e."again_value" AS "record",
       x."at" AS "ended_at", x."seq" AS "ended_seq", x."phase" AS "ended_phase",
       x."reason" AS "ended_reason"
FROM dispatch_due d
JOIN "outgoing" m ON m."name" = d."name"
JOIN "people" p ON p."cid" = m."cid"
JOIN "enrolments" e ON e."eid" = m."eid"
LEFT JOIN "ended" x ON x."eid" = m."eid"
WHERE d."number" BETWEEN $first AND $last
ORDER BY d."number"
"""

Found = dict[str, Any]


def _state(row: Found) -> State:
    planned = Planned(
        row["name"], row["eid"], row["cid"], row["campaign"], row["version"],
        row["step"], row["message"], row["channel"], tuple(row["chain"].split(",")),
        row["at"], row["seq"], row["phase"], row["service"], row["told"],
    )  # fmt: skip
    since = row["rejected"] or planned.at
    last = Step(row["outcome"]) if row["outcome"] else None
    return State(planned, since, row["due"], row["attempt"], row["tried"], last, row["detail"])


def _ended(row: Found) -> Ended | None:
    if row["ended_at"] is None:
        return None
    return Ended(row["ended_at"], row["ended_seq"], row["ended_phase"], row["ended_reason"])


def _kind(row: Found, project: Project) -> str:
    """The kind of the entering event, with which a cause begins; a schedule's with a date. Events
    of Segue's own can have two words."""
    first, second, *_ = [*str(row["cause"]).split(" ", 2), ""]
    return f"{first} {second}" if f"{first} {second}" in project.events else first


def _people(connection: Connection, keys: dict[int, str]) -> dict[int, Person]:
    cids = list(keys)
    versions: dict[int, list[Version]] = {cid: [] for cid in cids}
    query = 'FROM "customers" WHERE "cid" IN (SELECT unnest($1::BIGINT[])) ORDER BY "since"'
    for row in _rows(connection, query, [cids]):
        versions[row["cid"]].append(Version(row["since"], row["until"], _fields(row)))
    left = _unsubscribed(connection, cids)
    return {cid: Person(key, versions[cid], left.get(cid, ())) for cid, key in keys.items()}


def _unsubscribed(
    connection: Connection, cids: Sequence[int]
) -> dict[int, list[Unsubscribed]]:
    found: dict[int, list[Unsubscribed]] = {}
    query = 'FROM "dispatch_unsubscribed" WHERE "cid" IN (SELECT unnest($1::BIGINT[]))'
    for row in _rows(connection, query, [cids]):
        each = Unsubscribed(row["f_channel"], row["arrival"])
        found.setdefault(row["cid"], []).append(each)
    return found


def _entries(
    connection: Connection, project: Project, found: Iterable[Found]
) -> dict[tuple[str, int], Fields]:
    """The fields of the entering events, by kind and number."""
    wanted: dict[str, list[int]] = {}
    for row in found:
        if _kind(row, project) in project.events:
            wanted.setdefault(_kind(row, project), []).append(row["entry_seq"])
    entries: dict[tuple[str, int], Fields] = {}
    for kind, seqs in wanted.items():
        table = exp.to_identifier(f"event_{kind}", quoted=True).sql("duckdb")
        query = f'FROM {table} WHERE "seq" IN (SELECT unnest($1::BIGINT[]))'
        for row in _rows(connection, query, [seqs]):
            entries[kind, row["seq"]] = _fields(row)
    return entries


def _abouts(
    connection: Connection, project: Project, found: Iterable[Found]
) -> dict[str, About]:
    """By the names of messages the records that they are about."""
    wanted: dict[str, list[Found]] = {}
    for row in found:
        name = kind_of(project, row["campaign"])
        if name is not None:
            wanted.setdefault(name, []).append(row)
    return {
        message: About(name, versions)
        for name, rows in wanted.items()
        for message, versions in _versions(connection, name, rows).items()
    }


def _versions(
    connection: Connection, name: str, rows: Sequence[Found]
) -> dict[str, list[Version]]:
    table = exp.to_identifier(f"record_{name}", quoted=True).sql("duckdb")
    query = f'FROM {table} WHERE "id" IN (SELECT unnest($1::VARCHAR[])) ORDER BY "since"'
    versions: dict[tuple[int, str], list[Version]] = {}
    for row in _rows(connection, query, [[row["record"] for row in rows]]):
        version = Version(row["since"], row["until"], _fields(row))
        versions.setdefault((row["cid"], row["id"]), []).append(version)
    return {row["name"]: versions.get((row["cid"], row["record"]), []) for row in rows}


def _fields(row: Found) -> dict[str, Plain | None]:
    return {name[2:]: plain(value) for name, value in row.items() if name.startswith("f_")}


def _rows(
    connection: Connection, query: str, parameters: object = None
) -> list[Found]:
    """The store's timestamps are UTC."""
    result = connection.execute(query, parameters)
    names = [column[0] for column in result.description]
    instants = [column[0] for column in result.description if column[1] == "TIMESTAMP"]
    found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    for row in found:
        for name in instants:
            if row[name] is not None:
                row[name] = row[name].replace(tzinfo=UTC)
    return found
