"""Civil times in SQL: joins with `near`, the rows of the table of zones around a tick (S4).

`near` is a temporary table of the tick; it has at least one row of every zone in use. Where the
time is a date of a customer's own, which may lie anywhere, the whole table `zones` takes its place.
"""

from __future__ import annotations

from datetime import time

from sqlglot import exp

from compiler.machine.positions import version_seen
from compiler.machine.template import column, named, query, sql
from compiler.model.project import Project
from compiler.model.steps import WaitUntil
from compiler.model.values import Type
from compiler.model.windows import Duration
from compiler.zones import zone_names

NEAR, ANY = "near", "zones"
"""The tables of clocks: around the tick, and of all times."""

HOURS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}


def exact(duration: Duration) -> exp.Expr:
    """A duration of fixed length; days and weeks are multiples of 24 hours."""
    return exp.Interval(
        this=exp.Literal.string(str(duration.amount * HOURS[duration.unit])), unit=exp.var("SECOND")
    )


def is_exact(duration: Duration) -> bool:
    """Whether a wait of this duration does not look at the clock (S3)."""
    return duration.unit in ("second", "minute", "hour")


def last_zone(project: Project) -> str:
    """The clock of who has no valid zone of their own: the declared `else`, or the policy's."""
    declared = project.customers.of_type(Type.TIMEZONE)
    default = declared.default if declared is not None else None
    valid = isinstance(default, str) and default in zone_names()
    return str(default) if valid else project.policy.timezone


def own_zone(project: Project, customer: str) -> exp.Expr:
    """The zone of a version of a customer (S4); `customer` is its alias."""
    declared = project.customers.of_type(Type.TIMEZONE)
    if declared is None:
        return exp.Literal.string(last_zone(project))
    return sql(
        "CASE WHEN :zone IN (SELECT near.zone FROM near) THEN :zone ELSE :other END",
        zone=column(f"f_{declared.name}", customer),
        other=last_zone(project),
    )


def zoned(project: Project, rows: exp.Query | str, zone: str | None = None) -> exp.Select:
    """The rows (with `cid`, `at`, `seq`) and their `zone`: the given one, or the customer's."""
    if zone is not None or project.customers.of_type(Type.TIMEZONE) is None:
        fixed = zone or project.policy.timezone
        return query("SELECT r.*, :zone AS zone FROM :rows AS r", rows=rows, zone=fixed)
    return query(
        "SELECT r.*, :zone AS zone FROM :rows AS r LEFT JOIN customers AS c ON :seen",
        rows=rows,
        zone=own_zone(project, "c"),
        seen=version_seen("c", "r"),
    )


def local(project: Project, rows: exp.Query | str, zone: str | None = None) -> exp.Select:
    """The rows with their `zone` and with `civil`, what that zone's clock shows at `at`."""
    return with_civil(zoned(project, rows, zone), column("at", "r"), "civil")


def with_civil(
    rows: exp.Query | str, instant: exp.Expr, name: str, clocks: str = NEAR
) -> exp.Select:
    """The rows with what the clock of their zone shows at an instant of theirs, aliased `r`."""
    return query(
        "SELECT r.*, :instant + INTERVAL 1 SECOND * n.seconds AS :name FROM :rows AS r"
        " LEFT JOIN :clocks AS n"
        " ON n.zone = r.zone AND :instant >= n.utc_from AND :instant < n.utc_until",
        rows=rows,
        instant=instant,
        name=exp.to_identifier(name, quoted=True),
        clocks=clocks,
    )


def with_instant(
    rows: exp.Query, wanted: exp.Expr, name: str, clocks: str = NEAR
) -> exp.Select:
    """The rows with the instant of a civil time; both it and the zone are columns of the rows,
    aliased `r`. Where the civil time is NULL, so is the instant."""
    return query(
        "SELECT r.*, greatest(:wanted - INTERVAL 1 SECOND * n.seconds, n.utc_from) AS :name"
        " FROM :rows AS r LEFT JOIN :clocks AS n"
        " ON n.zone = r.zone AND :wanted >= n.civil_from AND :wanted < n.civil_until",
        rows=rows,
        wanted=wanted,
        name=exp.to_identifier(name, quoted=True),
        clocks=clocks,
    )


def after(duration: Duration) -> exp.Expr:
    """The civil time a wait of days or longer after `r.civil`; a month that has no such day ends
    with its last."""
    interval = exp.Interval(
        this=exp.Literal.string(str(duration.amount)), unit=exp.var(duration.unit.upper())
    )
    return sql("r.civil + :interval", interval=interval)


def wait_end(project: Project, duration: Duration, rows: exp.Query) -> exp.Select:
    """The rows with `due`, the end of a wait that begins at their position (S3)."""
    if is_exact(duration):
        return query("SELECT r.*, r.at + :d AS due FROM :rows AS r", rows=rows, d=exact(duration))
    return with_instant(local(project, rows), after(duration), "due")


def until_end(project: Project, step: WaitUntil, rows: exp.Query) -> exp.Select:
    """The rows with `due`: the next such instant, now included; that of a date or of a day of the
    journey may be past, or NULL where it is so long past that `near` has no row for it."""
    clocked = local(project, rows, step.zone)
    clock = of_day(step.at)
    if step.date is not None:
        midnight = exp.cast(exp.Literal.string(step.date.isoformat()), "TIMESTAMP", copy=False)
        return with_instant(clocked, sql(":day + :time", day=midnight, time=clock), "due")
    if step.day is not None:
        began = with_civil(clocked, column("entry_time", "r"), "began", ANY)
        day = sql("date_trunc('day', r.began) + :days", days=days(step.day))
        return with_instant(began, sql(":day + :time", day=day, time=clock), "due", ANY)
    first = sql("date_trunc('day', r.civil) + :time", time=clock)
    if step.weekday is not None:
        ahead = sql("(:weekday - isodow(r.civil) + 7) % 7", weekday=step.weekday)
        first = sql(":first + INTERVAL 1 DAY * (:ahead)", first=first, ahead=ahead)
    return _coming(clocked, first, 7 if step.weekday else 1)


def hour_end(project: Project, rows: exp.Query) -> exp.Select:
    """The rows (with `hour`) and `due`: the next instant at which the hour begins, now included;
    where there is none, NULL (S8)."""
    first = sql("date_trunc('day', r.civil) + INTERVAL 1 HOUR * r.hour")
    return _coming(local(project, rows), first, 1)


def _coming(clocked: exp.Query, first: exp.Expr, later: int) -> exp.Select:
    """The rows with `due`: the instant of the civil time `first`, or where that is past, of so
    many days later."""
    second = sql(":first + :more", first=first, more=days(later))
    both = with_instant(with_instant(clocked, first, "this_time"), second, "next_time")
    return query(
        "SELECT r.*, CASE WHEN r.this_time >= r.at THEN r.this_time ELSE r.next_time END AS due"
        " FROM :rows AS r",
        rows=both,
    )


def days(number: int) -> exp.Expr:
    return exp.Interval(this=exp.Literal.string(str(number)), unit=exp.var("DAY"))


def of_day(at: time) -> exp.Expr:
    """A time of day, as what it lies behind midnight."""
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    return exp.Interval(this=exp.Literal.string(str(seconds)), unit=exp.var("SECOND"))


def with_column(rows: exp.Query, expression: exp.Expr, name: str) -> exp.Select:
    """The rows (alias `r`) with one more column."""
    return query("SELECT r.* FROM :rows AS r", rows=rows).select(
        named(expression, name), copy=False
    )
