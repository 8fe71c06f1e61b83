"""At which positions a value or a condition of a customer can change (S18).

It can only do so at certain ones, so only these are looked at: work follows what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlglot import exp

from compiler.machine.positions import TIMER
from compiler.machine.template import column, field, own, query, sql, union
from compiler.model.declarations import Field
from compiler.model.project import Project
from compiler.model.values import (
    CalendarStart,
    Chance,
    Const,
    CustomerField,
    EventField,
    Occurrences,
    Plain,
    Population,
    Type,
)
from compiler.model.windows import Ago, Duration, InNext
from compiler.sql.clocks import civil_instant
from compiler.walk import made_of
from compiler.zones import to_instant

AROUND = timedelta(days=2)
"""By how much a day somewhere differs at most from the same day of UTC, and a day more."""


@dataclass(frozen=True)
class Watch:
    """What is watched. `parts`: all that it is made of, movements by name. `record`: the kind of
    record that an enrolment is about."""

    project: Project
    parts: tuple[object, ...]
    record: str | None = None

    @property
    def lengths(self) -> list[timedelta]:
        """How long after a time, or before it, something may change."""
        found = {each.exact for each in self.parts if isinstance(each, Duration)}
        ago = {each.duration.exact for each in self.parts if isinstance(each, Ago)}
        return sorted(each for each in (*found, *(_just_after(each) for each in ago)) if each)

    @property
    def by_calendar(self) -> bool:
        """Whether anything changes with the calendar, and so at a snapshot for everybody (S8)."""
        return any(
            isinstance(each, CalendarStart)
            or (isinstance(each, Duration) and each.exact is None)
            for each in self.parts
        )

    @property
    def by_snapshot(self) -> bool:
        return self.by_calendar or any(
            isinstance(each, Population | Chance) for each in self.parts
        )


def _just_after(length: timedelta | None) -> timedelta | None:
    """What is exactly so long ago is still `since D ago`; a microsecond later it is not."""
    return None if length is None else length + timedelta(microseconds=1)


def watch(project: Project, *nodes: object, record: str | None = None) -> Watch:
    return Watch(project, tuple(made_of(project, *nodes)), record)


def instants(of: Watch) -> list[datetime]:
    """Instants that stand in the text, and what is so and so long before or after them: there it
    may change for everybody."""
    written = [_instant(of, each.value) for each in of.parts if isinstance(each, Const)]
    lengths = [timedelta(), *of.lengths]
    known = [each for each in written if each is not None]
    return sorted({at + sign * by for at in known for by in lengths for sign in (-1, 1)})


def _instant(of: Watch, value: Plain) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        at = datetime(value.year, value.month, value.day)
        return to_instant(at, of.project.policy.timezone)
    return None


def positions(of: Watch) -> exp.Select:
    """Where it may change: `cid`, `at`, `seq`, in the stretch from ($from_at, $from_seq) up to
    ($to_at, $to_seq); `$everybody` are the instants at which everybody is looked at."""
    return query(
        "SELECT DISTINCT m.cid, m.at, m.seq FROM :parts AS m WHERE"
        " (m.at > $from_at OR (m.at = $from_at AND m.seq >= $from_seq))"
        " AND (m.at < $to_at OR (m.at = $to_at AND m.seq < $to_seq))",
        parts=union(list(_positions(of))),
    )


def hours(of: Watch) -> exp.Select:
    """The hours that hold such positions, by where they begin, which is behind their own instant:
    each once, so that they are few."""
    return query(
        "SELECT DISTINCT date_trunc('hour', p.at - INTERVAL 1 MICROSECOND) AS hour"
        " FROM :positions AS p",
        positions=positions(of),
    )


def calendar(of: Watch, row: str) -> exp.Expr:
    """The instant by which the calendar is read at a row's position; `$midnights` are those of
    snapshots from two days before on (S8)."""
    if not of.by_calendar:
        return column("at", row)
    return sql(
        "(SELECT max(n.at) FROM (SELECT unnest(CAST($midnights AS TIMESTAMP[])) AS at) AS n"
        " WHERE n.at < :at OR (n.at = :at AND :seq = :timer))",
        at=column("at", row), seq=column("seq", row), timer=TIMER,
    )  # fmt: skip


def _positions(of: Watch) -> Iterator[exp.Query]:
    yield from _versions("customers")
    yield query(
        "SELECT k.cid, m.at, CAST(:timer AS BIGINT) AS seq FROM customers AS k"
        " JOIN (SELECT unnest(CAST($everybody AS TIMESTAMP[])) AS at) AS m"
        " ON k.since <= m.at AND k.until > m.at",
        timer=TIMER,
    )
    fields = {each.name for each in of.parts if isinstance(each, CustomerField)}
    own_fields = [each for each in of.project.customers.fields if each.name in fields]
    yield from _around_fields(of, "customers", own_fields)
    if of.record is not None:
        yield from _versions(f"record_{of.record}")
    for name, stands in sorted(_looked_at(of)):
        if stands:
            yield from _versions(f"record_{name}")
            yield from _around_fields(of, f"record_{name}", _fields(of, name))
        else:
            yield from _events(of, name)


def _looked_at(of: Watch) -> set[tuple[str, bool]]:
    found = [each for each in of.parts if isinstance(each, Occurrences)]
    return {(each.event, each.standing) for each in found}


def _versions(table: str) -> Iterator[exp.Query]:
    """Recorded changes."""
    for end in ("since", "until"):
        yield query(
            "SELECT v.cid, :end AS at, CAST(:timer AS BIGINT) AS seq FROM :versions AS v"
            " WHERE :end >= $from_at AND :end <= $to_at",
            end=column(end, "v"), timer=TIMER, versions=table,
        )  # fmt: skip


def _events(of: Watch, name: str) -> Iterator[exp.Query]:
    """Arrivals, and ends of what is so and so long after an event or a time of it."""
    table = name if name in of.project.movements else f"event_{name}"
    yield query(
        "SELECT e.cid, e.arrival AS at, e.seq FROM :events AS e"
        " WHERE e.arrival >= $from_at AND e.arrival <= $to_at",
        events=table,
    )
    for length in of.lengths:
        yield _moved(table, column("time", "v"), length)
    if name not in of.project.movements:
        yield from _around_fields(of, table, _fields(of, name))


def _fields(of: Watch, name: str) -> list[Field]:
    """The fields of an event or record that something looks at."""
    declared = of.project.events.get(name) or of.project.records[name]
    wanted = {getattr(each, "field", None) for each in of.parts}
    wanted |= {each.name for each in of.parts if isinstance(each, EventField)}
    return [each for each in declared.fields if each.name in wanted]


def _around_fields(of: Watch, table: str, fields: Iterable[Field]) -> Iterator[exp.Query]:
    for each in fields:
        if each.type is Type.TIME:
            for length in _both_ways(of):
                yield _moved(table, field(each.name, "v"), length)
        elif each.type is Type.DATE and not each.yearly:
            for length in _both_ways(of):
                yield _day_moved(of, table, field(each.name, "v"), length)


def _both_ways(of: Watch) -> list[timedelta]:
    ahead = any(isinstance(each, InNext) for each in of.parts)
    back = [-each for each in of.lengths] if ahead else []
    return [timedelta(), *of.lengths, *back]


def _moved(table: str, time: exp.Expr, length: timedelta) -> exp.Query:
    by = _interval(length)
    return query(
        "SELECT v.cid, :time + :by AS at, CAST(:timer AS BIGINT) AS seq FROM :rows AS v"
        " WHERE :time >= $from_at - :by AND :time <= $to_at - :by",
        time=time, by=by, timer=TIMER, rows=table,
    )  # fmt: skip


def _day_moved(of: Watch, table: str, day: exp.Expr, length: timedelta) -> exp.Query:
    start = civil_instant(
        exp.cast(own(day), "TIMESTAMP"), of.project.policy.timezone, exp.to_table("zones")
    )
    return query(
        "SELECT v.cid, :start + :by AS at, CAST(:timer AS BIGINT) AS seq FROM :rows AS v"
        " WHERE :day >= $from_at - :by - :around AND :day <= $to_at - :by + :around",
        start=start, by=_interval(length), timer=TIMER, rows=table, day=day,
        around=_interval(AROUND),
    )  # fmt: skip


def _interval(length: timedelta) -> exp.Expr:
    count = exp.Literal.string(str(length // timedelta(microseconds=1)))
    return exp.Interval(this=count, unit=exp.var("MICROSECOND"))
