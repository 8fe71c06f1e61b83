"""Where the current day, week or month begins, on the policy's and on the customer's clock (S4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlglot import exp

from compiler.model.values import CalendarStart, Type
from compiler.sql import build
from compiler.sql.clocks import (
    Border,
    Clock,
    FixedClock,
    RowClock,
    between,
    civil_seconds,
    instant_of,
    values,
    zone_rows,
)
from compiler.zones import to_civil, to_instant
from compiler.zones import zone as zone_of

Rows = Callable[[str], exp.Expr]
"""The rows of the table of zones under an alias."""


def shared(of: CalendarStart, clock: Clock) -> Border:
    """On the policy's clock, which is everybody's where customers have none of their own."""
    if isinstance(clock, FixedClock):
        return fixed(of, clock.at, clock.zone)
    assert isinstance(clock, RowClock)
    rows = partial(zone_rows, clock.zones, clock.zone)
    return Border(_started(of, clock.calendar_at, build.text(clock.zone), rows))


def own(of: CalendarStart, clock: Clock, zone: exp.Expr) -> exp.Expr:
    """For rows at instants of their own, on the clock whose name `zone` is; where it is unknown,
    on the one that is declared for that (S4)."""
    assert isinstance(clock, RowClock)
    rows = table_of(clock.zones)
    otherwise = build.text(of.otherwise or clock.zone)
    found = _started(of, clock.calendar_at, zone, rows)
    return build.coalesce(found, _started(of, clock.calendar_at, otherwise, rows))


def fixed(of: CalendarStart, at: datetime, zone: str) -> Border:
    """At a fixed instant on the clock of a zone: a constant."""
    day = first_day(to_civil(at, zone).date(), of)
    instant = to_instant(datetime.combine(day, time()), zone)
    return Border(build.instant(instant) if of.type is Type.TIME else build.day(day), instant)


def first_day(day: date, of: CalendarStart) -> date:
    """The first day of the day, week (from Monday) or month around a day, or of the next."""
    back = {"day": 0, "week": day.weekday(), "month": day.day - 1}[of.unit]
    first = day - timedelta(days=back)
    if not of.following:
        return first
    length = {"day": 1, "week": 7, "month": 31}[of.unit]
    return first_day(first + timedelta(days=length), replace(of, following=False))


def by_zone(
    wanted: Mapping[str, CalendarStart], clock: FixedClock, lived_in: frozenset[str] | None
) -> exp.Select:
    """At a fixed instant: a row per zone that is known, its name and a column per wanted start.
    Of zones whose names are at hand these are constants."""
    if lived_in is not None:
        return _constants(wanted, clock, {*lived_in, clock.zone})
    rows, at = table_of(clock.zones), build.instant(clock.at)
    columns = [
        build.named(_start_there(of, _civil_start(of, at), rows), name)
        for name, of in wanted.items()
    ]
    return (
        exp.select(build.column("zone", "now"), *columns)
        .from_(rows("now"))
        .where(between(at, "utc", "now"))
    )


def _constants(
    wanted: Mapping[str, CalendarStart], clock: FixedClock, names: Iterable[str]
) -> exp.Select:
    rows = [
        [build.text(zone), *(fixed(of, clock.at, zone).expression for of in wanted.values())]
        for zone in sorted(names)
        if zone_of(zone) is not None
    ]
    written = values([exp.Tuple(expressions=row) for row in rows], "clocks", ("zone", *wanted))
    return exp.select(exp.Star()).from_(written)


def table_of(zones: exp.Expr | None) -> Rows:
    """The table of zones of the store; where none is at hand, only its name can be written."""
    table = zones if zones is not None else build.table("zones")
    return lambda alias: exp.alias_(table.copy(), alias, table=True, quoted=True)


def _started(of: CalendarStart, at: exp.Expr, zone: exp.Expr, rows: Rows) -> exp.Expr:
    """As a scalar subquery; NULL for a zone that is not there."""
    here = build.compare("=", build.column("zone", "now"), zone.copy())
    first = _civil_start(of, at)
    found = exp.Select().from_(rows("now")).where(here, between(at, "utc", "now"))
    if of.type is Type.DATE:
        return found.select(build.cast(first, "DATE")).subquery()
    then = build.both([_same_zone(), between(first.copy(), "civil", "then")])
    return found.select(instant_of(first, "then")).join(rows("then"), on=then).subquery()


def _start_there(of: CalendarStart, first: exp.Expr, rows: Rows) -> exp.Expr:
    if of.type is Type.DATE:
        return build.cast(first, "DATE")
    found = exp.select(instant_of(first, "then")).from_(rows("then"))
    return found.where(_same_zone(), between(first.copy(), "civil", "then")).subquery()


def _same_zone() -> exp.Expr:
    return build.compare("=", build.column("zone", "then"), build.column("zone", "now"))


def _civil_start(of: CalendarStart, at: exp.Expr) -> exp.Expr:
    """The first 00:00 of the day, week or month that the clock of `now` shows, or of the next."""
    civil = exp.Add(this=at.copy(), expression=civil_seconds("now"))
    first = build.call("DATE_TRUNC", build.text(of.unit), civil)
    if not of.following:
        return first
    return build.paren(exp.Add(this=first, expression=build.interval(1, of.unit)))
